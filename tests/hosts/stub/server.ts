import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { contract, isOperationName, type OperationName } from '../../../shared/contract/contract.ts';
import type { EngineEvent } from '../../../shared/contract/event.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import { answersFor } from './answers.ts';
import { drawing, thumbnailOf } from './drawing.ts';
import { serveFilm } from './films.ts';
import { indexOf } from './samples.ts';
import { fullScene, type Scene } from './scenes.ts';

const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; object-src 'none'; frame-src 'self'";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface Stub {
  readonly url: string;
  /** What the window was told, and what it asked, in order. */
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  show(scene: Partial<Scene>): void;
  tell(event: EngineEvent): void;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

type Asked = Readonly<Partial<Record<OperationName, (input: never) => unknown>>>;

/** Answers and small pictures that stand in the place of the canned ones. */
interface Own {
  readonly answers: Asked;
  readonly picture: (token: string) => Buffer;
}

/** A host without an engine: it serves the built window and answers every operation with canned facts. */
export async function startStub(folder: string, port = 0, own: Own | null = null): Promise<Stub> {
  let scene = fullScene;
  let answers = answersFor(scene);
  const calls: { name: string; input: unknown }[] = [];
  const listeners = new Set<ServerResponse>();

  const send = (response: ServerResponse, type: string, body: string | Buffer, status = 200): void => {
    response.writeHead(status, {
      'content-type': type,
      'content-security-policy': policy,
      'cache-control': 'no-store',
    });
    response.end(body);
  };

  const answer = async (name: string, input: unknown): Promise<unknown> => {
    const fault = (code: string, message: string) => ({ ok: false, error: { code, message, details: {} } });
    if (!isOperationName(name)) return fault('invalid-input', `There is no operation ${name}`);
    const { access, input: form, output } = contract[name];
    const parsed = form.safeParse(input);
    if (!parsed.success) return fault('invalid-input', `${name}: ${parsed.error.message}`);
    calls.push({ name, input: parsed.data });
    if (scene.failing.includes(name))
      return fault('damaged', 'The catalogue could not be read. Please verify the library.');
    if (scene.missing.includes(name))
      return fault('not-found', 'There is no such recording, or it is not open to you.');
    if (access !== 'anyone' && scene.library !== 'unlocked') return fault('locked', 'The library is locked.');
    if (typeof access !== 'string' && !access.includes(scene.role))
      return fault('not-allowed', 'Your role may not do this.');
    try {
      const asked = (own?.answers[name] ?? answers[name]) as (given: unknown) => unknown;
      const value = await asked(parsed.data);
      if (name === 'session.lock') show({ library: 'locked' });
      if (name === 'session.handOver') show({ inHand: parsed.data as Scene['inHand'] });
      if (name === 'session.takeBack') show({ inHand: null });
      if (['session.unlock', 'session.recover', 'library.create'].includes(name))
        show({ library: 'unlocked' });
      return { ok: true, value: output.parse(value) };
    } catch (error) {
      if (isCustosError(error)) return fault(error.code, error.message);
      throw error;
    }
  };

  const show = (part: Partial<Scene>): void => {
    scene = { ...scene, ...part };
    answers = answersFor(scene);
  };

  const serveFile = async (path: string, response: ServerResponse): Promise<void> => {
    const file = join(folder, normalize(path === '/' ? '/index.html' : path));
    const found = file.startsWith(folder) ? await stat(file).catch(() => null) : null;
    if (!found?.isFile()) return send(response, 'text/plain', 'Not here', 404);
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      // The name of a built file changes with what it holds.
      ...(path.startsWith('/assets/') ? { 'cache-control': 'max-age=3600' } : {}),
      'content-security-policy': policy,
    });
    createReadStream(file).pipe(response);
  };

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://stub').pathname;
    const serve = async (): Promise<void> => {
      if (path.startsWith('/call/')) {
        const input = JSON.parse((await bodyOf(request)).toString() || '{}');
        return send(response, 'application/json', JSON.stringify(await answer(path.slice(6), input)));
      }
      if (path === '/events') {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        response.write(':\n\n');
        listeners.add(response);
        response.on('close', () => listeners.delete(response));
        return;
      }
      if (path === '/upload') {
        const { length } = await bodyOf(request);
        return send(
          response,
          'application/json',
          JSON.stringify({ upload: length.toString(16).padStart(32, '0') }),
        );
      }
      if (path === '/resting') return send(response, 'text/plain', '');
      if (own && path.startsWith('/thumb/')) {
        response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
        response.end(own.picture(path.split('/')[2] ?? ''));
        return;
      }
      if (path.startsWith('/thumb/') || path.startsWith('/media/')) {
        const token = path.split('/')[2] ?? '';
        const [index, redacted] = [indexOf(token), token.startsWith('00000004')];
        if (path.startsWith('/thumb/'))
          return send(response, 'image/jpeg', await thumbnailOf(index, redacted));
        if (serveFilm(path, request.headers.range, response)) return;
        return send(response, 'image/svg+xml', drawing(index, redacted));
      }
      return serveFile(path, response);
    };
    serve().catch((error: Error) => send(response, 'text/plain', error.stack ?? error.message, 500));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}/`,
    calls,
    show,
    tell: (event) => {
      for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
