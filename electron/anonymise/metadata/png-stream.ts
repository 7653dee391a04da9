import { Readable } from 'node:stream';
import { constants, createDeflate, createInflate, type Inflate } from 'node:zlib';

export interface StreamCheck {
  /** How many bytes of the input the compressed stream takes; the rest lies behind its end. */
  readonly taken: number;
  readonly inflated: number;
  /** Why inflating stopped; null where the stream ends, be it too early. */
  readonly fault: string | null;
}

const piece = 256 * 1024;

function* pieces(parts: readonly Buffer[]): Generator<Buffer> {
  for (const part of parts)
    for (let at = 0; at < part.length; at += piece) yield part.subarray(at, at + piece);
}

/** Feeds parts to an inflater until it ends, fails, or has given more than `enough` bytes. */
async function inflate(
  parts: readonly Buffer[],
  enough: number,
  take: (bytes: Buffer) => void,
): Promise<StreamCheck> {
  const inflater: Inflate = createInflate({
    chunkSize: 128 * 1024,
    // What a stream that is cut short gives up to its last byte counts too.
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const source = Readable.from(pieces(parts));
  let inflated = 0;
  let fault: string | null = null;
  try {
    source.pipe(inflater);
    for await (const bytes of inflater as AsyncIterable<Buffer>) {
      take(bytes);
      inflated += bytes.length;
      if (inflated > enough) break;
    }
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  }
  const taken = inflater.bytesWritten;
  source.destroy();
  inflater.destroy();
  return { taken, inflated, fault };
}

/** Where a zlib stream ends, in constant memory. It is given up as soon as it holds more than `expected` bytes. */
export const checkStream = (parts: readonly Buffer[], expected: number): Promise<StreamCheck> =>
  inflate(parts, expected, () => undefined);

/** The first `length` inflated bytes compressed again: what lay behind them in the stream is gone. */
export async function recompress(parts: readonly Buffer[], length: number): Promise<Buffer> {
  const rows: Buffer[] = [];
  let kept = 0;
  await inflate(parts, length, (bytes) => {
    const wanted = bytes.subarray(0, length - kept);
    kept += wanted.length;
    rows.push(wanted);
  });
  const out: Buffer[] = [];
  for await (const bytes of Readable.from(rows).pipe(createDeflate({ level: 6 })) as AsyncIterable<Buffer>)
    out.push(bytes);
  return Buffer.concat(out);
}

/** The first bytes of a row of parts, as one piece. */
export const firstBytes = (parts: readonly Buffer[], length: number): Buffer =>
  Buffer.concat(parts).subarray(0, length);

/** Gives bytes to an inflater and waits until they are worked through; false where it stopped at a fault. */
const feed = (inflater: Inflate, bytes: Buffer): Promise<boolean> =>
  new Promise((resolve) => {
    inflater.once('error', () => resolve(false));
    inflater.write(bytes, (error) => {
      inflater.removeAllListeners('error');
      inflater.on('error', () => undefined);
      resolve(!error);
    });
  });

/** The fault is looked for in ever smaller pieces, so that few are given one by one. */
const steps = [4_096, 64, 1];

/** How many bytes of a faulty stream decoders read: up to and with the byte at which inflating fails. */
async function readUntilFault(whole: Buffer): Promise<number> {
  const measure = async (from: number, size: number): Promise<number> => {
    const inflater = createInflate();
    inflater.resume();
    try {
      if (from > 0 && !(await feed(inflater, whole.subarray(0, from)))) return from;
      for (let at = from; at < whole.length; at += size)
        if (!(await feed(inflater, whole.subarray(at, at + size)))) return at;
      return whole.length;
    } finally {
      inflater.destroy();
    }
  };
  let at = 0;
  for (const size of steps) at = await measure(at, size);
  return Math.min(whole.length, at + 1);
}

/**
 * A compressed picture with nothing behind the end of its stream and nothing behind its last row. A damaged
 * stream is kept as far as decoders read it.
 */
export async function exactStream(
  parts: readonly Buffer[],
  expected: number,
): Promise<{ stream: Buffer; damaged: boolean }> {
  const { taken, inflated, fault } = await checkStream(parts, expected);
  if (inflated > expected) return { stream: await recompress(parts, expected), damaged: false };
  if (fault === null) return { stream: firstBytes(parts, taken), damaged: inflated < expected };
  const stream = firstBytes(parts, await readUntilFault(Buffer.concat(parts)));
  // More rows than the picture has may come out before the fault.
  const untilFault = await checkStream([stream], expected);
  const tooLong = untilFault.inflated > expected;
  return { stream: tooLong ? await recompress([stream], expected) : stream, damaged: true };
}
