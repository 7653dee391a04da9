import { parseMediaPath } from '../../shared/contract/media-url.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Engine } from '../engine-types.ts';
import { type ByteRange, parseByteRange } from './byte-range.ts';

type Served = NonNullable<Awaited<ReturnType<Engine['media']>>>;

/** A request for bytes behind an address that the gate handed out. */
export interface MediaRequest {
  readonly path: string;
  readonly method: string;
  readonly range: string | null;
  /** Breaks the answer off where it stands; without it the body ends with an error. */
  readonly breakOff?: (() => void) | undefined;
}

/** Nothing that was shown may stay in a cache, and nothing may be taken for something it is not. */
const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const empty = (status: number, more: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...always, ...more } });

/** Bytes of others run nothing. The viewer of PDF documents does not start under a sandbox. */
const policyFor = (type: string): string =>
  type === 'application/pdf' ? "frame-ancestors 'self'" : "default-src 'none'; sandbox";

function headersOf(served: Served, range: Exclude<ByteRange, 'unsatisfiable'>): Record<string, string> {
  const headers: Record<string, string> = {
    ...always,
    'content-type': served.type,
    'content-security-policy': policyFor(served.type),
    'accept-ranges': 'bytes',
    'content-length': String(range === 'whole' ? served.size : range.end - range.start),
  };
  if (range !== 'whole') headers['content-range'] = `bytes ${range.start}-${range.end - 1}/${served.size}`;
  if (served.fileName !== null) {
    headers['content-disposition'] = `inline; filename*=UTF-8''${encodeURIComponent(served.fileName)}`;
  }
  return headers;
}

/** The body: closed once, when it is through, when the reader goes away, or when the token is revoked. */
function bodyOf(
  engine: Engine,
  token: Id,
  served: Served,
  range: { readonly start: number; readonly end: number },
  breakOff: (() => void) | undefined,
): ReadableStream<Uint8Array> {
  const bytes = served.stream(range.start, range.end)[Symbol.asyncIterator]();
  let ended = false;
  let cut: () => void = () => undefined;
  const stopListening = engine.onRevoked((revoked) => {
    if (revoked === token) cut();
  });
  const finish = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    stopListening();
    await bytes.return?.();
    await served.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        cut = () => {
          if (ended) return;
          if (breakOff) breakOff();
          else controller.error(new Error('This address is no longer good.'));
          void finish();
        };
      },
      async pull(controller) {
        try {
          const next = await bytes.next();
          if (ended) return;
          if (!next.done) return controller.enqueue(next.value);
          controller.close();
        } catch (error) {
          if (ended) return;
          if (breakOff) breakOff();
          else controller.error(error);
        }
        await finish();
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  );
}

/** What was found, unless its token was revoked while it was looked for. */
async function stillGood(engine: Engine, token: Id, looking: Promise<Served | null>): Promise<Served | null> {
  let revoked = false;
  const stopListening = engine.onRevoked((gone) => {
    revoked ||= gone === token;
  });
  try {
    const served = await looking;
    if (!served || !revoked) return served;
    await served.close();
    return null;
  } finally {
    stopListening();
  }
}

/** Answers a request for bytes: 200 or 206, 404 where nothing lies there for this connection, 416, 405. */
export async function answerMedia(engine: Engine, connection: Id, request: MediaRequest): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return empty(405, { allow: 'GET, HEAD' });
  const address = parseMediaPath(request.path);
  if (!address) return empty(404);
  const served = await stillGood(engine, address.token, engine.media(connection, request.path));
  if (!served) return empty(404);
  const range = parseByteRange(request.range, served.size);
  if (range === 'unsatisfiable' || request.method === 'HEAD') {
    await served.close();
    if (range === 'unsatisfiable') return empty(416, { 'content-range': `bytes */${served.size}` });
    return new Response(null, { status: range === 'whole' ? 200 : 206, headers: headersOf(served, range) });
  }
  const wanted = range === 'whole' ? { start: 0, end: served.size } : range;
  return new Response(bodyOf(engine, address.token, served, wanted, request.breakOff), {
    status: range === 'whole' ? 200 : 206,
    headers: headersOf(served, range),
  });
}
