import type { Notes } from '../noted.ts';
import { readLeb } from './codec-config.ts';

/** Sequence, delimiter, frames and their parts, tiles, repeated heads: what shows pictures (AV1 section 6.2.2). */
const shown: ReadonlySet<number> = new Set([1, 2, 3, 4, 6, 7, 8]);
const metadataUnit = 5;
/** Light level, mastering display and layers; registered data and time codes go (AV1 section 6.7.1). */
const neededMetadata: ReadonlySet<number> = new Set([1, 2, 3]);

interface Unit {
  readonly type: number;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

function unitsOf(sample: Buffer): Unit[] {
  const units: Unit[] = [];
  for (let start = 0; start < sample.length; ) {
    const head = sample[start] ?? 0;
    const sizeAt = start + 1 + ((head >> 2) & 1);
    const size = (head & 2) === 0 ? { value: sample.length - sizeAt, end: sizeAt } : readLeb(sample, sizeAt);
    if (!size || size.end + size.value > sample.length) break;
    const end = size.end + size.value;
    units.push({ type: (head >> 3) & 15, start, body: size.end, end });
    start = end;
  }
  return units;
}

const isKept = (sample: Buffer, { type, body }: Unit): boolean =>
  shown.has(type) || (type === metadataUnit && neededMetadata.has(readLeb(sample, body)?.value ?? 0));

/** A sample of AV1 without notes and padding; the very same buffer where nothing goes. */
export function reduceAv1(sample: Buffer, notes: Notes | null): Buffer {
  const units = unitsOf(sample);
  const dropped = units.filter((unit) => !isKept(sample, unit));
  if (dropped.length === 0) return sample;
  for (const { type, body, end } of dropped) {
    const content = sample.subarray(body, end);
    if (new Set(content.subarray(0, 64)).size > 2)
      notes?.binary('Video frames', `Unit ${type} that shows nothing`, content, 'unknown');
  }
  const kept = units
    .filter((unit) => !dropped.includes(unit))
    .map(({ start, end }) => sample.subarray(start, end));
  return Buffer.concat([...kept, sample.subarray(units.at(-1)?.end ?? 0)]);
}
