import { EventEmitter } from 'node:events';
import { SchemeServer } from './scheme-server.ts';

/** Each scheme with the one host that the design rule allows it. */
export const schemes = new Map<string, SchemeServer>();

class Session extends EventEmitter {
  readonly listening: Promise<void>[] = [];
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
      const server = new SchemeServer(scheme, 'app', handler);
      schemes.set(scheme, server);
      this.listening.push(server.listen());
    },
  };
  readonly webRequest = { onBeforeRequest: (): void => undefined };
  readonly setPermissionRequestHandler = (): void => undefined;
  readonly setPermissionCheckHandler = (): void => undefined;
  readonly setDevicePermissionHandler = (): void => undefined;
}

const only = new Session();

export const session = { fromPartition: (): Session => only, defaultSession: only };
export const allListening = (): Promise<unknown> => Promise.all(only.listening);
