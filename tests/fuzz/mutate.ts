import { pick, whole } from '../bench/seeded.ts';

/** A run of a file in which its structure lies: what is changed there is read as lengths, counts and places. */
export type Region = readonly [from: number, to: number];

const bytes = [0, 1, 2, 3, 0x3b, 0x7f, 0x80, 0xc0, 0xc4, 0xd0, 0xd8, 0xd9, 0xda, 0xe1, 0xfe, 0xff];

/** Numbers at which sizes and signs turn over, and those that fit the file itself. */
const numbersFor = (length: number): readonly number[] => [
  ...[0, 1, 2, 7, 8, 9, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff],
  ...[length, length - 1, length + 1, Math.floor(length / 2)],
];

function writeNumber(out: Buffer, at: number, value: number, random: () => number): void {
  const width = pick(random, [1, 2, 2, 4, 4] as const);
  if (at + width > out.length) return;
  const fitted = (value >>> 0) % 2 ** (8 * width);
  if (whole(random, 2) === 0) out.writeUIntLE(fitted, at, width);
  else out.writeUIntBE(fitted, at, width);
}

function change(out: Buffer, at: number, random: () => number): Buffer {
  const end = Math.min(out.length, at + 1 + whole(random, 64));
  switch (whole(random, 8)) {
    case 0:
    case 1:
      out[at] = pick(random, bytes);
      return out;
    case 2:
      out[at] = (out[at] ?? 0) ^ (1 << whole(random, 8));
      return out;
    case 3:
    case 4:
      writeNumber(out, at, pick(random, numbersFor(out.length)), random);
      return out;
    case 5:
      return Buffer.concat([out.subarray(0, at), out.subarray(end)]);
    case 6:
      return Buffer.concat([out.subarray(0, end), out.subarray(at, end), out.subarray(end)]);
    default:
      return whole(random, 6) === 0 ? Buffer.from(out.subarray(0, at)) : out;
  }
}

/** One to six changes, most of them in the regions of structure. */
export function mutate(seed: Buffer, regions: readonly Region[], random: () => number): Buffer {
  let out: Buffer = Buffer.from(seed);
  for (let count = 1 + whole(random, 6); count > 0 && out.length > 12; count -= 1) {
    const [from, to] = whole(random, 10) < 7 && regions.length > 0 ? pick(random, regions) : [0, out.length];
    const at = Math.min(from + whole(random, Math.max(1, to - from)), out.length - 1);
    out = change(out, at, random);
  }
  return out;
}
