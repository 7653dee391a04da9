import { boxesOf } from '../../../electron/anonymise/metadata/heif-boxes.ts';
import { readMeta } from '../../../electron/anonymise/metadata/heif-meta.ts';
import { canary, tiff } from './planted.ts';

const text = (value: string): Buffer => Buffer.from(value, 'latin1');
const u16 = (...values: number[]): Buffer =>
  Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
const u32 = (...values: number[]): Buffer => {
  const out = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) out.writeUInt32BE(value, index * 4);
  return out;
};

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), text(type), body]);
};
const full = (type: string, version: number, ...parts: Buffer[]): Buffer =>
  box(type, Buffer.from([version, 0, 0, 0]), ...parts);

interface Item {
  readonly type: string;
  readonly data: Buffer;
  readonly properties: readonly number[];
  readonly hidden?: boolean;
  readonly words?: string;
}

/** The coded picture and its configuration out of a picture of one item. */
function codedOf(picture: Buffer): { data: Buffer; configuration: Buffer } {
  const meta = readMeta(boxesOf(picture).boxes.find(({ type }) => type === 'meta')?.body ?? Buffer.alloc(0));
  const [item] = meta.items.values();
  const [extent] = item?.extents ?? [];
  if (!extent) throw new Error('The picture has no item.');
  const configuration = meta.properties.find(({ type }) => type === 'av1C')?.body ?? Buffer.alloc(0);
  return { data: picture.subarray(extent.offset, extent.offset + extent.length), configuration };
}

/**
 * An AVIF of two tiles side by side, turned, with the canary in items, names, properties, boxes, free space and
 * between the samples. The tiles are 64 by 64 pixels.
 */
export function plantHeif(tiles: readonly [Buffer, Buffer]): Buffer {
  const [left, right] = [codedOf(tiles[0]), codedOf(tiles[1])];
  const dead = text(` dead ${canary} `);
  const properties = [
    box('av1C', left.configuration),
    full('ispe', 0, u32(64, 64)),
    full('ispe', 0, u32(128, 64)),
    box('irot', Buffer.from([1])),
    full('udes', 0, text(`en\0${canary}\0\0\0`)),
    full('auxC', 0, text('urn:mpeg:mpegB:cicp:systems:auxiliary:depth\0')),
    full('pixi', 0, Buffer.from([3, 8, 8, 8])),
  ];
  const exif = Buffer.concat([u32(6), text('Exif\0\0'), tiff(6)]);
  const xmp = text(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description dc:creator="${canary}"/></x:xmpmeta>`,
  );
  const items: Item[] = [
    { type: 'av01', data: left.data, properties: [1, 2, 7], hidden: true, words: canary },
    { type: 'av01', data: right.data, properties: [1, 2, 7], hidden: true },
    {
      type: 'grid',
      data: Buffer.concat([Buffer.from([0, 0, 0, 1]), u16(128, 64)]),
      properties: [3, 5, 7, 4 | 0x80],
    },
    { type: 'Exif', data: exif, properties: [] },
    { type: 'mime', data: xmp, properties: [], words: 'x\0application/rdf+xml' },
    { type: 'av01', data: left.data, properties: [1, 2] },
    { type: 'av01', data: Buffer.concat([right.data]), properties: [1, 2, 6] },
    { type: 'prvt', data: text(canary), properties: [] },
  ];
  const names = items.map(({ type, hidden, words = '' }, index) =>
    box('infe', Buffer.from([2, 0, 0, hidden ? 1 : 0]), u16(index + 1, 0), text(type), text(`${words}\0`)),
  );
  const links = items.map(({ properties: listed }, index) =>
    Buffer.concat([u16(index + 1), Buffer.from([listed.length, ...listed])]),
  );
  const places = (start: number): Buffer => {
    let at = start + dead.length;
    const rows = items.map(({ data }, index) => {
      const row = Buffer.concat([u16(index + 1, 0, 0, 1), u32(at, data.length)]);
      at += data.length + dead.length;
      return row;
    });
    return full('iloc', 1, u16(0x4400, items.length), ...rows);
  };
  const references = [
    box('dimg', u16(3, 2, 1, 2)),
    box('cdsc', u16(4, 1, 3)),
    box('thmb', u16(6, 1, 3)),
    box('auxl', u16(7, 1, 3)),
  ];
  const meta = (start: number): Buffer =>
    full(
      'meta',
      0,
      full('hdlr', 0, u32(0), text('pict'), Buffer.alloc(12), text(`${canary}\0`)),
      full('pitm', 0, u16(3)),
      places(start),
      full('iinf', 0, u16(items.length), ...names),
      box('iprp', box('ipco', ...properties), full('ipma', 0, u32(items.length), ...links)),
      full('iref', 0, ...references),
      box('uuid', text('0123456789abcdef'), text(canary)),
    );
  const head = Buffer.concat([
    box('ftyp', text('avif'), u32(7), text('avifmif1miaf')),
    box('free', text(canary)),
  ]);
  const start = head.length + meta(0).length + 8;
  const samples = items.flatMap(({ data }) => [dead, data]);
  const film = box('mpvd', text(canary));
  return Buffer.concat([head, meta(start), box('mdat', ...samples, dead), film, text(`tail${canary}`)]);
}
