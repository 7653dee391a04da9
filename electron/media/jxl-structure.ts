import { JxlBits } from './jxl-bits.ts';
import { exifInJxl, jxlCodestream } from './jxl-boxes.ts';
import type { StillStructure } from './still-structure.ts';

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

/** A size as stored (section D.2). */
export function jxlSize(bits: JxlBits): { width: number; height: number } {
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
    size: codestream.length < 4 ? null : jxlSize(new JxlBits(codestream, 2)),
    frames: 1,
    exif: exifInJxl(bytes),
    profileIsSrgb: false,
    notes: [],
  };
}
