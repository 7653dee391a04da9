import { CustosError } from '../../../shared/kernel/error.ts';

/** One entry of a directory; `data` is its value as stored, as far as the file goes. */
export interface TiffEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
  readonly cut: boolean;
}

export interface TiffPage {
  readonly entries: ReadonlyMap<number, TiffEntry>;
}

export interface TiffWalk {
  readonly bytes: Buffer;
  readonly little: boolean;
  /** BigTIFF: offsets and counts of eight bytes. */
  readonly big: boolean;
  readonly pages: readonly TiffPage[];
  /** False where a directory lies beyond the end of the file or the chain runs back into itself. */
  readonly complete: boolean;
}

const pageLimit = 10_000;
const entryLimit = 4_096;
/** Of all pages together: directories may overlap. */
const allEntriesLimit = 400_000;

/** Bytes of one value by its type (TIFF 6.0 section 2; BigTIFF adds 16 to 18). */
const widths: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};

/** Reads unsigned numbers in the byte order of the file; beyond its end they are 0. */
export function reader(bytes: Buffer, little: boolean): (at: number, width: number) => number {
  return (at, width) => {
    if (!(at >= 0) || at + width > bytes.length) return 0;
    if (width === 8) return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return little ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
  };
}

/** Byte order and size of offsets; null for bytes that are no TIFF. */
export function tiffForm(bytes: Buffer): { readonly little: boolean; readonly big: boolean } | null {
  const mark = bytes.toString('latin1', 0, 4);
  if (bytes.length < 8 || !/^(?:II[*+]\0|MM\0[*+])$/.test(mark)) return null;
  return { little: mark[0] === 'I', big: mark.includes('+') };
}

interface Read {
  readonly page: TiffPage;
  readonly next: number;
  /** Entries that were looked at, those without a use among them. */
  readonly looked: number;
}

function readPage(bytes: Buffer, little: boolean, big: boolean, at: number): Read {
  const number = reader(bytes, little);
  const [countSize, entrySize, word] = big ? [8, 20, 8] : [2, 12, 4];
  const stated = number(at, countSize);
  const entries = new Map<number, TiffEntry>();
  const looked = Math.min(stated, entryLimit);
  for (let index = 0; index < looked; index += 1) {
    const place = at + countSize + index * entrySize;
    if (place + entrySize > bytes.length) break;
    const tag = number(place, 2);
    const type = number(place + 2, 2);
    const count = number(place + 4, word);
    const length = count * (widths[type] ?? 0);
    const from = length <= word ? place + 4 + word : number(place + 4 + word, word);
    if (length === 0 || from >= bytes.length || entries.has(tag)) continue;
    const data = bytes.subarray(from, Math.min(from + length, bytes.length));
    entries.set(tag, { tag, type, count, data, cut: data.length < length });
  }
  return { page: { entries }, next: number(at + countSize + stated * entrySize, word), looked };
}

/**
 * Walks the chain of pages. Sub-directories are not followed: none of them is shown.
 * @throws CustosError `unreadable` for another signature.
 */
export function walkTiff(bytes: Buffer): TiffWalk {
  const form = tiffForm(bytes);
  if (!form) throw new CustosError('unreadable', 'This is not a TIFF picture, whatever its name says.');
  const { little, big } = form;
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let at = big ? reader(bytes, little)(8, 8) : reader(bytes, little)(4, 4);
  let all = 0;
  while (
    at !== 0 &&
    at < bytes.length &&
    !seen.has(at) &&
    pages.length < pageLimit &&
    all < allEntriesLimit
  ) {
    seen.add(at);
    const { page, next, looked } = readPage(bytes, little, big, at);
    all += looked;
    pages.push(page);
    at = next;
  }
  return { bytes, little, big, pages, complete: at === 0 };
}

const integers = new Set([1, 3, 4, 6, 8, 9, 13, 16, 17, 18]);

/** The whole numbers of an entry; none where it is missing or of another kind. */
export function numbersOf(entry: TiffEntry | undefined, little: boolean): number[] {
  if (!entry || !integers.has(entry.type)) return [];
  const width = widths[entry.type] ?? 1;
  const number = reader(entry.data, little);
  const there = Math.floor(entry.data.length / width);
  return Array.from({ length: there }, (_, index) => number(index * width, width));
}
