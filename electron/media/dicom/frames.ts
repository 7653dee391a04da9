import { SetAsideError } from '../set-aside.ts';
import { frameBytes, type PictureForm, type StoredPicture } from './picture.ts';

const broken = (): SetAsideError =>
  new SetAsideError('truncated', 'The DICOM file ends before its picture does.', 'dicom');

/** Where a coded picture begins: JPEG and JPEG-LS, JPEG 2000, and the latter in a box. */
const beginsPicture = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && (bytes[1] === 0xd8 || bytes[1] === 0x4f)) ||
  bytes.toString('latin1', 4, 8) === 'jP  ';

/** The fragments at which frames begin, by the offset table where it fits them (PS3.5 A.4). */
function startsByTable(table: Buffer, parts: readonly Buffer[], frames: number): number[] | null {
  if (table.length !== frames * 4) return null;
  const places = new Map<number, number>();
  let at = 0;
  for (const [index, part] of parts.entries()) {
    places.set(at, index);
    at += 8 + part.length;
  }
  const starts = Array.from(
    { length: frames },
    (_, frame) => places.get(table.readUInt32LE(frame * 4)) ?? -1,
  );
  const rising = starts.every((start, index) => start > (starts[index - 1] ?? -1));
  return rising && starts[0] === 0 ? starts : null;
}

/**
 * The coded frames, each as the fragments that make it up. Where neither count nor table tells how they belong
 * together, a frame begins where a coded picture does.
 */
export function groupFragments(fragments: readonly Buffer[], frames: number): Buffer[][] {
  const [table = Buffer.alloc(0), ...parts] = fragments;
  if (frames === 1) return [parts];
  if (parts.length === frames) return parts.map((part) => [part]);
  const starts = startsByTable(table, parts, frames);
  const groups: Buffer[][] = [];
  for (const [index, part] of parts.entries()) {
    const begins = starts ? starts.includes(index) : beginsPicture(part);
    const last = groups.at(-1);
    if (begins || !last) groups.push([part]);
    else last.push(part);
  }
  return groups;
}

/** The native samples of one frame. A picture that ends early is filled up with zeros by whoever shows it. */
function nativeFrame(samples: Buffer, form: PictureForm, index: number): Buffer {
  const size = frameBytes(form);
  if (form.allocated !== 1) {
    const frame = samples.subarray(index * size, (index + 1) * size);
    if (frame.length === 0) throw broken();
    return frame;
  }
  // Frames of single bits follow one another without a gap (PS3.5 8.1.1).
  const bits = form.rows * form.columns * form.channels;
  const out = Buffer.alloc(bits);
  if (Math.floor((index * bits) / 8) >= samples.length) throw broken();
  for (let at = 0; at < bits; at += 1) {
    const bit = index * bits + at;
    out[at] = ((samples[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return out;
}

/** The stored bytes of one frame: samples, or a coded picture. @throws SetAsideError where there is no such frame. */
export function frameOf({ form, samples }: StoredPicture, index: number): Buffer {
  if (!samples.fragments) return nativeFrame(samples.value, form, index);
  const parts = groupFragments(samples.fragments, form.frames)[index];
  if (!parts || parts.length === 0) throw broken();
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}
