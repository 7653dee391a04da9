import { CustosError } from '../../../shared/kernel/error.ts';
import { reduceProfile } from './icc-profile.ts';
import { bareStream, blankStream } from './jpeg-strip.ts';
import { numbersOf, type TiffEntry, type TiffPage, type TiffWalk } from './tiff-directories.ts';
import { isKeptEntry, place } from './tiff-keep.ts';
import { oldJpegOf } from './tiff-old-jpeg.ts';
import { Placed, type Run } from './tiff-runs.ts';
import { formOf, runLimit, type Samples, samplesOf, tooManyRuns } from './tiff-samples.ts';

/** An entry to be written: its bytes, or places that are known once everything has its own. */
interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer | ((placed: Placed) => readonly number[]);
}

interface Plan {
  readonly fields: readonly Field[];
  readonly runs: readonly Run[];
  readonly blank: readonly Run[];
}

const long = 4;
const long8 = 16;

/** The whole layout is of one kind of offset and one byte order, those of the source. */
interface Layout {
  readonly little: boolean;
  readonly big: boolean;
}

const word = ({ big }: Layout): number => (big ? 8 : 4);

function number(out: Buffer, { little }: Layout, value: number, at: number, width: number): void {
  if (width === 8) little ? out.writeBigUInt64LE(BigInt(value), at) : out.writeBigUInt64BE(BigInt(value), at);
  else if (little) out.writeUIntLE(value, at, width);
  else out.writeUIntBE(value, at, width);
}

function numbers(layout: Layout, values: readonly number[]): Buffer {
  const out = Buffer.alloc(values.length * word(layout));
  for (const [index, value] of values.entries())
    number(out, layout, layout.big ? value : Math.min(value, 0xffffffff), index * word(layout), word(layout));
  return out;
}

const blob = (tag: number, data: Buffer): Field => ({ tag, type: 7, count: data.length, data });

/** Fields of the samples: where each run lies and how long it is. */
function sampleFields(layout: Layout, { tiled, runs }: Samples): Field[] {
  const type = layout.big ? long8 : long;
  const lengths = numbers(
    layout,
    runs.map(({ from, to }) => to - from),
  );
  return [
    {
      tag: tiled ? place.tileOffsets : place.stripOffsets,
      type,
      count: runs.length,
      data: (placed) => runs.map(({ from, to }) => (from === 0 && to === 0 ? 0 : placed.at(from))),
    },
    { tag: tiled ? place.tileCounts : place.stripCounts, type, count: runs.length, data: lengths },
  ];
}

function copiedField(entry: TiffEntry): Field[] {
  const { tag, type, count, data } = entry;
  if (entry.cut) return [];
  if (tag === place.jpegTables) return [blob(tag, bareStream(data))];
  if (tag === place.profile) {
    const profile = reduceProfile(data);
    return profile ? [blob(tag, profile)] : [];
  }
  return isKeptEntry(entry) ? [{ tag, type, count, data }] : [];
}

/** Said outright for coded strips: without it some readers take them for a preview. */
function kindField({ entries }: TiffPage, layout: Layout, isJpeg: boolean): Field[] {
  return isJpeg && !entries.has(254)
    ? [{ tag: 254, type: long, count: 1, data: numbers({ ...layout, big: false }, [0]) }]
    : [];
}

function planPage(walk: TiffWalk, page: TiffPage, samples: Samples | null): Plan {
  const copied = [...page.entries.values()].flatMap(copiedField);
  const old = oldJpegOf(walk, page);
  const isJpeg = formOf(page, walk.little).compression === 7;
  const kind = kindField(page, walk, isJpeg);
  const fields = [...kind, ...copied, ...(samples ? sampleFields(walk, samples) : []), ...old.fields];
  return {
    fields: fields.sort((a, b) => a.tag - b.tag),
    runs: [...(samples?.runs ?? []), ...old.runs],
    blank: [...old.blank, ...(isJpeg ? (samples?.runs ?? []) : [])],
  };
}

const isReduced = ({ entries }: TiffPage, little: boolean): boolean =>
  ((numbersOf(entries.get(254), little)[0] ?? 0) & 1) === 1;

/** The pages that are shown: those with samples, without the smaller copies of another page. */
export function shownPages(walk: TiffWalk): { page: TiffPage; samples: Samples | null }[] {
  let runs = 0;
  return walk.pages
    .filter((page, index) => index === 0 || !isReduced(page, walk.little))
    .map((page) => {
      const samples = samplesOf(walk, page);
      runs += samples?.runs.length ?? 0;
      if (runs > runLimit) throw tooManyRuns();
      return { page, samples };
    })
    .filter(
      ({ page, samples }, index) => samples !== null || (index === 0 && page.entries.has(place.oldJpeg)),
    );
}

const even = (length: number): number => length + (length % 2);
const lengthOf = (layout: Layout, { data, count }: Field): number =>
  typeof data === 'function' ? count * word(layout) : data.length;

/** Bytes of a page's directory with the values that do not fit into it. */
function planLength(layout: Layout, { fields }: Plan): number {
  const [head, entry] = layout.big ? [16, 20] : [6, 12];
  const beside = fields.map((field) => lengthOf(layout, field)).filter((length) => length > word(layout));
  return even(head + fields.length * entry) + beside.reduce((sum, length) => sum + even(length), 0);
}

function writePage(layout: Layout, { fields }: Plan, placed: Placed, at: number, next: number): Buffer {
  const [count, entry] = layout.big ? [8, 20] : [2, 12];
  const table = even(count + fields.length * entry + word(layout));
  const out = Buffer.alloc(table);
  const beside: Buffer[] = [];
  let free = at + table;
  number(out, layout, fields.length, 0, count);
  for (const [index, field] of fields.entries()) {
    const data = typeof field.data === 'function' ? numbers(layout, field.data(placed)) : field.data;
    const row = count + index * entry;
    number(out, layout, field.tag, row, 2);
    number(out, layout, field.type, row + 2, 2);
    number(out, layout, field.count, row + 4, word(layout));
    if (data.length <= word(layout)) data.copy(out, row + 4 + word(layout));
    else {
      number(out, layout, free, row + 4 + word(layout), word(layout));
      beside.push(data, Buffer.alloc(data.length % 2));
      free += even(data.length);
    }
  }
  number(out, layout, next, count + fields.length * entry, word(layout));
  return Buffer.concat([out, ...beside]);
}

function head(layout: Layout): Buffer {
  const out = Buffer.alloc(layout.big ? 16 : 8);
  out.write(layout.little ? 'II' : 'MM', 0, 'latin1');
  number(out, layout, layout.big ? 43 : 42, 2, 2);
  if (layout.big) number(out, layout, 8, 4, 2);
  number(out, layout, out.length, out.length - word(layout), word(layout));
  return out;
}

/** What all directories may take: pages may share a profile or tables, and each page is given its own. */
const mostOf = (bytes: Buffer): number => bytes.length * 3 + 16 * 1024 * 1024;

const overlapping = (): CustosError =>
  new CustosError('unsupported', 'The pages of this picture overlap in a way that Custos cannot clean.');

/**
 * Writes a TIFF of listed tags only, in the byte order and offset size of the source; strips and tiles are copied
 * byte for byte. @throws CustosError `unreadable` where no page has samples.
 */
export function writeTiff(walk: TiffWalk): Buffer {
  const start = head(walk);
  const plans: Plan[] = [];
  const places: number[] = [];
  let at = start.length;
  for (const { page, samples } of shownPages(walk)) {
    const plan = planPage(walk, page, samples);
    plans.push(plan);
    places.push(at);
    at += planLength(walk, plan);
    if (at > mostOf(walk.bytes)) throw overlapping();
  }
  if (plans.length === 0) {
    throw new CustosError(
      'unreadable',
      'There is no picture in this file, or its table of contents is damaged. It cannot be cleaned.',
    );
  }
  const placed = new Placed(
    plans.flatMap(({ runs }) => runs),
    walk.bytes.length,
    at,
  );
  const tables = plans.map((plan, index) =>
    writePage(walk, plan, placed, places[index] ?? 0, places[index + 1] ?? 0),
  );
  const out = Buffer.concat([start, ...tables, ...placed.contents(walk.bytes)]);
  for (const { from, to } of plans.flatMap(({ blank }) => blank))
    blankStream(out.subarray(placed.at(from), placed.at(from) + to - from));
  return out;
}
