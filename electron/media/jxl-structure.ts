import { exifInJxl, jxlCodestream } from './jxl-boxes.ts';
import type { StillStructure } from './still-structure.ts';

/** Reads bits, the lowest of each byte first (ISO/IEC 18181-1 section 5.2). */
class Bits {
  readonly #bytes: Buffer;
  #at = 0;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  take(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1, this.#at += 1)
      value += (((this.#bytes[this.#at >> 3] ?? 0) >> (this.#at & 7)) & 1) * 2 ** index;
    return value;
  }
}

const lengths = [9, 13, 18, 30];
/** Width to height where only the height is stated. */
const ratios = [
  [0, 1],
  [1, 1],
  [6, 5],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

/** Size as stored (section D.2), behind the two bytes of the signature. */
function sizeOf(codestream: Buffer): { width: number; height: number } {
  const bits = new Bits(codestream.subarray(2));
  const small = bits.take(1) === 1;
  const side = (): number => (small ? (1 + bits.take(5)) * 8 : 1 + bits.take(lengths[bits.take(2)] ?? 9));
  const height = side();
  const ratio = bits.take(3);
  const [across, down] = ratios[ratio] ?? [1, 1];
  return { width: ratio === 0 ? side() : Math.floor((height * across) / down), height };
}

/** What the boxes and the header of a JPEG XL picture tell, before any pixel is decoded. */
export function jxlStructure(bytes: Buffer): StillStructure {
  const { codestream, complete } = jxlCodestream(bytes);
  return {
    complete,
    size: codestream.length < 4 ? null : sizeOf(codestream),
    frames: 1,
    exif: exifInJxl(bytes),
    profileIsSrgb: false,
    notes: [],
  };
}
