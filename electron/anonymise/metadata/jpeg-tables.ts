import { marker } from './jpeg-walk.ts';

/** The tables that a scan needs (T.81 B.2.4), the newest definition of each, held until a scan refers to it. */
export interface PendingTables {
  readonly quantisation: Map<number, Buffer>;
  readonly huffman: Map<number, Buffer>;
  readonly conditioning: Map<number, number>;
  restart: number | null;
}

export const noTables = (): PendingTables => ({
  quantisation: new Map(),
  huffman: new Map(),
  conditioning: new Map(),
  restart: null,
});

/** Takes whole tables out of a DQT segment; bytes behind the last whole table are left. */
function takeQuantisation(tables: PendingTables, body: Buffer): void {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    const length = head >> 4 === 0 ? 65 : 129;
    if (head >> 4 > 1 || (head & 15) > 3 || at + length > body.length) return;
    tables.quantisation.set(head & 15, body.subarray(at, at + length));
    at += length;
  }
}

function takeHuffman(tables: PendingTables, body: Buffer): void {
  let at = 0;
  while (at + 17 <= body.length) {
    const head = body[at] ?? 0;
    let symbols = 0;
    for (let size = 1; size <= 16; size += 1) symbols += body[at + size] ?? 0;
    const end = at + 17 + symbols;
    if (head >> 4 > 1 || (head & 15) > 3 || symbols > 256 || end > body.length) return;
    tables.huffman.set(head, body.subarray(at, end));
    at = end;
  }
}

function takeConditioning(tables: PendingTables, body: Buffer): void {
  for (let at = 0; at + 2 <= body.length; at += 2) {
    const head = body[at] ?? 0;
    if (head >> 4 <= 1 && (head & 15) <= 3) tables.conditioning.set(head, body[at + 1] ?? 0);
  }
}

/** Notes a table segment. Other segments are not looked at. */
export function takeTables(tables: PendingTables, code: number, body: Buffer): void {
  if (code === marker.dqt) takeQuantisation(tables, body);
  else if (code === marker.dht) takeHuffman(tables, body);
  else if (code === marker.dac) takeConditioning(tables, body);
  else if (code === marker.dri && body.length >= 2) tables.restart = body.readUInt16BE(0);
}

/** One marker segment with its length. */
export function segment(code: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head[0] = 0xff;
  head[1] = code;
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The pending quantisation tables that a frame's components name, each taken out once written. */
export function flushQuantisation(tables: PendingTables, used: ReadonlySet<number>): Buffer[] {
  const out: Buffer[] = [];
  for (const [id, table] of tables.quantisation) {
    if (!used.has(id)) continue;
    out.push(segment(marker.dqt, table));
    tables.quantisation.delete(id);
  }
  return out;
}

/** Everything pending that a scan with this header refers to. */
export function flushForScan(tables: PendingTables, scan: Buffer): Buffer[] {
  const out: Buffer[] = [];
  const count = scan[0] ?? 0;
  for (let index = 0; index < count; index += 1) {
    const selectors = scan[2 + index * 2] ?? 0;
    for (const head of [selectors >> 4, 0x10 | (selectors & 15)]) {
      const table = tables.huffman.get(head);
      if (table) out.push(segment(marker.dht, table));
      tables.huffman.delete(head);
    }
  }
  if (tables.conditioning.size > 0) {
    out.push(segment(marker.dac, Buffer.from([...tables.conditioning].flat())));
    tables.conditioning.clear();
  }
  if (tables.restart !== null) {
    out.push(segment(marker.dri, Buffer.from([tables.restart >> 8, tables.restart & 255])));
    tables.restart = null;
  }
  return out;
}
