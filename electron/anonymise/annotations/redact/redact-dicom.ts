import type { Region, Size } from '../../../../shared/domain/recording/region.ts';
import { readDicom } from '../../../media/dicom/file.ts';
import { groupFragments } from '../../../media/dicom/frames.ts';
import {
  frameBytes,
  type PictureForm,
  type StoredPicture,
  storedPicture,
} from '../../../media/dicom/picture.ts';
import { decodeRle } from '../../../media/dicom/rle.ts';
import { rewriteDicom } from '../../metadata/dicom/dicom.ts';
import { CodedFault } from '../../metadata/jpeg-samples/jpeg-frame.ts';
import type { Fill } from './jpeg-fill.ts';
import { type Filled, redactJpeg } from './redact-jpeg.ts';
import { encodeRle } from './rle-encode.ts';

const rle = '1.2.840.10008.1.2.5';
const baseline = '1.2.840.10008.1.2.4.50';

const canFill = ({ allocated, channels, photometric, kind, little, words }: PictureForm): boolean =>
  kind === 'integer' &&
  [8, 16, 32].includes(allocated) &&
  [1, 3].includes(channels) &&
  !(allocated === 8 && !little && words) &&
  !(photometric.endsWith('_422') || photometric.endsWith('_420'));

function numberAt(frame: Buffer, at: number, { allocated, signed, little }: PictureForm): number {
  const width = allocated / 8;
  if (signed) return little ? frame.readIntLE(at, width) : frame.readIntBE(at, width);
  return little ? frame.readUIntLE(at, width) : frame.readUIntBE(at, width);
}

/** The darkest sample that the frame has: another value would move the brightness of the rest. */
function darkest(frame: Buffer, form: PictureForm): Buffer {
  const width = form.allocated / 8;
  const sign = form.photometric === 'MONOCHROME1' ? -1 : 1;
  let [best, place] = [Number.POSITIVE_INFINITY, 0];
  for (let at = 0; at + width <= frame.length; at += width) {
    const value = sign * numberAt(frame, at, form);
    if (value < best) [best, place] = [value, at];
  }
  return Buffer.from(frame.subarray(place, place + width));
}

/** The bytes that each channel of a filled pixel has. */
function fillOf(frame: Buffer, form: PictureForm): Buffer[] {
  const { channels, allocated, stored, photometric, little } = form;
  if (channels === 1) return [darkest(frame, form)];
  const middle = Buffer.alloc(allocated / 8);
  if (little) middle.writeUIntLE(2 ** (stored - 1), 0, middle.length);
  else middle.writeUIntBE(2 ** (stored - 1), 0, middle.length);
  const zero = Buffer.alloc(middle.length);
  return photometric.startsWith('YBR') ? [zero, middle, middle] : [zero, zero, zero];
}

/** Fills rectangles of one frame of samples, in place. */
function fillFrame(frame: Buffer, form: PictureForm, regions: readonly Region[]): void {
  const { columns, rows, channels, allocated, planar } = form;
  const width = allocated / 8;
  const values = fillOf(frame, form);
  for (const { x, y, w, h } of regions)
    for (let row = y; row < y + h; row += 1)
      for (let column = x; column < x + w; column += 1)
        for (const [channel, value] of values.entries()) {
          const pixel = row * columns + column;
          const at = planar ? channel * rows * columns + pixel : pixel * channels + channel;
          frame.set(
            value.subarray(0, Math.max(0, frame.length - at * width)),
            Math.min(frame.length, at * width),
          );
        }
}

function fillNative({ form, samples }: StoredPicture, regions: readonly Region[]): StoredPicture {
  if (!canFill(form)) throw new CodedFault('These samples cannot be filled in place');
  const value = Buffer.from(samples.value);
  const size = frameBytes(form);
  for (let at = 0; at < value.length; at += size) fillFrame(value.subarray(at, at + size), form, regions);
  return { form, samples: { ...samples, value } };
}

function fillCoded({ form, samples }: StoredPicture, regions: readonly Region[], fill: Fill): StoredPicture {
  const frames = groupFragments(samples.fragments ?? [], form.frames).map((parts) => Buffer.concat(parts));
  const filled = frames.map((frame) => {
    if (form.transferSyntax === baseline) return redactJpeg(frame, regions, fill).bytes;
    const plain = { ...form, planar: false, little: true };
    if (form.transferSyntax !== rle || !canFill({ ...plain, photometric: 'RGB' }))
      throw new CodedFault('This coding cannot be filled in place');
    const decoded = decodeRle(frame, plain);
    fillFrame(decoded, plain, regions);
    return encodeRle(decoded, plain);
  });
  return { form, samples: { ...samples, fragments: [Buffer.alloc(0), ...filled] } };
}

/** Size and number of the frames of a cleaned file; null where it has none. */
export function dicomFacts(cleaned: Buffer): { readonly size: Size; readonly frames: number } | null {
  const form = storedPicture(readDicom(cleaned))?.form;
  return form ? { size: { width: form.columns, height: form.rows }, frames: form.frames } : null;
}

/**
 * Fills regions in the samples of every frame, as they are stored (PS3.15 E.3.1): not coded, in run lengths, or in
 * JPEG block by block. @throws CodedFault for other codings, which have to be decoded.
 */
export function redactDicom(cleaned: Buffer, regions: readonly Region[], fill: Fill): Filled {
  const bytes = rewriteDicom(cleaned, (picture) =>
    picture.samples.fragments ? fillCoded(picture, regions, fill) : fillNative(picture, regions),
  );
  return { bytes, grown: regions };
}
