import { CustosError } from '../../../shared/kernel/error.ts';
import { boxesOf, Cursor, type HeifBox } from './heif-boxes.ts';

export interface Extent {
  readonly offset: number;
  readonly length: number;
}

export interface HeifItem {
  readonly id: number;
  readonly type: string;
  readonly hidden: boolean;
  /** Name and content type, as text. */
  readonly words: string;
  readonly isProtected: boolean;
  /** 0 in the file, 1 in the box of small data, 2 in another item (ISO/IEC 14496-12 section 8.11.3). */
  readonly method: number;
  readonly extents: readonly Extent[];
  readonly properties: readonly { readonly index: number; readonly essential: boolean }[];
}

export interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

export interface HeifMeta {
  readonly primary: number | null;
  readonly items: ReadonlyMap<number, HeifItem>;
  readonly properties: readonly HeifBox[];
  readonly references: readonly Reference[];
  readonly data: Buffer;
  /** Name in the handler box. */
  readonly handlerName: string;
  /** Boxes of kinds that nothing is read from. */
  readonly others: readonly HeifBox[];
}

const itemLimit = 20_000;
const extentLimit = 200_000;

type Place = Pick<HeifItem, 'method' | 'extents'>;

function readPlaces(body: Buffer): Map<number, Place> {
  const cursor = new Cursor(body);
  const version = cursor.number(1);
  cursor.number(3);
  const sizes = cursor.number(2);
  const [offsetSize, lengthSize, baseSize, indexSize] = [
    sizes >> 12,
    (sizes >> 8) & 15,
    (sizes >> 4) & 15,
    sizes & 15,
  ];
  const idSize = version < 2 ? 2 : 4;
  const count = Math.min(cursor.number(idSize), itemLimit);
  const places = new Map<number, Place>();
  let extentsRead = 0;
  for (let index = 0; index < count && !cursor.done; index += 1) {
    const id = cursor.number(idSize);
    const method = version === 0 ? 0 : cursor.number(2) & 15;
    cursor.number(2);
    const base = cursor.number(baseSize);
    const extentCount = cursor.number(2);
    const extents: Extent[] = [];
    for (let each = 0; each < extentCount && extentsRead < extentLimit && !cursor.done; each += 1) {
      if (version > 0) cursor.number(indexSize);
      extents.push({ offset: base + cursor.number(offsetSize), length: cursor.number(lengthSize) });
      extentsRead += 1;
    }
    places.set(id, { method, extents });
  }
  return places;
}

type Named = Pick<HeifItem, 'id' | 'type' | 'hidden' | 'words' | 'isProtected'>;

function readNames(body: Buffer): Named[] {
  const wide = (body[0] ?? 0) > 0;
  return boxesOf(body.subarray(wide ? 8 : 6))
    .boxes.filter(({ type, body: entry }) => type === 'infe' && (entry[0] === 2 || entry[0] === 3))
    .slice(0, itemLimit)
    .map(({ body: entry }) => {
      const cursor = new Cursor(entry, 4);
      const id = cursor.number(entry[0] === 2 ? 2 : 4);
      const isProtected = cursor.number(2) !== 0;
      const type = cursor.take(4).toString('latin1');
      const words = entry.toString('utf8', cursor.at).replaceAll('\0', ' ').trim();
      return { id, type, hidden: ((entry[3] ?? 0) & 1) === 1, words, isProtected };
    });
}

function readAssociations(body: Buffer): Map<number, HeifItem['properties']> {
  const cursor = new Cursor(body);
  const version = cursor.number(1);
  const wide = (cursor.number(3) & 1) === 1;
  const count = Math.min(cursor.number(4), itemLimit);
  const found = new Map<number, HeifItem['properties']>();
  for (let index = 0; index < count && !cursor.done; index += 1) {
    const id = cursor.number(version === 0 ? 2 : 4);
    const listed = cursor.number(1);
    const properties: { index: number; essential: boolean }[] = [];
    for (let each = 0; each < listed && !cursor.done; each += 1) {
      const value = cursor.number(wide ? 2 : 1);
      const top = wide ? 0x8000 : 0x80;
      properties.push({ index: value & (top - 1), essential: (value & top) !== 0 });
    }
    if (!found.has(id)) found.set(id, properties);
  }
  return found;
}

function readReferences(body: Buffer): Reference[] {
  const size = (body[0] ?? 0) === 0 ? 2 : 4;
  return boxesOf(body.subarray(4))
    .boxes.slice(0, itemLimit)
    .map(({ type, body: entry }) => {
      const cursor = new Cursor(entry);
      const from = cursor.number(size);
      const count = cursor.number(2);
      const to: number[] = [];
      for (let index = 0; index < count && !cursor.done; index += 1) to.push(cursor.number(size));
      return { type, from, to };
    });
}

const readWith = new Set(['hdlr', 'pitm', 'iloc', 'iinf', 'iref', 'iprp', 'idat', 'dinf']);

/**
 * Reads the box that says which items a file has, where they lie and what they are (section 8.11, ISO/IEC 23008-12).
 * @throws CustosError `unreadable` where it lists no items.
 */
export function readMeta(body: Buffer): HeifMeta {
  const { boxes } = boxesOf(body.subarray(4));
  const find = (type: string): Buffer | undefined => boxes.find((each) => each.type === type)?.body;
  const names = find('iinf');
  const places = find('iloc');
  if (!names || !places) {
    throw new CustosError(
      'unreadable',
      'The table of contents of this picture is damaged. It cannot be cleaned.',
    );
  }
  const where = readPlaces(places);
  const inside = boxesOf(find('iprp') ?? Buffer.alloc(0)).boxes;
  const associations = readAssociations(inside.find(({ type }) => type === 'ipma')?.body ?? Buffer.alloc(0));
  for (const { type, body: more } of inside)
    if (type === 'ipma')
      for (const [id, list] of readAssociations(more)) if (!associations.has(id)) associations.set(id, list);
  const items = new Map<number, HeifItem>();
  for (const named of readNames(names)) {
    const place = where.get(named.id) ?? { method: 0, extents: [] };
    items.set(named.id, { ...named, ...place, properties: associations.get(named.id) ?? [] });
  }
  const primary = find('pitm');
  const handler = find('hdlr');
  return {
    primary: primary ? new Cursor(primary, 4).number(primary[0] === 0 ? 2 : 4) : null,
    items,
    properties: boxesOf(inside.find(({ type }) => type === 'ipco')?.body ?? Buffer.alloc(0)).boxes,
    references: readReferences(find('iref') ?? Buffer.alloc(4)),
    data: find('idat') ?? Buffer.alloc(0),
    handlerName: handler ? handler.toString('utf8', 24).replace(/\0.*$/s, '') : '',
    others: boxes.filter(({ type }) => !readWith.has(type)),
  };
}
