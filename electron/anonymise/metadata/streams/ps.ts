import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { blankFor, type StreamKind } from './blank-in-place.ts';
import { type Blank, FrameQueue } from './frame-queue.ts';
import { noteLoose } from './loose-findings.ts';
import { readMap, writeMap } from './ps-map.ts';
import {
  barePack,
  bareStreamHead,
  isPicture,
  isSound,
  makePacket,
  mapId,
  nextPart,
  type PsPart,
  packId,
  partAt,
  privateId,
  systemId,
} from './ps-packets.ts';
import { type Seekable, Window } from './seekable.ts';
import { insideRemark, type StreamCleaner, type StreamPlan } from './stream-cleaner.ts';

const unreadable = (): CustosError =>
  new CustosError(
    'unreadable',
    'There are neither pictures nor sound in this film that can be told apart, so no program can play it. Copy it once more from where it came.',
  );

const kinds: Readonly<Record<number, StreamKind>> = {
  1: 'mpeg',
  2: 'mpeg',
  16: 'visual',
  27: 'avc',
  36: 'hevc',
};

/** The coding of pictures by the first mark in them, where no map tells. */
function kindOf(payload: Buffer): StreamKind {
  for (
    let at = payload.indexOf('\0\0\x01', 0, 'latin1');
    at >= 0;
    at = payload.indexOf('\0\0\x01', at + 3, 'latin1')
  ) {
    const code = payload[at + 3] ?? 0;
    if (code === 0xb3 || code === 0xb8 || code === 0) return 'mpeg';
    if (code === 0xb0 || code === 0xb6) return 'visual';
    if ([0x40, 0x42, 0x44, 0x46].includes(code)) return 'hevc';
    if ([7, 8, 9].includes(code & 31)) return 'avc';
  }
  return 'mpeg';
}

/** AC-3, DTS, PCM and the like in the private stream, by the number in front; subtitles and menus are none. */
const isPrivateSound = (payload: Buffer): boolean => {
  const number = payload[0] ?? 0;
  return (number >= 0x80 && number <= 0xcf) || (number === 0x0b && payload[1] === 0x77);
};

/** Passes on the parts that stay, in their order. */
class Passing {
  readonly queue: FrameQueue;
  readonly left = new Set<string>();
  readonly #notes: Notes | null;
  readonly #types = new Map<number, number>();
  readonly #blanks = new Map<number, Blank>();
  streams = 0;

  constructor(notes: Notes | null) {
    this.#notes = notes;
    this.queue = new FrameQueue(notes);
  }

  take(id: number, bytes: Buffer): void {
    if (id === packId) this.queue.add(barePack(bytes), null);
    else if (id === mapId) this.#map(bytes);
    else if (isPicture(id) || isSound(id) || id === privateId) this.#packet(id, bytes);
    else if (id !== systemId && id !== 0xb9 && id !== 0xbe) this.#leave(bytes);
  }

  #leave(bytes: Buffer): void {
    this.left.add('a stream of menus, texts or measurements');
    const content = bytes.subarray(6);
    if (this.#notes && new Set(content.subarray(0, 64)).size > 2)
      noteLoose(
        'Programme stream',
        `Stream ${(bytes[3] ?? 0).toString(16)}`,
        content,
        this.#notes,
        'unknown',
      );
  }

  #map(bytes: Buffer): void {
    for (const [id, type] of readMap(bytes)) this.#types.set(id, type);
    if (this.#types.size > 0) this.queue.add(writeMap(this.#types), null);
  }

  #packet(id: number, bytes: Buffer): void {
    const head = bareStreamHead(bytes);
    if (!head) return;
    const payload = bytes.subarray(head.payload);
    if (payload.length === 0) return;
    if (id === privateId && !isPrivateSound(payload)) {
      this.#leave(bytes);
      return;
    }
    this.streams += 1;
    const packet = makePacket(id, head.bytes, payload);
    const blank = this.#blankOf(id, payload);
    const from = packet.length - payload.length;
    this.queue.add(packet, blank && { stream: id, from, starts: head.timed, blank });
  }

  #blankOf(id: number, payload: Buffer): Blank | null {
    if (id === privateId) return null;
    const known = this.#blanks.get(id);
    if (known !== undefined) return known;
    const stated = kinds[this.#types.get(id) ?? 0];
    const blank = blankFor(isPicture(id) ? (stated ?? kindOf(payload)) : 'sound', this.#notes);
    this.#blanks.set(id, blank);
    return blank;
  }
}

/** Reads the parts one after another into `passing`; calls back for what can be written and for what is no part. */
async function* pass(
  source: Seekable,
  passing: Passing,
  onGap: (from: number, to: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  const window = new Window(source, 1024 * 1024);
  for (let at = 0; at < source.size; ) {
    const part: PsPart | null = await partAt(window, at);
    if (!part) {
      const next = await nextPart(window, at + 1);
      await onGap(at, next);
      at = next;
      continue;
    }
    passing.take(part.id, Buffer.from(await window.at(at, part.end - at)));
    at = part.end;
    const ready = passing.queue.ready(false);
    if (ready) yield ready;
  }
  const last = passing.queue.ready(true);
  if (last) yield last;
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const passing = new Passing(notes);
  const aside = new Window(source);
  let damaged = false;
  for await (const _ of pass(source, passing, async (from, to) => {
    damaged = true;
    noteLoose(
      'Programme stream',
      'Bytes of no stream',
      Buffer.from(await aside.at(from, to - from)),
      notes,
      'unknown',
    );
  }));
  if (passing.streams === 0) throw unreadable();
  const remarks = [...passing.left].map((what) => `Left out: ${what}.`);
  if (damaged) remarks.push('The film is damaged in places. What is there was kept.');
  if (passing.queue.changed) remarks.push(insideRemark);
  return { remarks, parts: () => pass(source, new Passing(null), async () => undefined) };
}

/** MPEG programme streams (ISO/IEC 11172-1, 13818-1): packs, and the packets of pictures and sound. */
export const psCleaner: StreamCleaner = { containers: ['mpeg-ps'], plan };
