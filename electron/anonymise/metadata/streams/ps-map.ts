import { sectionChecksum } from './ts-tables.ts';

const kept: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 0x0f, 0x10, 0x11, 0x1b, 0x24, 0x80, 0x81, 0x90, 0x91, 0x9c,
]);

/** Kinds of streams by their numbers, from a map of the programme (ISO/IEC 13818-1 2.5.4). */
export function readMap(map: Buffer): Map<number, number> {
  const types = new Map<number, number>();
  if (map.length < 16) return types;
  let at = 12 + map.readUInt16BE(8);
  for (; at + 4 <= map.length - 4 && types.size < 64; at += 4 + map.readUInt16BE(at + 2))
    if (kept.has(map[at] ?? 0)) types.set(map[at + 1] ?? 0, map[at] ?? 0);
  return types;
}

/** The map anew: numbers and kinds without descriptions. */
export function writeMap(types: ReadonlyMap<number, number>): Buffer {
  const rows = Buffer.from([...types].flatMap(([id, type]) => [type, id, 0, 0]));
  const body = Buffer.alloc(16 + rows.length - 4);
  body.set([0, 0, 1, 0xbc, 0, 10 + rows.length, 0xe0, 0xff, 0, 0, 0, rows.length]);
  body.set(rows, 12);
  return Buffer.concat([body, sectionChecksum(body)]);
}
