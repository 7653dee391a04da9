import { bodyAt, bodyOf, boxesIn, makeBox, makeFullBox } from '../../../metadata/streams/mp4-boxes.ts';
import { type Configuration, readConfiguration, writeConfiguration } from './h264-units.ts';

/** The one picture track of a film whose pictures can be replaced one by one. */
export interface PictureTable {
  readonly configuration: Configuration;
  /** When each picture is decoded and shown, in units of the track, in the order of decoding. */
  readonly decoded: Float64Array;
  readonly shown: Float64Array;
}

/** What stands in the table for one picture from now on. */
export interface Entry {
  readonly offset: number;
  readonly size: number;
  readonly key: boolean;
  readonly shown: number;
}

const isPictureTrack = (track: Buffer): boolean =>
  bodyAt(track, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === 'vide';

const trackBoxes = (movie: Buffer) =>
  boxesIn(movie).filter(
    ({ type, body, end }) => type === 'trak' && isPictureTrack(movie.subarray(body, end)),
  );

/** Where the configuration lies within the only description of a track; its fixed part has 78 bytes. */
function entryOf(descriptions: Buffer): { readonly entry: Buffer; readonly box: Buffer } | null {
  if (descriptions.length < 16 || descriptions.readUInt32BE(4) !== 1) return null;
  const entry = descriptions.subarray(8, 8 + descriptions.readUInt32BE(8));
  if (!/^avc[13]$/.test(entry.toString('latin1', 4, 8)) || entry.length < 94) return null;
  const box = bodyOf(entry.subarray(86), 'avcC');
  return box && { entry, box };
}

/** Lengths in rows of count and value, one for each of `total` pictures. */
function unrolled(box: Buffer | null, total: number, signed: boolean): Float64Array {
  const values = new Float64Array(total);
  const rows = box && box.length >= 8 ? box.readUInt32BE(4) : 0;
  let filled = 0;
  for (let row = 0, at = 8; box && row < rows && at + 8 <= box.length && filled < total; row += 1, at += 8) {
    const value = signed ? box.readInt32BE(at + 4) : box.readUInt32BE(at + 4);
    const end = Math.min(total, filled + box.readUInt32BE(at));
    values.fill(value, filled, end);
    filled = end;
  }
  return values;
}

/** Reads the table of the film's only picture track, where it is H.264; else null. */
export function readTable(movie: Buffer): PictureTable | null {
  const [track, ...others] = trackBoxes(movie);
  if (!track || others.length > 0) return null;
  const stbl = bodyAt(movie.subarray(track.body, track.end), 'mdia', 'minf', 'stbl');
  const found = stbl && entryOf(bodyOf(stbl, 'stsd') ?? Buffer.alloc(0));
  const configuration = found && readConfiguration(found.box);
  const sizes = stbl && bodyOf(stbl, 'stsz');
  if (!stbl || !configuration || !sizes || sizes.length < 12) return null;
  const total = Math.min(sizes.readUInt32BE(8), 3_000_000);
  const lengths = unrolled(bodyOf(stbl, 'stts'), total, false);
  const delays = unrolled(bodyOf(stbl, 'ctts'), total, true);
  const decoded = new Float64Array(total);
  for (let index = 1; index < total; index += 1)
    decoded[index] = (decoded[index - 1] ?? 0) + (lengths[index - 1] ?? 0);
  return { configuration, decoded, shown: decoded.map((at, index) => at + (delays[index] ?? 0)) };
}

/** Rows of numbers behind their count, 32 bits each. */
function rowsOf(rows: readonly (readonly number[])[]): Buffer {
  const body = Buffer.alloc(4 + rows.length * 4 * (rows[0]?.length ?? 0));
  body.writeUInt32BE(rows.length);
  let at = 4;
  for (const row of rows) for (const value of row) at = body.writeInt32BE(value | 0, at);
  return body;
}

function delayTable(entries: readonly Entry[], decoded: Float64Array): Buffer {
  const rows: [number, number][] = [];
  for (const [index, { shown }] of entries.entries()) {
    const delay = shown - (decoded[index] ?? 0);
    const last = rows.at(-1);
    if (last && last[1] === delay) last[0] += 1;
    else rows.push([1, delay]);
  }
  return makeFullBox('ctts', rows.some(([, delay]) => delay < 0) ? 1 : 0, 0, rowsOf(rows));
}

function placeTable(entries: readonly Entry[]): Buffer {
  const body = Buffer.alloc(4 + entries.length * 8);
  body.writeUInt32BE(entries.length);
  for (const [index, { offset }] of entries.entries()) body.writeBigUInt64BE(BigInt(offset), 4 + index * 8);
  return makeFullBox('co64', 0, 0, body);
}

function sizeTable(entries: readonly Entry[]): Buffer {
  const body = Buffer.alloc(8 + entries.length * 4);
  body.writeUInt32BE(entries.length, 4);
  for (const [index, { size }] of entries.entries()) body.writeUInt32BE(size, 8 + index * 4);
  return makeFullBox('stsz', 0, 0, body);
}

/** The description of the track, with further parameter sets. */
function describe(descriptions: Buffer, configuration: Buffer): Buffer {
  const found = entryOf(descriptions);
  if (!found) throw new RangeError('No description of H.264');
  const parts = boxesIn(found.entry, 86).map(({ type, start, end }) =>
    type === 'avcC' ? makeBox('avcC', configuration) : found.entry.subarray(start, end),
  );
  const entry = Buffer.concat([found.entry.subarray(0, 86), ...parts]);
  entry.writeUInt32BE(entry.length);
  return makeBox('stsd', descriptions.subarray(0, 8), entry);
}

interface Replaced {
  readonly table: PictureTable;
  readonly entries: readonly Entry[];
  readonly sequences: readonly Buffer[];
  readonly pictures: readonly Buffer[];
}

/** The tables of the picture track: every picture a chunk of its own, which the cleaning after this lays out anew. */
function tables(stbl: Buffer, { table, entries, sequences, pictures }: Replaced): Buffer {
  const configuration = writeConfiguration(table.configuration, sequences, pictures);
  const keys = entries.flatMap(({ key }, index) => (key ? [[index + 1]] : []));
  const times = bodyOf(stbl, 'stts') ?? Buffer.alloc(8);
  return Buffer.concat([
    describe(bodyOf(stbl, 'stsd') ?? Buffer.alloc(0), configuration),
    makeBox('stts', times),
    delayTable(entries, table.decoded),
    makeFullBox('stss', 0, 0, rowsOf(keys)),
    makeFullBox('stsc', 0, 0, rowsOf([[1, 1, 1]])),
    sizeTable(entries),
    placeTable(entries),
  ]);
}

/** Rebuilds a box with what lies at the end of a path in it replaced. */
function within(box: Buffer, path: readonly string[], change: (body: Buffer) => Buffer): Buffer {
  const [type, ...rest] = path;
  return Buffer.concat(
    boxesIn(box).map(({ type: found, body, start, end }) => {
      if (found !== type) return box.subarray(start, end);
      const content = box.subarray(body, end);
      return makeBox(found, rest.length === 0 ? change(content) : within(content, rest, change));
    }),
  );
}

/** The table of contents of the film with its pictures replaced. */
export function writeTable(movie: Buffer, replaced: Replaced): Buffer {
  const parts = boxesIn(movie).map(({ type, body, start, end }) => {
    const content = movie.subarray(body, end);
    if (type !== 'trak' || !isPictureTrack(content)) return movie.subarray(start, end);
    return makeBox(
      'trak',
      within(content, ['mdia', 'minf', 'stbl'], (stbl) => tables(stbl, replaced)),
    );
  });
  return makeBox('moov', ...parts);
}
