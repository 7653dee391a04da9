import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Reply } from '../../shared/contract/bridge.ts';
import { type EngineEvent, engineEvent } from '../../shared/contract/event.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, isId } from '../../shared/kernel/id.ts';
import type { DoorAddress } from '../engine-types.ts';
import { connectionHeader } from './door.ts';
import type { EngineLink } from './engine-link.ts';
import { createEventReader } from './event-stream.ts';
import type { MediaRequest } from './media-response.ts';

/** How long a running engine may take to open a connection before it counts as not answering. */
const answerWithinMs = 10_000;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

type Ask = (asked: Asked) => Promise<IncomingMessage>;

const asking =
  (address: DoorAddress, agent: Agent, more: OutgoingHttpHeaders): Ask =>
  ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const sent = request({
        agent,
        socketPath: address.socket,
        method,
        path,
        headers: { host: 'custos', authorization: `Bearer ${address.key}`, ...more, ...headers },
      });
      sent.once('response', resolve);
      // A second error may follow the first when the engine goes: it has been told already.
      sent.on('error', reject);
      sent.end(body);
    });

const notAnswering = (cause: unknown): CustosError =>
  new CustosError(
    'in-use',
    'Custos is running with this library but does not answer. Close it, or wait and try again.',
    {},
    cause,
  );

/** Opens the connection; the answer stays open as long as the connection does. */
async function openConnection(
  address: DoorAddress,
  agent: Agent,
): Promise<{ id: Id; held: IncomingMessage }> {
  const held = await asking(address, agent, {})({ method: 'GET', path: '/connection' });
  for await (const chunk of held.iterator({ destroyOnReturn: false })) {
    const id = String(chunk).trim();
    if (held.statusCode === 200 && isId(id)) return { id, held };
    break;
  }
  held.destroy();
  throw new Error('The engine opened no connection.');
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), answerWithinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function callOver(ask: Ask, name: string, input: unknown): Promise<Reply> {
  try {
    const answer = await ask({
      method: 'POST',
      path: `/call/${encodeURIComponent(name)}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input ?? {}),
    });
    return JSON.parse(await text(answer)) as Reply;
  } catch (error) {
    const { code, message, details } = notAnswering(error);
    return { ok: false, error: { code, message, details } };
  }
}

function subscribeOver(ask: Ask, listener: (event: EngineEvent) => void): () => void {
  let ended = false;
  let answer: IncomingMessage | undefined;
  const reader = createEventReader((data) => {
    const event = engineEvent.safeParse(JSON.parse(data));
    if (event.success) listener(event.data);
  });
  ask({ method: 'GET', path: '/events' }).then(
    (begun) => {
      answer = begun;
      if (ended) return void begun.destroy();
      begun.setEncoding('utf8').on('data', reader);
      // The engine is gone: the next call says so to the person.
      begun.on('error', () => undefined);
    },
    () => undefined,
  );
  return () => {
    ended = true;
    answer?.destroy();
  };
}

async function mediaOver(ask: Ask, { path, method, range }: MediaRequest): Promise<Response> {
  const answer = await ask({ method, path, headers: range === null ? {} : { range } });
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (typeof value === 'string' && name !== 'connection' && name !== 'keep-alive') headers.set(name, value);
  }
  const status = answer.statusCode ?? 502;
  const hasBody = method !== 'HEAD' && (status === 200 || status === 206);
  if (!hasBody) answer.resume();
  return new Response(hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null, {
    status,
    headers,
  });
}

/** Errors of a socket behind which no process listens any more. */
const nobodyThere = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK']);

const isNobodyThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && nobodyThere.has(String(error.code));

/**
 * Connects to a running engine through its door; null where nobody listens there any more.
 * @throws CustosError `in-use` where somebody does but does not answer in time, or not as an engine does.
 */
export async function connectThrough(address: DoorAddress): Promise<EngineLink | null> {
  const agent = new Agent({ keepAlive: true });
  let opened: Awaited<ReturnType<typeof openConnection>>;
  try {
    opened = await withinTime(openConnection(address, agent));
  } catch (error) {
    agent.destroy();
    if (isNobodyThere(error)) return null;
    throw notAnswering(error);
  }
  const { id, held } = opened;
  held.on('error', () => undefined).resume();
  const ask = asking(address, agent, { [connectionHeader]: id });
  return {
    call: (name, input) => callOver(ask, name, input),
    subscribe: (listener) => subscribeOver(ask, listener),
    media: (wanted) => mediaOver(ask, wanted),
    async close() {
      held.destroy();
      agent.destroy();
    },
  };
}
