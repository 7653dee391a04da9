import { CustosError } from '../../../shared/kernel/error.ts';
import { box, fullBox, u16, u32 } from './heif-boxes.ts';
import { keptItems } from './heif-keep.ts';
import type { HeifItem, HeifMeta } from './heif-meta.ts';
import { reduceProperty } from './heif-properties.ts';
import { bareAv1, bareAvc, bareHevc } from './heif-samples.ts';
import { bareStream } from './jpeg-strip.ts';

const tooLarge = (): CustosError =>
  new CustosError('unsupported', 'The parts of this picture overlap in a way that Custos cannot clean.');

/** What all items together may take, as a multiple of the file: only parts that overlap take more. */
const mostShare = 2;

/** An item's data as stored, joined from its extents and cut where the file ends. */
export function dataOf(file: Buffer, meta: HeifMeta, item: HeifItem): Buffer {
  const source = item.method === 1 ? meta.data : file;
  const parts: Buffer[] = [];
  let total = 0;
  for (const { offset, length } of item.extents) {
    const part = source.subarray(Math.min(offset, source.length), Math.min(offset + length, source.length));
    total += part.length;
    parts.push(part);
    if (total > file.length * mostShare) break;
  }
  return Buffer.concat(parts);
}

const propertyOf = (meta: HeifMeta, item: HeifItem, type: string): Buffer | undefined =>
  item.properties.map(({ index }) => meta.properties[index - 1]).find((each) => each?.type === type)?.body;

/** An item's data without messages, comments and filler inside the coded picture. */
export function bareData(file: Buffer, meta: HeifMeta, item: HeifItem): Buffer {
  const data = dataOf(file, meta, item);
  if (item.type === 'hvc1') return bareHevc(data, ((propertyOf(meta, item, 'hvcC')?.[21] ?? 3) & 3) + 1);
  if (item.type === 'avc1') return bareAvc(data, ((propertyOf(meta, item, 'avcC')?.[4] ?? 3) & 3) + 1);
  if (item.type === 'av01') return bareAv1(data);
  return item.type === 'jpeg' ? bareStream(data) : data;
}

interface Properties {
  readonly list: Buffer;
  readonly associations: Buffer;
}

/** Properties of the kept items, equal ones once, in the order in which they are applied. */
function writeProperties(meta: HeifMeta, items: readonly HeifItem[]): Properties {
  const boxes: Buffer[] = [];
  const places = new Map<string, number>();
  const rows = items.map((item, order) => {
    const listed: Buffer[] = [];
    for (const { index, essential } of item.properties) {
      const property = meta.properties[index - 1];
      const reduced = property && reduceProperty(property);
      if (!property || !reduced) continue;
      const written = box(property.type, reduced);
      const key = written.toString('latin1');
      const place = places.get(key) ?? boxes.push(written);
      places.set(key, place);
      listed.push(u16((essential ? 0x8000 : 0) | place));
    }
    return Buffer.concat([u16(order + 1), Buffer.from([listed.length]), ...listed]);
  });
  const flagged = box('ipma', Buffer.from([0, 0, 0, 1]), u32(items.length), ...rows);
  return { list: box('ipco', ...boxes), associations: flagged };
}

const referenceTypes = new Set(['dimg', 'auxl', 'prem']);

function writeReferences(meta: HeifMeta, numbers: ReadonlyMap<number, number>): Buffer[] {
  const out: Buffer[] = [];
  for (const { type, from, to } of meta.references) {
    const source = numbers.get(from);
    const targets = to.flatMap((id) => numbers.get(id) ?? []);
    if (!referenceTypes.has(type) || source === undefined || targets.length === 0) continue;
    if (type === 'dimg' && targets.length !== to.length) continue;
    out.push(box(type, u16(source), u16(targets.length), ...targets.map(u16)));
  }
  return out.length === 0 ? [] : [fullBox('iref', 0, ...out)];
}

const handler = fullBox('hdlr', 0, u32(0), Buffer.from('pict', 'latin1'), Buffer.alloc(13));

function writeNames(items: readonly HeifItem[]): Buffer {
  const entries = items.map(({ type, hidden }, order) =>
    box(
      'infe',
      Buffer.from([2, 0, 0, hidden ? 1 : 0]),
      u16(order + 1),
      u16(0),
      Buffer.from(type, 'latin1'),
      Buffer.from([0]),
    ),
  );
  return fullBox('iinf', 0, u16(items.length), ...entries);
}

interface Stored {
  /** 1 for the few bytes that say how a picture is put together, which stay beside the table of contents. */
  readonly method: number;
  readonly offset: number;
  readonly length: number;
}

const writePlaces = (stored: readonly Stored[], start: number): Buffer =>
  fullBox(
    'iloc',
    1,
    Buffer.from([0x44, 0]),
    u16(stored.length),
    ...stored.map(({ method, offset, length }, order) =>
      Buffer.concat([
        u16(order + 1),
        u16(method),
        u16(0),
        u16(1),
        u32(method === 1 ? offset : start + offset),
        u32(length),
      ]),
    ),
  );

/** Data of all items, one behind another, equal places once. */
function gather(
  file: Buffer,
  meta: HeifMeta,
  items: readonly HeifItem[],
): { stored: Stored[]; inside: Buffer; outside: Buffer } {
  const parts: [Buffer[], Buffer[]] = [[], []];
  const ends: [number, number] = [0, 0];
  const seen = new Map<string, Stored>();
  const stored = items.map((item) => {
    const key = `${item.type} ${item.method} ${JSON.stringify(item.extents)} ${JSON.stringify(item.properties)}`;
    const before = seen.get(key);
    if (before) return before;
    const data = bareData(file, meta, item);
    const method = item.method === 1 ? 1 : 0;
    const place = { method, offset: ends[method], length: data.length };
    parts[method].push(data);
    ends[method] += data.length;
    if (ends[0] + ends[1] > file.length * mostShare) throw tooLarge();
    seen.set(key, place);
    return place;
  });
  return { stored, inside: Buffer.concat(parts[1]), outside: Buffer.concat(parts[0]) };
}

const primaryBrands: Readonly<Record<string, string>> = {
  hevc: 'heic',
  hevx: 'heix',
  hevm: 'heim',
  hevs: 'heis',
  avis: 'avif',
  msf1: 'mif1',
};
const stillBrands = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'avif',
  'avio',
  'mif1',
  'mif2',
  'miaf',
  'MiHB',
  'MiHE',
  'MiHA',
  'MiPr',
  'MA1A',
  'MA1B',
  'avci',
  'jpeg',
]);

/** What the file says it is: its still brands; a sequence that is left out is not promised. */
function writeBrands(body: Buffer): Buffer {
  const brands: string[] = [];
  for (let at = 0; at + 4 <= Math.min(body.length, 4_096); at += 4)
    if (at !== 4) brands.push(body.toString('latin1', at, at + 4));
  const still = brands
    .map((brand) => primaryBrands[brand] ?? brand)
    .filter((brand) => stillBrands.has(brand));
  const [major = 'mif1'] = still;
  const all = [...new Set(['mif1', ...still])];
  return box(
    'ftyp',
    Buffer.from(major, 'latin1'),
    u32(0),
    ...all.map((brand) => Buffer.from(brand, 'latin1')),
  );
}

/** The table of contents and the coded pictures of the primary picture, which lie behind so many bytes. */
function writeStill(file: Buffer, meta: HeifMeta, before: number): Buffer[] {
  const items = keptItems(meta);
  const numbers = new Map(items.map(({ id }, order) => [id, order + 1]));
  const { stored, inside, outside } = gather(file, meta, items);
  const first = numbers.get(meta.primary ?? 0) ?? 1;
  const { list, associations } = writeProperties(meta, items);
  const metaOf = (start: number): Buffer =>
    fullBox(
      'meta',
      0,
      handler,
      fullBox('pitm', 0, u16(first)),
      writePlaces(stored, start),
      writeNames(items),
      box('iprp', list, associations),
      ...writeReferences(meta, numbers),
      ...(inside.length > 0 ? [box('idat', inside)] : []),
    );
  return [metaOf(before + metaOf(0).length + 8), box('mdat', outside)];
}

/**
 * Writes a HEIC or AVIF of the primary picture alone, with what it is made of; coded pictures are copied byte for
 * byte, but for messages of the encoder inside them.
 * @throws CustosError `unreadable` without a primary picture, `unsupported` where it cannot be kept.
 */
export function writeHeif(file: Buffer, brands: Buffer, meta: HeifMeta): Buffer {
  const ftyp = writeBrands(brands);
  return Buffer.concat([ftyp, ...writeStill(file, meta, ftyp.length)]);
}

/** The primary picture behind a sequence of pictures that was written before, as one file. */
export const writeBehind = (sequence: Buffer, file: Buffer, meta: HeifMeta): Buffer =>
  Buffer.concat([sequence, ...writeStill(file, meta, sequence.length)]);
