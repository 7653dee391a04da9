import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import type { Reply } from '../../shared/contract/bridge.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import { CustosError, type ErrorCode, isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Engine } from '../engine-types.ts';
import { answerMedia } from './media-response.ts';

/** Ten thousand ids and a classification fit many times over; bytes of recordings never travel this way. */
const callLimit = 4 * 1024 * 1024;
/** The longest operation on film that anybody takes in by a browser; larger ones come by path. */
const uploadLimit = 64 * 1024 ** 3;
const nameLimit = 255;
const heartbeatMs = 15_000;

export interface EngineRoutes {
  readonly engine: Engine;
  /** The connection of a request that its host has let in; null where it has none. */
  readonly connectionOf: (context: Context) => Id | null;
  /** Told when an event stream of a connection begins and ends. */
  readonly onStream?: (connection: Id, change: 'opened' | 'ended') => void;
}

const failure = (code: ErrorCode, message: string): Extract<Reply, { ok: false }> => ({
  ok: false,
  error: { code, message, details: {} },
});

const noConnection = failure(
  'locked',
  'This page is no longer connected to Custos. Please open Custos again.',
);

/** A JSON body, sent as such: a form of a foreign page cannot set this type without asking first (CORS). */
async function jsonBody(context: Context): Promise<{ value: unknown } | null> {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return null;
  try {
    return { value: await context.req.json() };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function answerCall({ engine, connectionOf }: EngineRoutes, context: Context): Promise<Response> {
  const connection = connectionOf(context);
  if (!connection) return context.json(noConnection, 401);
  const body = await jsonBody(context);
  if (!body)
    return context.json(failure('invalid-input', 'The input must be JSON, sent as application/json.'), 400);
  return context.json(await engine.dispatch(connection, context.req.param('operation') ?? '', body.value));
}

function answerEvents({ engine, connectionOf, onStream }: EngineRoutes, context: Context): Response {
  const connection = connectionOf(context);
  if (!connection) return context.json(noConnection, 401);
  return streamSSE(context, async (stream) => {
    onStream?.(connection, 'opened');
    let line: Promise<unknown> = stream.write(': connected\n\n');
    const send = (event: EngineEvent): void => {
      line = line.then(() => stream.writeSSE({ data: JSON.stringify(event) }));
    };
    const unsubscribe = engine.subscribe(connection, send);
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
    await new Promise<void>((resolve) => stream.onAbort(resolve));
    clearInterval(heartbeat);
    unsubscribe();
    onStream?.(connection, 'ended');
    await line.catch(() => undefined);
  });
}

/** The bytes of a body, up to a limit. @throws CustosError `too-large` when there are more. */
async function* bounded(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of body) {
    total += chunk.length;
    if (total > limit)
      throw new CustosError('too-large', 'This file is larger than a browser may hand over.');
    yield chunk;
  }
}

/** The name a person's file has, without the path that some browsers send; null where it is no name. */
function fileNameOf(context: Context): string | null {
  try {
    const name =
      decodeURIComponent(context.req.header('x-custos-name') ?? '')
        .split(/[/\\]/)
        .at(-1) ?? '';
    return name === '' || name.length > nameLimit || /\p{Cc}/u.test(name) ? null : name;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

const uploadStatus: Partial<Record<ErrorCode, 401 | 413>> = { locked: 401, 'too-large': 413 };

async function answerUpload({ engine, connectionOf }: EngineRoutes, context: Context): Promise<Response> {
  const connection = connectionOf(context);
  if (!connection) return context.json(noConnection, 401);
  const name = fileNameOf(context);
  const body = context.req.raw.body;
  if (!name || !body) {
    return context.json(
      failure('invalid-input', 'An upload needs a file and, percent-encoded, its name.'),
      400,
    );
  }
  try {
    return context.json({ upload: await engine.upload(connection, name, bounded(body, uploadLimit)) });
  } catch (error) {
    if (!isCustosError(error)) throw error;
    return context.json(failure(error.code, error.message), uploadStatus[error.code] ?? 400);
  }
}

const failedAnswer = (): Response =>
  Response.json(failure('internal', 'Custos could not answer this. What was saved is safe.'), {
    status: 500,
    headers: { 'cache-control': 'no-store' },
  });

const tooLarge = (context: Context): Response =>
  context.json(failure('too-large', 'This is more than Custos takes in one message.'), 413);

/** The forms in which an engine is spoken to over HTTP: calls, events, uploads, and bytes that the gate let through. */
export function engineRoutes(routes: EngineRoutes): Hono {
  const app = new Hono();
  // What went wrong is told to nobody outside, and nothing of a request is written to a log.
  app.onError((error) => (error instanceof HTTPException ? error.getResponse() : failedAnswer()));
  app.post('/call/:operation', bodyLimit({ maxSize: callLimit, onError: tooLarge }), (context) =>
    answerCall(routes, context),
  );
  app.get('/events', (context) => answerEvents(routes, context));
  app.put('/upload', (context) => answerUpload(routes, context));
  for (const route of ['/media/*', '/thumb/*']) {
    app.all(route, (context) => {
      const connection = routes.connectionOf(context);
      if (!connection) return new Response(null, { status: 401, headers: { 'cache-control': 'no-store' } });
      return answerMedia(routes.engine, connection, {
        path: context.req.path,
        method: context.req.method,
        range: context.req.header('range') ?? null,
        breakOff: () => void (context.env as Partial<HttpBindings>).outgoing?.destroy(),
      });
    });
  }
  return app;
}
