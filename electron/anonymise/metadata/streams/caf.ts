import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTag } from './audio-tags.ts';
import { reduceFlacBlocks, reduceStreamDescriptor } from './codec-config.ts';
import { blankedPieces, noteNames } from './encoder-names.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';

const chunkHead = 12;
const notedLength = 1024 * 1024;
const tableLimit = 64 * 1024 * 1024;

interface Sound {
  readonly chunks: Map<string, Buffer>;
  data: { readonly from: number; readonly to: number } | null;
}

/** What a decoder is told, by its coding; none where nobody knows what it says. */
function reduceCookie(coding: string, cookie: Buffer): Buffer | null {
  if (coding === 'aac ' || coding === 'aacl') {
    return reduceStreamDescriptor(Buffer.concat([Buffer.alloc(4), cookie]))?.subarray(4) ?? null;
  }
  if (coding === 'alac') {
    const from = cookie.subarray(0, 24).lastIndexOf('alac', undefined, 'latin1');
    const own = from > 0 && from < 24 ? cookie.subarray(from + 8) : cookie;
    return own.length >= 24 ? own.subarray(0, 24) : null;
  }
  if (coding === 'flac') return reduceFlacBlocks(cookie);
  return cookie.subarray(0, 256);
}

/** Positions of loudspeakers: 12 bytes and as many descriptions of 20 as they count. */
function reduceChannels(body: Buffer): Buffer | null {
  if (body.length < 12) return null;
  const length = 12 + Math.min(64, body.readUInt32BE(8)) * 20;
  return length <= body.length ? body.subarray(0, length) : null;
}

/** The table of packets without what was put aside behind it. */
function reduceTable(body: Buffer): Buffer | null {
  if (body.length < 24) return null;
  const packets = Number(body.readBigInt64BE(0));
  if (!(packets >= 0 && packets <= tableLimit)) return null;
  let end = 24;
  // Each number ends with a byte whose highest bit is not set; a packet has one or two of them.
  for (let at = 24; at < body.length; at += 1) if ((body[at] ?? 0) < 128) end = at + 1;
  return body.subarray(0, end);
}

const codingOf = ({ chunks }: Sound): string => chunks.get('desc')?.toString('latin1', 8, 12) ?? '';

/** Whether the coding is one in whose samples encoders leave their names. */
const isNamed = (sound: Sound): boolean => /^(?:aac |aacl|\.mp[23])$/.test(codingOf(sound));

function take(sound: Sound, type: string, body: Buffer): void {
  if (type === 'desc' && body.length >= 32) sound.chunks.set('desc', body.subarray(0, 32));
  const coding = codingOf(sound);
  const reduced =
    type === 'kuki'
      ? reduceCookie(coding, body)
      : type === 'chan'
        ? reduceChannels(body)
        : type === 'pakt'
          ? reduceTable(body)
          : null;
  if (reduced && !sound.chunks.has(type)) sound.chunks.set(type, Buffer.from(reduced));
}

/** Pairs of a key and a value, each ended by a zero, behind how many there are. */
function noteInfo(body: Buffer, notes: Notes): void {
  const parts = body.toString('utf8', 4).split('\0');
  for (let at = 0; at + 1 < parts.length && at < 2_000; at += 2)
    notes.text('CAF info', parts[at] ?? '', parts[at + 1] ?? '');
}

async function noteChunk(window: Window, type: string, from: number, to: number, notes: Notes) {
  const body = Buffer.from(await window.at(from, Math.min(to - from, notedLength)));
  if (type === 'info') noteInfo(body, notes);
  else noteTag(`CAF ${type}`, type, body, notes);
}

async function readSound(source: Seekable, notes: Notes): Promise<Sound> {
  const window = new Window(source);
  const sound: Sound = { chunks: new Map(), data: null };
  let at = 8;
  while (at + chunkHead <= source.size) {
    const head = Buffer.from(await window.at(at, chunkHead));
    const type = head.toString('latin1', 0, 4);
    const stated = Number(head.readBigInt64BE(4));
    const from = at + chunkHead;
    // A program that was still recording leaves the length of the sound open.
    const to = stated < 0 ? source.size : Math.min(source.size, from + stated);
    if (type === 'data' && !sound.data) sound.data = { from: Math.min(from + 4, to), to };
    else if (['desc', 'kuki', 'chan', 'pakt'].includes(type))
      take(sound, type, Buffer.from(await window.at(from, Math.min(to - from, tableLimit))));
    else await noteChunk(window, type, from, to, notes);
    at = to;
  }
  if (at < source.size)
    notes.binary(
      'Trailer',
      'Bytes behind the sound',
      Buffer.from(await window.at(at, notedLength)),
      'unknown',
    );
  return sound;
}

function chunk(type: string, body: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(chunkHead);
  head.write(type, 'latin1');
  head.writeBigInt64BE(BigInt(length), 4);
  return Buffer.concat([head, body]);
}

async function* write(source: Seekable, sound: Sound, from: number, to: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('caff\0\x01\0\0', 'latin1');
  for (const type of ['desc', 'chan', 'kuki', 'pakt']) {
    const body = sound.chunks.get(type);
    if (body) yield chunk(type, body);
  }
  yield chunk('data', Buffer.alloc(4), to - from + 4);
  const samples = copyOf(source, from, to);
  yield* isNamed(sound) ? blankedPieces(samples, null) : samples;
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const sound = await readSound(source, notes);
  const { data } = sound;
  if (!data || data.to <= data.from || !sound.chunks.has('desc')) {
    throw new CustosError(
      'unreadable',
      'This sound file has no samples, or does not say how they are to be read. Copy it once more from where it came.',
    );
  }
  const remarks = isNamed(sound) ? await noteNames(copyOf(source, data.from, data.to), notes) : [];
  return { remarks, parts: () => write(source, sound, data.from, data.to) };
}

/** Apple's Core Audio Format: the description, positions, settings, packets and samples. */
export const cafCleaner: StreamCleaner = { containers: ['caf'], plan };
