import { isOrientation, type Orientation } from '../../../shared/domain/recording/orientation.ts';

const orientationTag = 0x0112;
const shortType = 3;

/** Reads the orientation from the first directory of a TIFF structure; 1 where none can be read. */
export function orientationOf(tiff: Buffer): Orientation {
  if (tiff.length < 8) return 1;
  const mark = tiff.toString('latin1', 0, 2);
  if (mark !== 'II' && mark !== 'MM') return 1;
  const little = mark === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return 1;
  const entries = short(first);
  for (let index = 0; index < entries; index += 1) {
    const at = first + 2 + index * 12;
    if (at + 12 > tiff.length) return 1;
    if (short(at) !== orientationTag) continue;
    const value = short(at + 2) === shortType ? short(at + 8) : 1;
    return isOrientation(value) ? value : 1;
  }
  return 1;
}

/** A TIFF structure that holds the orientation and nothing else. */
export function tiffWithOrientation(value: Orientation): Buffer {
  return Buffer.from([
    0x4d,
    0x4d,
    0,
    0x2a,
    0,
    0,
    0,
    8,
    0,
    1,
    orientationTag >> 8,
    orientationTag & 255,
    0,
    shortType,
    0,
    0,
    0,
    1,
    0,
    value,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
}
