import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { pageHeaders } from '../door/content-policy.ts';
import { engineRoutes } from '../door/engine-routes.ts';
import { openPageFiles, type PageFiles } from '../door/page-files.ts';
import type { Engine } from '../engine-types.ts';
import { guard } from './guard.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTickets, type Tickets } from './tickets.ts';

const loopback = '127.0.0.1';
const entrance = '/enter';
/** A ticket and its name fit many times over. */
const ticketFormLimit = 1_024;

export interface BrowserHostOptions {
  readonly engine: Engine;
  /** The folder of the built page. */
  readonly page: string;
  /** 0, as by default, for any that is free. */
  readonly port?: number;
  /** For tests: milliseconds of a clock that never runs back. */
  readonly now?: () => number;
}

/** The application as served to a browser on this machine. */
export interface BrowserHost {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** A new one-time ticket, good for ten seconds. */
  ticket(): string;
  /** An address with a new ticket, for a person to open. */
  address(): string;
  close(): Promise<void>;
}

interface Parts {
  readonly options: BrowserHostOptions;
  readonly host: () => string;
  readonly cookie: string;
  readonly tickets: Tickets;
  readonly sessions: Sessions;
  readonly page: PageFiles;
}

const simplePage = (status: number, body: string): Response =>
  new Response(
    `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Custos</title>${body}</html>`,
    {
      status,
      headers: { ...pageHeaders(), 'content-type': 'text/html; charset=utf-8' },
    },
  );

const notLetIn = (): Response =>
  simplePage(
    401,
    '<h1>Custos</h1><p>This address lets nobody in, or no longer. Please start Custos again, or press Enter where it runs, and open the new address within ten seconds.</p>',
  );

async function ticketOf(context: Context): Promise<string> {
  if (context.req.method === 'GET') return context.req.query('ticket') ?? '';
  const { ticket } = await context.req.parseBody();
  return typeof ticket === 'string' ? ticket : '';
}

/**
 * Turns a ticket into a session. The page that is answered goes on to the window by itself: a redirect would count
 * as coming from where the ticket came from, and a strict cookie would not be sent along.
 */
async function enter({ tickets, sessions, cookie }: Parts, context: Context): Promise<Response> {
  if (!tickets.redeem(await ticketOf(context))) return notLetIn();
  const answer = simplePage(200, '<meta http-equiv="refresh" content="0;url=/">');
  answer.headers.set('set-cookie', `${cookie}=${sessions.open()}; Path=/; HttpOnly; SameSite=Strict`);
  return answer;
}

function application(parts: Parts): Hono {
  const { options, host, cookie, sessions, page } = parts;
  const app = new Hono();
  const connectionOf = (context: Context) => sessions.connectionOf(getCookie(context, cookie));
  app.use('*', guard(host, entrance));
  app.get(entrance, (context) => enter(parts, context));
  app.post(
    entrance,
    bodyLimit({ maxSize: ticketFormLimit, onError: (context) => context.body(null, 413) }),
    (context) => enter(parts, context),
  );
  app.use('*', async (context, next) => {
    if (connectionOf(context)) return next();
    return context.req.path === '/' ? notLetIn() : context.body(null, 401, { 'cache-control': 'no-store' });
  });
  const onStream: Sessions['stream'] = (connection, change) => sessions.stream(connection, change);
  app.route('/', engineRoutes({ engine: options.engine, connectionOf, onStream }));
  app.all('*', (context) => page.answer(context.req.path, context.req.method));
  app.onError(() => new Response(null, { status: 500, headers: { 'cache-control': 'no-store' } }));
  return app;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, resolve);
  });

/** Serves the application on the loopback address. Rejects where the port is taken. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  let host = '';
  const parts: Parts = {
    options,
    host: () => host,
    // Cookies of 127.0.0.1 are shared by all ports: another launch must not overwrite this one's.
    cookie: `custos-${randomBytes(6).toString('hex')}`,
    tickets: createTickets(options.now ?? (() => performance.now())),
    sessions: createSessions(options.engine),
    page: await openPageFiles(options.page),
  };
  const server = createAdaptorServer({
    fetch: application(parts).fetch,
    overrideGlobalObjects: false,
  }) as Server;
  // A long film is handed over in one request; only the wait for its head is bounded.
  server.requestTimeout = 0;
  server.headersTimeout = 10_000;
  await listen(server, options.port ?? 0);
  host = `${loopback}:${(server.address() as AddressInfo).port}`;
  const ticket = (): string => parts.tickets.issue();
  return {
    origin: `http://${host}`,
    ticket,
    address: () => `http://${host}${entrance}?ticket=${ticket()}`,
    async close() {
      await parts.sessions.closeAll();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
