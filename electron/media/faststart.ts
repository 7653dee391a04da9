import { SetAsideError } from './set-aside.ts';

/** Reading at any place of a stored file. */
export interface RandomAccess {
  readonly size: number;
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
  readonly stream: (start: number, end: number) => AsyncIterable<Uint8Array>;
}

interface TopBox {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const mostBoxes = 10_000;
/** An index of so many bytes describes days of film. */
const mostIndexBytes = 64 * 1024 * 1024;
/** Boxes of ISO/IEC 14496-12 that lead from the movie box to the tables of chunk offsets. */
const nests = ['moov', 'trak', 'mdia', 'minf', 'stbl'];

async function topBoxes(file: RandomAccess): Promise<TopBox[]> {
  const boxes: TopBox[] = [];
  for (let at = 0; at + 8 <= file.size && boxes.length < mostBoxes; ) {
    const head = Buffer.from(await file.read(at, 16));
    const short = head.readUInt32BE(0);
    const stated = short === 1 && head.length >= 16 ? Number(head.readBigUInt64BE(8)) : short;
    const length = stated === 0 ? file.size - at : stated;
    if (length < 8) break;
    boxes.push({ type: head.toString('latin1', 4, 8), start: at, end: Math.min(at + length, file.size) });
    at += length;
  }
  return boxes;
}

/** Adds `by` to every chunk offset (stco, co64) between two places of the index. */
function shift(index: Buffer, start: number, end: number, by: number): void {
  for (let at = start; at + 8 <= end; ) {
    const length = index.readUInt32BE(at);
    const type = index.toString('latin1', at + 4, at + 8);
    if (length < 8 || at + length > end) return;
    if (nests.includes(type)) shift(index, at + 8, at + length, by);
    const wide = type === 'co64';
    if (wide || type === 'stco') {
      const width = wide ? 8 : 4;
      const stated = length >= 16 ? index.readUInt32BE(at + 12) : 0;
      const entries = Math.min(stated, Math.floor((length - 16) / width));
      for (let entry = 0; entry < entries; entry += 1) {
        const place = at + 16 + entry * width;
        if (wide) index.writeBigUInt64BE(index.readBigUInt64BE(place) + BigInt(by), place);
        else index.writeUInt32BE((index.readUInt32BE(place) + by) >>> 0, place);
      }
    }
    at += length;
  }
}

/**
 * The bytes of an MP4 or QuickTime film in an order in which they can be read from a pipe: cameras and telephones
 * write the index last, and a reader that cannot go back needs it first. Anything else passes as it is.
 * @throws SetAsideError `too-large` where the index is larger than 64 MB.
 */
export async function* inReadingOrder(file: RandomAccess): AsyncGenerator<Uint8Array> {
  const boxes = await topBoxes(file);
  const index = boxes.find(({ type }) => type === 'moov');
  const media = boxes.find(({ type }) => type === 'mdat');
  if (!index || !media || index.start < media.start) {
    yield* file.stream(0, file.size);
    return;
  }
  const length = index.end - index.start;
  if (length > mostIndexBytes) throw new SetAsideError('too-large', 'The film has too large an index.');
  const moved = Buffer.from(await file.read(index.start, length));
  shift(moved, 0, moved.length, length);
  yield* file.stream(0, media.start);
  yield moved;
  yield* file.stream(media.start, index.start);
}
