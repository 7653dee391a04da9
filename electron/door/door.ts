import { timingSafeEqual } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { type Id, isId } from '../../shared/kernel/id.ts';
import type { DoorAddress, Engine } from '../engine-types.ts';
import { engineRoutes } from './engine-routes.ts';
import { removeDoorAddress } from './socket-place.ts';

/** The header in which a client names the connection that it opened. */
export const connectionHeader = 'x-custos-connection';

/** A running engine's door: commands and windows of other processes speak to it through a local socket. */
export interface Door {
  readonly address: DoorAddress;
  /** Resolves when nobody is connected through the door. */
  empty(): Promise<void>;
  /** Ends every connection and takes the socket away. */
  close(): Promise<void>;
}

function keyFits(header: string | undefined, key: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${key}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

class Connections {
  readonly #open = new Set<Id>();
  readonly #waiting: (() => void)[] = [];

  add(connection: Id): void {
    this.#open.add(connection);
  }

  remove(connection: Id): void {
    this.#open.delete(connection);
    if (this.#open.size > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  of(context: Context): Id | null {
    const named = context.req.header(connectionHeader) ?? '';
    return isId(named) && this.#open.has(named) ? named : null;
  }

  empty(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }
}

/** A connection lasts as long as this answer is read: a client that dies takes its session with it. */
function holdConnection(engine: Engine, connections: Connections, context: Context): Response {
  return stream(context, async (body) => {
    const connection = engine.connect();
    connections.add(connection);
    try {
      const gone = new Promise<void>((resolve) => body.onAbort(resolve));
      await body.write(`${connection}\n`);
      await gone;
    } finally {
      await engine.disconnect(connection);
      connections.remove(connection);
    }
  });
}

function doorApplication(engine: Engine, connections: Connections, key: string): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    if (!keyFits(context.req.header('authorization'), key)) return context.body(null, 401);
    return next();
  });
  app.get('/connection', (context) => holdConnection(engine, connections, context));
  app.route('/', engineRoutes({ engine, connectionOf: (context) => connections.of(context) }));
  return app;
}

/** Opens the door of an engine at an address made by `newDoorAddress`. */
export async function openDoor(engine: Engine, address: DoorAddress): Promise<Door> {
  const connections = new Connections();
  const server = createAdaptorServer({
    fetch: doorApplication(engine, connections, address.key).fetch,
    overrideGlobalObjects: false,
  }) as Server;
  // A long film is handed over in one request; only the wait for its head is bounded.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.socket, resolve);
  });
  if (process.platform !== 'win32') await chmod(address.socket, 0o600);
  return {
    address,
    empty: () => connections.empty(),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await removeDoorAddress(address);
    },
  };
}
