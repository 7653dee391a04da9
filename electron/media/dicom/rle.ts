import { SetAsideError } from '../set-aside.ts';
import { type PictureForm, tooLarge } from './picture.ts';

/** One plane of bytes out of a run-length coded segment (PS3.5 annex G.3): what lies beyond `room` is passed over. */
function unpack(segment: Buffer, room: number): Buffer {
  const out = Buffer.alloc(room);
  let to = 0;
  for (let at = 0; at < segment.length && to < room; ) {
    const control = segment.readInt8(at);
    at += 1;
    if (control >= 0) {
      const part = segment.subarray(at, at + control + 1);
      part.copy(out, to, 0, Math.min(part.length, room - to));
      at += control + 1;
      to += control + 1;
    } else if (control !== -128) {
      out.fill(segment[at] ?? 0, to, Math.min(room, to + 1 - control));
      at += 1;
      to += 1 - control;
    }
  }
  return out;
}

/**
 * Decodes a frame in the run-length coding of DICOM (PS3.5 annex G) into samples pixel by pixel, the least byte of
 * each first. @throws SetAsideError `unreadable`
 */
export function decodeRle(frame: Buffer, { rows, columns, channels, allocated }: PictureForm): Buffer {
  const width = Math.ceil(allocated / 8);
  const pixels = rows * columns;
  if (pixels * channels * width > 0x40000000) throw tooLarge();
  const count = frame.length >= 64 ? frame.readUInt32LE(0) : 0;
  if (count !== channels * width || count > 15)
    throw new SetAsideError('unreadable', 'The run-length coding of this DICOM file is damaged.', 'dicom');
  const out = Buffer.alloc(pixels * channels * width);
  for (let index = 0; index < count; index += 1) {
    const from = frame.readUInt32LE(4 + index * 4);
    const end = index + 1 < count ? frame.readUInt32LE(8 + index * 4) : frame.length;
    const plane = unpack(frame.subarray(from, Math.max(from, end)), pixels);
    // Segments go from the highest byte of the first channel to the lowest of the last.
    const place = Math.floor(index / width) * width + (width - 1 - (index % width));
    for (let at = 0; at < pixels; at += 1) out[at * channels * width + place] = plane[at] ?? 0;
  }
  return out;
}
