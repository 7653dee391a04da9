import { BitReader, unescaped } from './bit-reader.ts';

/** How the messages of picture timing are read, which a sequence parameter set says (ITU-T H.264 E.1). */
interface Timing {
  /** Bits of the two delays in front. */
  readonly delays: number;
  readonly structure: boolean;
}

const withChroma: ReadonlySet<number> = new Set([
  100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
]);

function skipScaling(reader: BitReader, lists: number): void {
  for (let list = 0; list < lists; list += 1) {
    if (reader.bits(1) === 0) continue;
    let next = 8;
    for (let index = 0, last = 8; index < (list < 6 ? 16 : 64) && next !== 0; index += 1) {
      const code = reader.golomb();
      const delta = code % 2 === 1 ? (code + 1) / 2 : -code / 2;
      next = (last + delta + 256) & 255;
      last = next === 0 ? last : next;
    }
  }
}

function skipFormat(reader: BitReader): void {
  const chroma = reader.golomb();
  if (chroma === 3) reader.skip(1);
  reader.golomb();
  reader.golomb();
  reader.skip(1);
  if (reader.bits(1) === 1) skipScaling(reader, chroma === 3 ? 12 : 8);
}

function skipOrder(reader: BitReader): void {
  const kind = reader.golomb();
  if (kind === 0) reader.golomb();
  if (kind !== 1) return;
  reader.skip(1);
  reader.golomb();
  reader.golomb();
  for (let left = Math.min(255, reader.golomb()); left > 0; left -= 1) reader.golomb();
}

/** Buffer settings (E.1.2); gives back the bits of both delays. */
function delayBits(reader: BitReader): number {
  const count = Math.min(31, reader.golomb()) + 1;
  reader.skip(8);
  for (let index = 0; index < count; index += 1) {
    reader.golomb();
    reader.golomb();
    reader.skip(1);
  }
  reader.skip(5);
  const bits = reader.bits(5) + 1 + reader.bits(5) + 1;
  reader.skip(5);
  return bits;
}

function usability(reader: BitReader): Timing {
  if (reader.bits(1) === 1 && reader.bits(8) === 255) reader.skip(32);
  if (reader.bits(1) === 1) reader.skip(1);
  if (reader.bits(1) === 1) {
    reader.skip(4);
    if (reader.bits(1) === 1) reader.skip(24);
  }
  if (reader.bits(1) === 1) {
    reader.golomb();
    reader.golomb();
  }
  if (reader.bits(1) === 1) reader.skip(65);
  let delays = 0;
  let buffered = false;
  for (let kind = 0; kind < 2; kind += 1) {
    if (reader.bits(1) === 0) continue;
    delays = delayBits(reader);
    buffered = true;
  }
  if (buffered) reader.skip(1);
  return { delays, structure: reader.bits(1) === 1 };
}

function timingOf(unit: Buffer): Timing | null {
  const reader = new BitReader(unescaped(unit.subarray(1)));
  const profile = reader.bits(8);
  reader.skip(16);
  reader.golomb();
  if (withChroma.has(profile)) skipFormat(reader);
  reader.golomb();
  skipOrder(reader);
  reader.golomb();
  reader.skip(1);
  reader.golomb();
  reader.golomb();
  if (reader.bits(1) === 0) reader.skip(1);
  reader.skip(1);
  if (reader.bits(1) === 1) for (let side = 0; side < 4; side += 1) reader.golomb();
  const timing = reader.bits(1) === 1 ? usability(reader) : { delays: 0, structure: false };
  return reader.over ? null : timing;
}

/** Clock times by the way a picture is shown (table D-1). */
const clocks = [1, 1, 1, 2, 2, 3, 3, 2, 3];

/** Takes the time of day out of the messages of picture timing; how fields are shown stays. */
export class AvcClock {
  #timing: Timing | null = null;

  /** The first parameter set holds for the whole film. */
  learn(sequence: Buffer): void {
    this.#timing ??= timingOf(sequence);
  }

  /** The message without clock times: itself where it has none, null where it cannot be read. */
  reduce(payload: Buffer): Buffer | null {
    if (!this.#timing) return null;
    const { delays, structure } = this.#timing;
    const reader = new BitReader(payload);
    reader.skip(delays);
    const shownAs = structure ? reader.bits(4) : 0;
    const count = structure ? (clocks[shownAs] ?? 0) : 0;
    const bits = delays + (structure ? 4 + count : 0);
    const length = Math.ceil(bits / 8);
    if (length > payload.length || length === 0) return null;
    const out = Buffer.from(payload.subarray(0, length));
    // Each time may be left out, which a zero says; then a one and zeros fill the byte.
    for (let at = bits - count; at < length * 8; at += 1)
      out[at >> 3] = (out[at >> 3] ?? 0) & ~(1 << (7 - (at & 7)));
    if (bits % 8 !== 0) out[length - 1] = (out[length - 1] ?? 0) | (1 << (7 - (bits % 8)));
    return out.equals(payload) ? payload : out;
  }
}

/** Reads picture timing by a parameter set that is known beforehand; without one there is no clock. */
export function clockFor(sequence: Buffer | null): AvcClock {
  const clock = new AvcClock();
  if (sequence) clock.learn(sequence);
  return clock;
}
