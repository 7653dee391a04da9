import type { Notes } from '../noted.ts';
import { insideRemark } from './stream-cleaner.ts';

/**
 * Encoders of sound write their names into bytes that every decoder skips: fill elements of AAC (ISO/IEC 14496-3
 * section 4.4.2.7), ancillary data of MP3 (ISO/IEC 11172-3 section 2.4.1.8). In a file that is MP3 and nothing else
 * the frames stay as they are, bit by bit: its first frame loses the length of the silence in front, so only equal
 * frames show that the sound is the same.
 */
const beginnings = ['Lavc', 'LAME3.'];
const name = /^(?:Lavc\d{1,3}\.\d{1,3}\.\d{1,3}|LAME3\.\d{2,3}(?:\.\d{1,2})?(?: \([ -~]{1,12}\))?)/;
export const longestName = 32;

/** MP2, MP3 and AAC by their numbers as waves. */
export const namedWaves: ReadonlySet<number> = new Set([0x50, 0x55, 0xff, 0x706d, 0x1600]);

/** The bytes with zeros for the names of encoders; the very same buffer where there are none. */
export function blankNames(bytes: Buffer, notes: Notes | null): Buffer {
  let out = bytes;
  for (const beginning of beginnings) {
    for (let at = bytes.indexOf(beginning, 0, 'latin1'); at >= 0; ) {
      const found = name.exec(bytes.toString('latin1', at, at + longestName))?.[0];
      if (found) {
        if (out === bytes) out = Buffer.from(bytes);
        out.fill(0, at, at + found.length);
        notes?.text('Sound frames', 'Encoder', found, 'device');
      }
      at = bytes.indexOf(beginning, at + (found?.length ?? 1), 'latin1');
    }
  }
  return out;
}

/** The same over pieces of one run of bytes, in which a name may lie across two. */
export async function* blankedPieces(
  pieces: AsyncIterable<Buffer>,
  notes: Notes | null,
): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = blankNames(held.length > 0 ? Buffer.concat([held, piece]) : piece, notes);
    const end = Math.max(0, bytes.length - longestName);
    yield bytes.subarray(0, end);
    held = Buffer.from(bytes.subarray(end));
  }
  yield blankNames(held, notes);
}

/** Notes the names in a run of bytes, and gives back what is to be said about their going. */
export async function noteNames(pieces: AsyncIterable<Buffer>, notes: Notes): Promise<string[]> {
  const before = notes.all.length;
  for await (const _ of blankedPieces(pieces, notes));
  return notes.all.length > before ? [insideRemark] : [];
}
