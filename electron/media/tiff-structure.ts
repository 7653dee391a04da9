import type { ByteSource } from './byte-source.ts';
import { SetAsideError } from './set-aside.ts';
import type { StillStructure } from './still-structure.ts';

const pageLimit = 10_000;
const entryLimit = 4096;
const lastBaselineTag = 532;
const arrayLimit = 16_000_000;
const widths: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };
const tag = {
  width: 256,
  height: 257,
  stripOffsets: 273,
  stripCounts: 279,
  tileOffsets: 324,
  tileCounts: 325,
};

interface Layout {
  readonly little: boolean;
  readonly big: boolean;
  readonly source: ByteSource;
}

interface Entry {
  readonly type: number;
  readonly count: number;
  readonly valueAt: number;
}

interface Directory {
  readonly entries: ReadonlyMap<number, Entry>;
  readonly next: number;
}

const cut = (): SetAsideError =>
  new SetAsideError('truncated', 'The picture ends before its own table of contents says.');

function number(layout: Layout, bytes: Buffer, at: number, width: number): number {
  if (at + width > bytes.length) throw cut();
  if (width === 8) return Number(layout.little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  return layout.little ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
}

function readDirectory(layout: Layout, offset: number): Directory {
  const { source, big } = layout;
  const countWidth = big ? 8 : 2;
  const entryWidth = big ? 20 : 12;
  const word = big ? 8 : 4;
  const count = number(layout, source.at(offset, countWidth), 0, countWidth);
  if (count > entryLimit)
    throw new SetAsideError('hostile', 'The picture states an absurd number of properties.');
  const table = source.at(offset + countWidth, count * entryWidth + word);
  const entries = new Map<number, Entry>();
  for (let index = 0; index < count; index += 1) {
    const at = index * entryWidth;
    const type = number(layout, table, at + 2, 2);
    const items = number(layout, table, at + 4, word);
    const inline = items * (widths[type] ?? 1) <= word;
    const valueAt = inline ? offset + countWidth + at + 4 + word : number(layout, table, at + 4 + word, word);
    entries.set(number(layout, table, at, 2), { type, count: items, valueAt });
  }
  return { entries, next: number(layout, table, count * entryWidth, word) };
}

function values(layout: Layout, entry: Entry | undefined): number[] {
  const width = entry && widths[entry.type];
  if (!entry || !width) return [];
  if (entry.count > arrayLimit)
    throw new SetAsideError('hostile', 'The picture states an absurd number of parts.');
  const bytes = layout.source.at(entry.valueAt, entry.count * width);
  return Array.from({ length: entry.count }, (_, index) => number(layout, bytes, index * width, width));
}

/** Tables of the baseline tags lie inside the file; private tags may point anywhere without harm. */
const tablesFit = ({ source, big }: Layout, { entries }: Directory): boolean =>
  [...entries].every(([id, { type, count, valueAt }]) => {
    const length = count * (widths[type] ?? 1);
    return id > lastBaselineTag || length <= (big ? 8 : 4) || valueAt + length <= source.size;
  });

function samplesFit(layout: Layout, { entries }: Directory): boolean {
  return [
    [tag.stripOffsets, tag.stripCounts],
    [tag.tileOffsets, tag.tileCounts],
  ].every(([offsets = 0, counts = 0]) => {
    const lengths = values(layout, entries.get(counts));
    return values(layout, entries.get(offsets)).every(
      (offset, index) => offset + (lengths[index] ?? 0) <= layout.source.size,
    );
  });
}

/**
 * Structure of a TIFF or BigTIFF (TIFF 6.0 section 2): every page's strips or tiles lie inside the file.
 * @throws SetAsideError for a chain of pages that loops, absurd counts, or tables that lie beyond the end.
 */
export function tiffStructure(source: ByteSource): StillStructure {
  const head = source.at(0, 16);
  const little = head.toString('latin1', 0, 2) === 'II';
  const big = head[little ? 2 : 3] === 43;
  const layout: Layout = { little, big, source };
  const seen = new Set<number>();
  let size: StillStructure['size'] = null;
  let complete = true;
  let offset = big ? number(layout, head, 8, 8) : number(layout, head, 4, 4);
  while (offset !== 0) {
    if (seen.has(offset) || seen.size >= pageLimit) {
      throw new SetAsideError('hostile', 'The pages of the picture refer to each other without end.');
    }
    seen.add(offset);
    const directory = readDirectory(layout, offset);
    const [width = 0] = values(layout, directory.entries.get(tag.width));
    const [height = 0] = values(layout, directory.entries.get(tag.height));
    size ??= { width, height };
    complete &&= samplesFit(layout, directory) && tablesFit(layout, directory);
    offset = directory.next;
  }
  const whole = source.whole();
  return {
    complete: complete && seen.size > 0,
    size,
    frames: seen.size,
    exif: big ? null : whole,
    profileIsSrgb: false,
    notes: [],
  };
}
