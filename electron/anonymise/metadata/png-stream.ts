import { once } from 'node:events';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { constants, createDeflate, createInflate, type Inflate, inflateSync } from 'node:zlib';
import { CustosError } from '../../../shared/kernel/error.ts';

export interface StreamCheck {
  /** How many bytes of the input the compressed stream takes; the rest lies behind its end. */
  readonly taken: number;
  readonly inflated: number;
  /** Why inflating stopped; null where the stream ends, be it too early. */
  readonly fault: string | null;
}

const piece = 256 * 1024;
/** Rows of this many bytes are compressed quickly rather than well. */
const largeLength = 128 * 1024 * 1024;

function* pieces(parts: readonly Buffer[]): Generator<Buffer> {
  for (const part of parts)
    for (let at = 0; at < part.length; at += piece) yield part.subarray(at, at + piece);
}

/** Feeds parts to an inflater until it ends, fails, or has given more than `enough` bytes. */
async function inflate(
  parts: readonly Buffer[],
  enough: number,
  take: (bytes: Buffer) => undefined | Promise<unknown>,
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
      const taken = take(bytes);
      if (taken) await taken;
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

/** So small a picture is inflated in one go, which takes a fraction of the time. */
const smallLength = 1024 * 1024;

/** The same of a small picture; null where its stream is faulty, so that a slower look has to tell where. */
function checkAtOnce(parts: readonly Buffer[], expected: number): StreamCheck | null {
  try {
    const { buffer, engine } = inflateSync(Buffer.concat(parts), {
      info: true,
      maxOutputLength: expected + 1,
      finishFlush: constants.Z_SYNC_FLUSH,
    }) as unknown as { buffer: Buffer; engine: Inflate };
    return { taken: engine.bytesWritten, inflated: buffer.length, fault: null };
  } catch (error) {
    const longer = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return longer ? { taken: 0, inflated: expected + 1, fault: null } : null;
  }
}

/** Where a zlib stream ends, in constant memory. It is given up as soon as it holds more than `expected` bytes. */
export async function checkStream(parts: readonly Buffer[], expected: number): Promise<StreamCheck> {
  const small = expected <= smallLength ? checkAtOnce(parts, expected) : null;
  return small ?? inflate(parts, expected, () => undefined);
}

/** The first `length` inflated bytes compressed again: what lay behind them in the stream is gone. */
export async function recompress(parts: readonly Buffer[], length: number): Promise<Buffer> {
  const deflater = createDeflate({ level: length > largeLength ? 1 : 6 });
  const out: Buffer[] = [];
  deflater.on('data', (bytes: Buffer) => out.push(bytes));
  let kept = 0;
  await inflate(parts, length, (bytes) => {
    const wanted = bytes.subarray(0, length - kept);
    kept += wanted.length;
    // Rows go as they come: a picture may be larger than memory.
    return deflater.write(wanted) ? undefined : once(deflater, 'drain');
  });
  deflater.end();
  await finished(deflater);
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

/** Compressing more than this anew takes longer than anybody waits. */
const recompressLimit = 1024 * 1024 * 1024;

const tooLargeToCut = (): CustosError =>
  new CustosError(
    'too-large',
    'Something lies behind the last row of this very large picture, and Custos cannot cut it off. Save the picture anew with the program that made it and take that in.',
  );

/**
 * A compressed picture with nothing behind the end of its stream and nothing behind its last row. A damaged
 * stream is kept as far as decoders read it.
 */
export async function exactStream(
  parts: readonly Buffer[],
  expected: number,
): Promise<{ stream: Buffer; damaged: boolean }> {
  const { taken, inflated, fault } = await checkStream(parts, expected);
  if (inflated > expected && expected > recompressLimit) throw tooLargeToCut();
  if (inflated > expected) return { stream: await recompress(parts, expected), damaged: false };
  if (fault === null) return { stream: firstBytes(parts, taken), damaged: inflated < expected };
  const stream = firstBytes(parts, await readUntilFault(Buffer.concat(parts)));
  // More rows than the picture has may come out before the fault.
  const untilFault = await checkStream([stream], expected);
  const tooLong = untilFault.inflated > expected;
  if (tooLong && expected > recompressLimit) throw tooLargeToCut();
  return { stream: tooLong ? await recompress([stream], expected) : stream, damaged: true };
}
