import type { Notes } from '../noted.ts';
import { AvcClock } from './avc-clock.ts';
import { blankNames } from './encoder-names.ts';
import type { Blank } from './frame-queue.ts';
import { GroupClock } from './gop-clock.ts';
import { noteUnit, reduceUnit } from './nal-units.ts';
import { unitsWithMarks } from './sample-filters.ts';
import { codedParts, isForeign, noteUserData } from './start-codes.ts';
import type { UnitRules } from './unit-rules.ts';

/**
 * Streams of packets cannot become shorter, so what goes becomes zeros. Zeros before a mark say nothing in any of
 * the codings (H.264 annex B, ISO/IEC 13818-2 5.2.3).
 */
class UnitBlanker {
  readonly #rules: UnitRules;
  /** Whether the last unit stays as it is, so that what comes before the next mark belongs to it. */
  #goesOn = false;

  constructor(rules: UnitRules) {
    this.#rules = rules;
  }

  take(payload: Buffer, notes: Notes | null): Buffer {
    const { parts: units, rest } = unitsWithMarks(payload);
    const parts = [this.#goesOn ? rest : Buffer.alloc(rest.length)];
    for (const [index, { head, unit }] of units.entries()) {
      // A mark alone at the end begins something that lies elsewhere; before zeros it would begin a unit of nothing.
      const reduced = unit.length === 0 && index === units.length - 1 ? unit : reduceUnit(this.#rules, unit);
      this.#goesOn = reduced === unit;
      if (reduced !== unit && notes) noteUnit(this.#rules, unit, notes);
      const kept = reduced ? Buffer.concat([head, reduced]) : Buffer.alloc(0);
      const room = head.length + unit.length;
      // A reduced unit that would need more room, for the bytes that keep marks away, goes whole.
      parts.push(
        kept.length <= room ? Buffer.concat([kept, Buffer.alloc(room - kept.length)]) : Buffer.alloc(room),
      );
    }
    const out = Buffer.concat(parts);
    return out.equals(payload) ? payload : out;
  }
}

const userData = 0xb2;
const groupStart = 0xb8;

/** Blanks what user data says in MPEG-1 and MPEG-2 video, whose marks may be cut by the end of a packet. */
export class UserDataBlanker {
  #zeros = 0;
  #inside = false;
  #named = false;
  readonly #clock = new GroupClock();
  /** Bytes of the time code that begins a group, as far as they came by. */
  #group: { readonly bytes: Buffer; readonly at: number }[] | null = null;
  /** What was blanked last, for the notes. */
  #said: number[] = [];
  readonly #notes: Notes | null;

  constructor(notes: Notes | null) {
    this.#notes = notes;
  }

  /** Changes the bytes where they lie. */
  take(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (this.#named) {
        this.#named = false;
        this.#inside = byte === userData;
        if (byte === groupStart) this.#group = [];
      } else if (byte === 1 && this.#zeros >= 2) {
        this.#named = true;
        if (this.#inside) this.#say();
        this.#inside = false;
      } else if (this.#inside && byte !== 0) {
        if (this.#said.length < 4096) this.#said.push(byte);
        bytes[at] = 0;
      } else if (this.#group) this.#time(bytes, at);
      this.#zeros = byte === 0 ? this.#zeros + 1 : 0;
    }
  }

  /** The time of day in the head of a group becomes zero. */
  #time(bytes: Buffer, at: number): void {
    const places = this.#group ?? [];
    places.push({ bytes, at });
    if (places.length < 4) return;
    this.#group = null;
    const code = Buffer.from(places.map((place) => place.bytes[place.at] ?? 0));
    if (!this.#clock.tells(code)) return;
    const neutral = GroupClock.zero(code);
    for (const [index, place] of places.entries()) place.bytes[place.at] = neutral[index] ?? 0;
  }

  #say(): void {
    if (this.#said.length === 0) return;
    const content = Buffer.from(this.#said);
    this.#said = [];
    const text = content.toString('latin1');
    if (/^[\t\n\r\x20-\x7e]{4,}$/.test(text)) this.#notes?.text('Video frames', 'User data', text, 'device');
    else this.#notes?.binary('Video frames', 'User data', content, 'unknown');
  }
}

/** User data of MPEG-4 visual becomes zeros, its mark too. */
function blankUserData(frame: Buffer, notes: Notes | null): Buffer {
  const foreign = codedParts(frame).filter((part) => isForeign(frame, part, 'plain'));
  if (foreign.length === 0) return frame;
  if (notes) noteUserData(frame, 'plain', notes);
  const out = Buffer.from(frame);
  for (const { start, end } of foreign) out.fill(0, start, end);
  return out;
}

export type StreamKind = 'avc' | 'hevc' | 'mpeg' | 'visual' | 'sound';

/** How the frames of a stream are blanked. */
export function blankFor(kind: StreamKind, notes: Notes | null): Blank {
  if (kind === 'sound') return blankNames;
  if (kind === 'visual') return blankUserData;
  if (kind === 'mpeg') {
    const blanker = new UserDataBlanker(notes);
    return (frame) => {
      const out = Buffer.from(frame);
      blanker.take(out);
      return out.equals(frame) ? frame : out;
    };
  }
  const clock = new AvcClock();
  const rules: UnitRules =
    kind === 'avc'
      ? { coding: 'avc', dolby: false, clock, learning: clock }
      : { coding: 'hevc', dolby: true };
  const blanker = new UnitBlanker(rules);
  return (frame, noted) => blanker.take(frame, noted);
}

/** The head of a packet of a stream with its times and nothing else, in the same length (ISO/IEC 13818-1 2.4.3.6). */
export function bareHead(head: Buffer): void {
  const id = head[3] ?? 0;
  // Extensions tell the streams apart that share the number FD.
  if (head.length < 9 || ((head[6] ?? 0) & 0xc0) !== 0x80 || id === 0xfd) return;
  const times = (head[7] ?? 0) >> 6;
  const end = 9 + (head[8] ?? 0);
  const kept = 9 + (times === 3 ? 10 : times === 2 ? 5 : 0);
  head[6] = (head[6] ?? 0) & 0xc4;
  head[7] = (head[7] ?? 0) & 0xc0;
  head.fill(0xff, Math.min(kept, end), Math.min(end, head.length));
}
