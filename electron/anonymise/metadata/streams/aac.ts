import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTagAt, noteTail, tagLength, tailStart } from './audio-tail.ts';
import { blankedPieces, noteNames } from './encoder-names.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';

interface Head {
  /** What never changes within a stream: version, profile, rate, channels. */
  readonly kind: number;
  readonly length: number;
}

const headLength = 7;

/** The head of a frame (ADTS, ISO/IEC 14496-3 section 1.A.3.2), or null. */
function headOf(bytes: Buffer): Head | null {
  if (bytes.length < headLength || bytes[0] !== 0xff || ((bytes[1] ?? 0) & 0xf6) !== 0xf0) return null;
  const rate = ((bytes[2] ?? 0) >> 2) & 15;
  const length = (bytes.readUIntBE(3, 3) >> 5) & 0x1fff;
  if (rate > 12 || length < headLength) return null;
  // The private bit and the bits of copyright say nothing about decoding.
  return { kind: bytes.readUInt32BE(0) & 0xfff7_fdc0, length };
}

async function frameAt(window: Window, at: number, end: number): Promise<Head | null> {
  if (at + headLength > end) return null;
  return headOf(window.held(at, headLength) ?? (await window.at(at, headLength)));
}

/** A frame is one where another of its kind follows, or the sound ends. */
async function isFrame(window: Window, at: number, end: number, like: Head | null): Promise<Head | null> {
  const head = await frameAt(window, at, end);
  if (!head || (like && head.kind !== like.kind)) return null;
  const after = at + head.length;
  if (after >= end) return like || after === end ? head : null;
  const next = await frameAt(window, after, end);
  return next?.kind === head.kind || tagLength(await window.at(after, 32)) > 0 ? head : null;
}

async function nextFrame(window: Window, from: number, end: number, like: Head | null): Promise<number> {
  for (let at = from; at < end; at += 1) {
    const byte = (window.held(at, 1) ?? (await window.at(at, 1)))[0];
    if (byte === 0xff && (await isFrame(window, at, end, like))) return at;
  }
  return end;
}

interface Span {
  from: number;
  to: number;
}

async function readFrames(window: Window, notes: Notes): Promise<Span[]> {
  const spans: Span[] = [];
  const end = await tailStart(window, 0, notes);
  let like: Head | null = null;
  for (let at = 0; at < end; ) {
    const tag = tagLength(window.held(at, 32) ?? (await window.at(at, 32)));
    if (tag > 0) {
      await noteTagAt(window, at, tag, notes);
      at += tag;
      continue;
    }
    const head: Head | null = await isFrame(window, at, end, like);
    if (!head) {
      const next = await nextFrame(window, at + 1, end, like);
      await noteTail(window, at, next, notes);
      at = next;
      continue;
    }
    like ??= head;
    // A last frame that was cut is no sound that anybody can decode.
    if (at + head.length > end) {
      await noteTail(window, at, end, notes);
      break;
    }
    const last = spans.at(-1);
    if (last?.to === at) last.to = at + head.length;
    else spans.push({ from: at, to: at + head.length });
    at += head.length;
  }
  return spans;
}

async function* frames(source: Seekable, spans: readonly Span[]): AsyncGenerator<Buffer> {
  for (const { from, to } of spans) yield* copyOf(source, from, to);
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const spans = await readFrames(new Window(source, 256 * 1024), notes);
  if (spans.length === 0) {
    throw new CustosError(
      'unreadable',
      'There is no sound in this file, only descriptions of it. Copy it once more from where it came.',
    );
  }
  const remarks = await noteNames(frames(source, spans), notes);
  return { remarks, parts: () => blankedPieces(frames(source, spans), null) };
}

/** AAC in frames that follow one another (ADTS): the frames. */
export const aacCleaner: StreamCleaner = { containers: ['aac'], plan };
