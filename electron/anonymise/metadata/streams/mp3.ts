import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTagAt, noteTail, tagLength, tailStart } from './audio-tail.ts';
import { type FrameHead, readFrameHead, reduceInfoFrame } from './mp3-frames.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';

interface Sound {
  /** The first frame where it holds no sound but says how much there is. */
  info: Buffer | null;
  /** Whether it said more than that. */
  said: boolean;
  frames: number;
  readonly spans: { from: number; to: number }[];
}

const headLength = 4;

const saidRemark =
  'What the encoder said in the first frame, which holds no sound, was taken out. The sound is the same; it may begin with a moment of silence.';

async function headAt(window: Window, at: number, end: number): Promise<FrameHead | null> {
  if (at + headLength > end) return null;
  return readFrameHead(window.held(at, headLength) ?? (await window.at(at, headLength)));
}

const fits = (one: FrameHead, other: FrameHead): boolean =>
  one.kind === other.kind && one.rate === other.rate;

/** A frame is one where another of its kind follows, or the sound ends. */
async function isFrame(
  window: Window,
  at: number,
  end: number,
  like: FrameHead | null,
): Promise<FrameHead | null> {
  const head = await headAt(window, at, end);
  if (!head || (like && !fits(head, like))) return null;
  const after = at + head.length;
  if (after >= end) return like || after === end ? head : null;
  const next = await headAt(window, after, end);
  if (next && fits(next, head)) return head;
  // Once the sound runs, a tag may follow a frame, or nothing but a rest too short for one.
  if (!like) return tagLength(await window.at(after, 32)) > 0 ? head : null;
  return tagLength(await window.at(after, 32)) > 0 || end - after < headLength ? head : null;
}

/** The next place at which a frame begins, looking at every byte. */
async function nextFrame(window: Window, from: number, end: number, like: FrameHead | null): Promise<number> {
  for (let at = from; at < end; at += 1) {
    const bytes = window.held(at, 2) ?? (await window.at(at, 2));
    if (bytes[0] !== 0xff || ((bytes[1] ?? 0) & 0xe0) !== 0xe0) continue;
    if (await isFrame(window, at, end, like)) return at;
  }
  return end;
}

/** Where a tag begins in what ought to be a frame that another one follows: the frame was cut there. Else 0. */
async function tagWithin(window: Window, at: number, to: number, end: number): Promise<number> {
  const next = window.held(to, headLength) ?? (await window.at(to, headLength));
  if (to >= end || readFrameHead(next) !== null) return 0;
  const bytes = window.held(at, to - at + 32) ?? (await window.at(at, to - at + 32));
  for (const name of ['ID3', 'APETAGEX']) {
    const found = bytes.indexOf(name, 1, 'latin1');
    if (found > 0 && found < to - at && tagLength(bytes.subarray(found)) > 0) return at + found;
  }
  return 0;
}

async function readSound(window: Window, notes: Notes): Promise<Sound> {
  const sound: Sound = { info: null, said: false, frames: 0, spans: [] };
  const end = await tailStart(window, 0, notes);
  let like: FrameHead | null = null;
  let at = 0;
  while (at < end) {
    const tag = tagLength(window.held(at, 32) ?? (await window.at(at, 32)));
    if (tag > 0) {
      await noteTagAt(window, at, tag, notes);
      at += tag;
      continue;
    }
    // In a row of frames the next one is looked for in its place alone, which is where it almost always is.
    const head: FrameHead | null = like
      ? await headAt(window, at, end)
      : await isFrame(window, at, end, null);
    if (!head || (like && !fits(head, like))) {
      const next = await nextFrame(window, at + 1, end, like);
      await noteTail(window, at, next, notes);
      at = next;
      continue;
    }
    const to = Math.min(end, at + head.length);
    const tagInside = await tagWithin(window, at, to, end);
    if (tagInside > at) {
      await noteTail(window, at, tagInside, notes);
      at = tagInside;
      continue;
    }
    const frame = like ? null : Buffer.from(await window.at(at, to - at));
    const info: Buffer | null = frame && reduceInfoFrame(frame, head, notes);
    like ??= head;
    if (info && frame) {
      sound.info = info;
      sound.said = !info.equals(frame);
    } else {
      sound.frames += 1;
      const last = sound.spans.at(-1);
      if (last?.to === at) last.to = to;
      else sound.spans.push({ from: at, to });
    }
    at = to;
  }
  return sound;
}

/** The frame that counts, with what there is now. */
function settle({ info, frames, spans }: Sound): Buffer | null {
  if (!info) return null;
  const at = Math.max(info.indexOf('Xing'), info.indexOf('Info'));
  if (at < 0) return info;
  const flags = info.readUInt32BE(at + 4);
  const bytes = spans.reduce((sum, { from, to }) => sum + to - from, info.length);
  if (flags & 1) info.writeUInt32BE(frames, at + 8);
  if (flags & 2) info.writeUInt32BE(Math.min(bytes, 0xffff_ffff), at + 8 + (flags & 1 ? 4 : 0));
  return info;
}

async function* write(source: Seekable, sound: Sound): AsyncGenerator<Uint8Array> {
  const info = settle(sound);
  if (info) yield info;
  for (const { from, to } of sound.spans) yield* copyOf(source, from, to);
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const sound = await readSound(new Window(source, 256 * 1024), notes);
  if (sound.frames === 0) {
    throw new CustosError(
      'unreadable',
      'There is no sound in this file, only descriptions of it. Copy it once more from where it came.',
    );
  }
  return { remarks: sound.said ? [saidRemark] : [], parts: () => write(source, sound) };
}

/** MP3 (ISO/IEC 11172-3, 13818-3): frames, and the one that says how many there are. */
export const mp3Cleaner: StreamCleaner = { containers: ['mp3'], plan };
