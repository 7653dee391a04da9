import type { TiffEntry } from './tiff-directories.ts';

const whole = new Set([1, 3, 4, 6, 8, 9, 13, 16, 17]);
const fraction = new Set([3, 4, 5, 9, 10, 11, 12]);

/** Samples of a pixel that any program writes; more values than these belong to no picture. */
const channels = 1_024;
const curve = 3 * 65_536;

/** What decoding and display need, with the number of values each may have (TIFF 6.0, its supplements). */
const kept: ReadonlyMap<number, { readonly types: ReadonlySet<number>; readonly most: number }> = new Map([
  ...[254, 255, 256, 257, 259, 262, 266, 274, 277, 278, 284, 290, 292, 293, 296, 317, 322, 323].map(
    (tag) => [tag, { types: whole, most: 1 }] as const,
  ),
  ...[332, 334, 512, 515, 531, 32995, 32996, 32997, 32998].map(
    (tag) => [tag, { types: whole, most: 1 }] as const,
  ),
  ...[530, 50674].map((tag) => [tag, { types: whole, most: 2 }] as const),
  ...[258, 336, 338, 339, 517, 518].map((tag) => [tag, { types: whole, most: channels }] as const),
  ...[291, 301, 320].map((tag) => [tag, { types: whole, most: curve }] as const),
  ...[282, 283, 37439].map((tag) => [tag, { types: fraction, most: 1 }] as const),
  ...[[318, 2] as const, [319, 6] as const, [529, 3] as const, [532, 6] as const].map(
    ([tag, most]) => [tag, { types: fraction, most }] as const,
  ),
  ...[340, 341].map((tag) => [tag, { types: new Set([...whole, ...fraction]), most: channels }] as const),
]);

/** Tags whose values are places in the file, and those that say how long what lies there is. */
export const place = {
  stripOffsets: 273,
  stripCounts: 279,
  tileOffsets: 324,
  tileCounts: 325,
  jpegTables: 347,
  oldJpeg: 513,
  oldJpegLength: 514,
  oldTables: [519, 520, 521],
  profile: 34675,
} as const;

/** Whether an entry is copied as it is. */
export function isKeptEntry({ tag, type, count, cut }: TiffEntry): boolean {
  const rule = kept.get(tag);
  return rule?.types.has(type) === true && count <= rule.most && !cut;
}
