import type { Window } from './seekable.ts';

const crc8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 128 ? ((value << 1) ^ 7) & 255 : (value << 1) & 255;
  return value;
});
const crc16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit += 1)
    value = value & 0x8000 ? ((value << 1) ^ 0x8005) & 0xffff : (value << 1) & 0xffff;
  return value;
});

const longestHead = 16;
const smallestFrame = 10;
const step = 1024 * 1024;

/** Whether a frame's head stands at a place: sync, fields in use, and its checksum (RFC 9639 section 9.1). */
function isHead(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfe) !== 0xf8) return false;
  const third = bytes[at + 2] ?? 0;
  const fourth = bytes[at + 3] ?? 0;
  if (third >> 4 === 0 || (third & 15) === 15 || fourth >> 4 > 10 || (fourth & 1) !== 0) return false;
  const coded = bytes[at + 4] ?? 0;
  const more = coded < 0x80 ? 0 : coded < 0xc0 ? -1 : Math.clz32(~coded & 0xff) - 25;
  if (more < 0 || more > 6) return false;
  let length = 5 + more;
  if (third >> 4 === 6) length += 1;
  if (third >> 4 === 7) length += 2;
  if ((third & 15) === 12) length += 1;
  if ((third & 15) === 13 || (third & 15) === 14) length += 2;
  if (at + length >= bytes.length) return false;
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum = crc8[sum ^ (bytes[at + index] ?? 0)] ?? 0;
  return sum === bytes[at + length];
}

/** Tells the frames of a FLAC stream from what lies between and behind them, by their checksums. */
export class FlacFrames {
  readonly #window: Window;
  readonly #spans: { from: number; to: number }[] = [];

  constructor(window: Window) {
    this.#window = window;
  }

  #keep(from: number, to: number): void {
    const last = this.#spans.at(-1);
    if (last?.to === from) last.to = to;
    else if (to > from) this.#spans.push({ from, to });
  }

  /** Runs of whole frames between two places. A frame that is damaged or cut stays as it is. */
  async spans(
    start: number,
    end: number,
  ): Promise<readonly { readonly from: number; readonly to: number }[]> {
    let frame = -1;
    let sum = 0;
    let settled = -1;
    for (let base = start; base < end; base += step) {
      const bytes = await this.#window.at(base, Math.min(step + longestHead, end - base));
      const length = Math.min(step, bytes.length);
      for (let at = 0; at < length; at += 1) {
        const byte = bytes[at] as number;
        if (byte === 0xff && isHead(bytes, at)) {
          const here = base + at;
          if (frame >= 0) this.#keep(frame, sum === 0 || settled < 0 ? here : settled);
          frame = here;
          sum = 0;
          settled = -1;
        }
        if (frame < 0) continue;
        sum = ((sum << 8) & 0xffff) ^ (crc16[(sum >> 8) ^ byte] as number);
        if (sum === 0 && base + at + 1 - frame >= smallestFrame) settled = base + at + 1;
      }
    }
    if (frame >= 0) this.#keep(frame, sum === 0 || settled < 0 ? end : settled);
    return this.#spans;
  }
}
