import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTag } from './audio-tags.ts';
import { blankedPieces, namedWaves, noteNames } from './encoder-names.ts';
import { type Chunk, chunkAt, makeChunk } from './riff-chunks.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';

interface Wave {
  format: Buffer | null;
  fact: Buffer | null;
  data: { readonly from: number; readonly to: number } | null;
  /** The length of the samples where 32 bits do not hold it (EBU Tech 3306). */
  longData: number | null;
}

const openEnd = 0xffff_ff00;
const notedLength = 1024 * 1024;

/** The description of the samples in its exact length: 16 bytes, or 18 and what it counts. */
function reduceFormat(body: Buffer): Buffer | null {
  if (body.length < 14) return null;
  const plain = body.readUInt16LE(0) === 1;
  if (plain || body.length < 18) return body.subarray(0, 16);
  const more = Math.min(body.readUInt16LE(16), body.length - 18, 512);
  const out = Buffer.from(body.subarray(0, 18 + more));
  out.writeUInt16LE(more, 16);
  return out;
}

const afterSamples =
  /^(?:LIST|id3 |ID3 |bext|iXML|_PMX|cue |fact|PEAK|JUNK|afsp|minf|elm1|regn|umid|axml|smpl)$/;

/** Where the samples of a file without a stated length end: before chunks that reach exactly to its end. */
async function openDataEnd(window: Window, from: number, size: number): Promise<number> {
  const start = Math.max(from, size - 262_144);
  const tail = await window.at(start, size - start);
  for (let at = 0; at + 8 <= tail.length; at += 1) {
    const type = tail.toString('latin1', at, at + 4);
    if (!afterSamples.test(type)) continue;
    let reached = at;
    while (
      reached + 8 <= tail.length &&
      /^[\x20-\x7e]{4}$/.test(tail.toString('latin1', reached, reached + 4))
    ) {
      const length = tail.readUInt32LE(reached + 4);
      reached += 8 + length + (length % 2);
    }
    if (reached === tail.length || reached === tail.length + 1) return start + at;
  }
  return size;
}

async function noteChunk(window: Window, { type, body, end }: Chunk, notes: Notes): Promise<void> {
  const content = Buffer.from(await window.at(body, Math.min(end - body, notedLength)));
  noteTag(`WAV ${type.trim()}`, type, content, notes);
}

async function takeData(window: Window, wave: Wave, chunk: Chunk, size: number): Promise<number> {
  const open = chunk.stated === 0 || chunk.stated >= openEnd;
  let to = chunk.end;
  if (wave.longData !== null && open) to = Math.min(size, chunk.body + wave.longData);
  else if (open)
    to =
      chunk.stated === 0
        ? await emptyDataEnd(window, chunk.body, size)
        : await openDataEnd(window, chunk.body, size);
  wave.data = { from: chunk.body, to };
  return to + ((to - chunk.body) % 2);
}

/** A length of 0 is either no sound at all, with chunks behind it, or one that was never written. */
async function emptyDataEnd(window: Window, from: number, size: number): Promise<number> {
  const next = await chunkAt(window, from, size, false);
  const isChunk = next !== null && afterSamples.test(next.type) && next.body + next.stated <= size;
  return isChunk ? from : openDataEnd(window, from, size);
}

async function readWave(source: Seekable, notes: Notes): Promise<Wave> {
  const window = new Window(source);
  const wave: Wave = { format: null, fact: null, data: null, longData: null };
  let at = 12;
  for (let chunk = await chunkAt(window, at, source.size, false); chunk; ) {
    const { type, body, end, stated } = chunk;
    at = end + (stated % 2);
    const head = await window.at(body, Math.min(end - body, 1024));
    if (type === 'ds64' && head.length >= 16) wave.longData = Number(head.readBigUInt64LE(8));
    else if (type === 'fmt ' && !wave.format) wave.format = reduceFormat(Buffer.from(head));
    else if (type === 'fact' && !wave.fact) wave.fact = Buffer.from(head.subarray(0, 4));
    else if (type === 'data' && !wave.data) at = await takeData(window, wave, chunk, source.size);
    else await noteChunk(window, chunk, notes);
    chunk = await chunkAt(window, at, source.size, false);
  }
  if (at < source.size)
    notes.binary('Trailer', 'Bytes behind the sound', await window.at(at, notedLength), 'unknown');
  return wave;
}

function writeHead({ format, fact }: Wave, length: number): Buffer {
  const padded = length + (length % 2);
  const long = padded > 0xffff_0000;
  const parts: Buffer[] = [makeChunk('fmt ', format ?? Buffer.alloc(16))];
  if (fact?.length === 4 && format?.readUInt16LE(0) !== 1) parts.push(makeChunk('fact', fact));
  const inner = parts.reduce((sum, part) => sum + part.length, 4) + 8 + padded;
  const head = Buffer.alloc(12);
  head.write(long ? 'RF64' : 'RIFF', 'latin1');
  head.writeUInt32LE(long ? 0xffff_ffff : inner, 4);
  head.write('WAVE', 8, 'latin1');
  const data = Buffer.alloc(8);
  data.write('data', 'latin1');
  data.writeUInt32LE(long ? 0xffff_ffff : length, 4);
  if (!long) return Buffer.concat([head, ...parts, data]);
  const sizes = Buffer.alloc(28);
  sizes.writeBigUInt64LE(BigInt(inner + 36), 0);
  sizes.writeBigUInt64LE(BigInt(length), 8);
  const align = Math.max(1, format?.readUInt16LE(12) ?? 1);
  sizes.writeBigUInt64LE(BigInt(Math.floor(length / align)), 16);
  return Buffer.concat([head, makeChunk('ds64', sizes), ...parts, data]);
}

/** Whether the coding is one in whose samples encoders leave their names. */
const isNamed = ({ format }: Wave): boolean => namedWaves.has(format?.readUInt16LE(0) ?? 0);

async function* write(source: Seekable, wave: Wave, from: number, to: number): AsyncGenerator<Uint8Array> {
  yield writeHead(wave, to - from);
  const samples = copyOf(source, from, to);
  yield* isNamed(wave) ? blankedPieces(samples, null) : samples;
  if ((to - from) % 2 === 1) yield Buffer.alloc(1);
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const wave = await readWave(source, notes);
  if (!wave.format || !wave.data) {
    throw new CustosError(
      'unreadable',
      'This sound file has no samples, or does not say how they are to be read. Copy it once more from where it came.',
    );
  }
  const { from, to } = wave.data;
  const remarks = isNamed(wave) ? await noteNames(copyOf(source, from, to), notes) : [];
  return { remarks, parts: () => write(source, wave, from, to) };
}

/** WAV, Broadcast Wave and RF64 (EBU Tech 3285, 3306): the format and the samples. */
export const wavCleaner: StreamCleaner = { containers: ['wav'], plan };
