import type { Notes } from '../noted.ts';
import { namedWaves } from './encoder-names.ts';
import { noteLoose } from './loose-findings.ts';
import { filterOf, reduceBitmap, reduceWave } from './mkv-private.ts';
import { makeChunk } from './riff-chunks.ts';
import type { SampleFilter } from './sample-filters.ts';

export interface AviStream {
  /** Two digits in front of its chunks in the source. */
  readonly from: number;
  readonly to: number;
  readonly picture: boolean;
  readonly list: Buffer;
  readonly filter: SampleFilter | null;
}

interface Inner {
  readonly type: string;
  readonly body: Buffer;
}

const known = /^(?:RIFF|LIST|JUNK|idx1|avih|str[hfdn]|vprp|indx)$/;
/** The nearest places first. */
const aside = [0, 1, -1, 2, -2, 3, -3, 4, -4];

/** Where a chunk of a known name begins at a place or next to it, as where bytes were lost in one; else the place. */
export function settled(bytes: Buffer, at: number): number {
  const found = aside.find((step) => known.test(bytes.toString('latin1', at + step, at + step + 4)));
  return at + (found ?? 0);
}

/** Chunks in memory. */
export function innerChunks(bytes: Buffer, from = 0): Inner[] {
  const found: Inner[] = [];
  for (let at = from; at + 8 <= bytes.length && found.length < 10_000; at = settled(bytes, at)) {
    const length = bytes.readUInt32LE(at + 4);
    const end = Math.min(bytes.length, at + 8 + length);
    found.push({ type: bytes.toString('latin1', at, at + 4), body: bytes.subarray(at + 8, end) });
    at += 8 + length + (length % 2);
  }
  return found;
}

export const makeList = (form: string, ...parts: readonly Uint8Array[]): Buffer =>
  makeChunk('LIST', Buffer.concat([Buffer.from(form, 'latin1'), ...parts]));

/** Fields of one field of video each, behind nine numbers (OpenDML 1.02, 5.0). */
function reduceVideoProperties(body: Buffer): Buffer | null {
  if (body.length < 36) return null;
  return body.subarray(0, 36 + Math.min(2, body.readUInt32LE(32)) * 32);
}

const soundFilter = (format: Buffer): SampleFilter | null =>
  format.length >= 2 && namedWaves.has(format.readUInt16LE(0)) ? { kind: 'names' } : null;

/** Pictures and sound in one stream are always digital video. */
const filterFor = (kind: string, format: Buffer): SampleFilter | null =>
  kind === 'iavs'
    ? { kind: 'dv' }
    : kind === 'vids'
      ? filterOf('V_MS/VFW/FOURCC', format)
      : soundFilter(format);

/** A stream made anew, or in words what was left out. */
export function readAviStream(list: Buffer, from: number, to: number, notes: Notes): AviStream | string {
  const chunks = innerChunks(list, 4);
  const of = (type: string): Buffer | null => chunks.find((one) => one.type === type)?.body ?? null;
  for (const { type, body } of chunks)
    if (!['strh', 'strf', 'vprp', 'indx', 'JUNK'].includes(type)) noteLoose('AVI stream', type, body, notes);
  const head = of('strh');
  const format = of('strf');
  const kind = head?.toString('latin1', 0, 4) ?? '';
  if (!head || head.length < 48 || !format) return 'a stream that does not say what it is';
  if (kind !== 'vids' && kind !== 'auds' && kind !== 'iavs') return 'a stream of texts or other data';
  const picture = kind !== 'auds';
  const reduced =
    kind === 'vids' ? reduceBitmap(format) : kind === 'auds' ? reduceWave(format) : format.subarray(0, 32);
  if (!reduced) return 'a stream whose format is damaged';
  const properties = of('vprp');
  const shape = properties && picture ? reduceVideoProperties(properties) : null;
  const parts = [makeChunk('strh', head.subarray(0, 56)), makeChunk('strf', reduced)];
  if (shape) parts.push(makeChunk('vprp', shape));
  const filter = filterFor(kind, format);
  return { from, to, picture, list: makeList('strl', ...parts), filter };
}

/** The main header with the streams that stay and an index. */
export function reduceMainHeader(body: Buffer, streams: number): Buffer {
  const out = Buffer.alloc(56);
  body.copy(out, 0, 0, 40);
  out.writeUInt32LE((body.readUInt32LE(12) & 0x100) | 0x10, 12);
  out.writeUInt32LE(streams, 24);
  return out;
}
