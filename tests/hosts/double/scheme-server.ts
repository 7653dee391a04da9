import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

type Handler = (request: Request) => Promise<Response> | Response;

/** A custom scheme as a loopback server: Chromium has no other way to load one that it was not built with. */
export class SchemeServer {
  readonly #origin: string;
  readonly #server: Server;
  address = '';

  constructor(scheme: string, host: string, handler: Handler) {
    this.#origin = `${scheme}://${host}`;
    this.#server = createServer(async (asked, answer) => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(asked.headers))
        if (typeof value === 'string') headers.set(name, value);
      const request = new Request(this.#origin + asked.url, { method: asked.method ?? 'GET', headers });
      const response = await handler(request);
      answer.writeHead(response.status, Object.fromEntries(response.headers));
      if (!response.body) return answer.end();
      const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
      answer.on('close', () => body.destroy());
      body.on('error', () => answer.destroy());
      return body.pipe(answer);
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The address that Electron would show for one that Chromium shows here. */
  outward(url: string): string {
    return url.startsWith(`${this.address}/`) ? this.#origin + url.slice(this.address.length) : url;
  }

  /** And the other way round. */
  inward(url: string): string {
    return url.startsWith(this.#origin) ? this.address + url.slice(this.#origin.length) : url;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
