import { numbersOf, type TiffPage, type TiffWalk } from './tiff-directories.ts';
import { place } from './tiff-keep.ts';
import type { Placed, Run } from './tiff-runs.ts';

interface OldJpeg {
  readonly fields: readonly {
    readonly tag: number;
    readonly type: number;
    readonly count: number;
    readonly data: Buffer | ((placed: Placed) => readonly number[]);
  }[];
  readonly runs: readonly Run[];
  /** Streams in which comments and application segments are to be blanked where they come to lie. */
  readonly blank: readonly Run[];
}

const none: OldJpeg = { fields: [], runs: [], blank: [] };

/** A quantisation table has 64 bytes, a Huffman table 16 counts and as many bytes as they add up to (section 22). */
function tableEnd(bytes: Buffer, from: number, quantisation: boolean): number {
  if (quantisation) return from + 64;
  let symbols = 0;
  for (const count of bytes.subarray(from, from + 16)) symbols += count;
  return from + 16 + Math.min(symbols, 256);
}

/** What the first form of JPEG in TIFF (6.0 section 22, compression 6) keeps outside its strips. */
export function oldJpegOf({ bytes, little, big }: TiffWalk, { entries }: TiffPage): OldJpeg {
  if (numbersOf(entries.get(259), little)[0] !== 6) return none;
  const type = big ? 16 : 4;
  const fields: OldJpeg['fields'][number][] = [];
  const runs: Run[] = [];
  const blank: Run[] = [];
  const [from] = numbersOf(entries.get(place.oldJpeg), little);
  if (from !== undefined && from < bytes.length) {
    const [stated] = numbersOf(entries.get(place.oldJpegLength), little);
    const run = { from, to: Math.min(from + (stated ?? bytes.length), bytes.length) };
    const length = Buffer.alloc(big ? 8 : 4);
    length[little ? 'writeUInt32LE' : 'writeUInt32BE'](run.to - run.from, big && !little ? 4 : 0);
    fields.push(
      { tag: place.oldJpeg, type, count: 1, data: (placed) => [placed.at(from)] },
      { tag: place.oldJpegLength, type, count: 1, data: length },
    );
    runs.push(run);
    blank.push(run);
  }
  for (const tag of place.oldTables) {
    const offsets = numbersOf(entries.get(tag), little).slice(0, 8);
    if (offsets.length === 0) continue;
    for (const offset of offsets) runs.push({ from: offset, to: tableEnd(bytes, offset, tag === 519) });
    fields.push({
      tag,
      type,
      count: offsets.length,
      data: (placed) => offsets.map((each) => placed.at(each)),
    });
  }
  return { fields, runs, blank };
}
