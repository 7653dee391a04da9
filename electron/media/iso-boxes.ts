import type { ByteSource } from './byte-source.ts';

/** One box of ISO/IEC 14496-12 section 4.2. `end` may lie beyond the file where the file was cut. */
interface Box {
  readonly type: string;
  readonly start: number;
  /** Where the box's content begins. */
  readonly body: number;
  readonly end: number;
}

const boxLimit = 100_000;

/** The box at `offset`, or null where no well-formed box header lies. `limit` ends a box of size 0. */
function boxAt(source: ByteSource, offset: number, limit: number): Box | null {
  const head = source.at(offset, 16);
  if (head.length < 8) return null;
  const type = head.toString('latin1', 4, 8);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) return null;
  const short = head.readUInt32BE(0);
  if (short === 0) return { type, start: offset, body: offset + 8, end: limit };
  if (short === 1) {
    if (head.length < 16) return null;
    const long = Number(head.readBigUInt64BE(8));
    return long >= 16 ? { type, start: offset, body: offset + 16, end: offset + long } : null;
  }
  return short >= 8 ? { type, start: offset, body: offset + 8, end: offset + short } : null;
}

/** The boxes side by side from `start` to `end`; stops at the first that is malformed, and after 100,000. */
export function* boxesIn(source: ByteSource, start: number, end: number): Generator<Box> {
  let offset = start;
  for (let count = 0; offset + 8 <= end && count < boxLimit; count += 1) {
    const box = boxAt(source, offset, end);
    if (!box) return;
    yield box;
    offset = box.end;
  }
}

/** The first box of that type between `start` and `end`, or null. */
function findBox(source: ByteSource, type: string, start: number, end: number): Box | null {
  for (const box of boxesIn(source, start, end)) if (box.type === type) return box;
  return null;
}

function* tracks(source: ByteSource): Generator<Box> {
  const moov = findBox(source, 'moov', 0, source.size);
  if (!moov) return;
  for (const box of boxesIn(source, moov.body, Math.min(moov.end, source.size)))
    if (box.type === 'trak') yield box;
}

function descend(source: ByteSource, from: Box, path: readonly string[]): Box | null {
  let box: Box | null = from;
  for (const type of path) box = box && findBox(source, type, box.body, box.end);
  return box;
}

/** Handler types of all tracks (`vide`, `soun`, `meta` …), ISO/IEC 14496-12 section 8.4.3. */
export const trackHandlers = (source: ByteSource): string[] =>
  [...tracks(source)].flatMap((track) => {
    const handler = descend(source, track, ['mdia', 'hdlr']);
    return handler ? [source.at(handler.body + 8, 4).toString('latin1')] : [];
  });

/** True where a track's samples are encrypted (common encryption, ISO/IEC 14496-12 section 8.12). */
export const hasEncryptedTrack = (source: ByteSource): boolean =>
  [...tracks(source)].some((track) => {
    const descriptions = descend(source, track, ['mdia', 'minf', 'stbl', 'stsd']);
    const first = descriptions && boxAt(source, descriptions.body + 8, descriptions.end);
    return first !== null && ['encv', 'enca', 'drmi', 'drms'].includes(first.type);
  });
