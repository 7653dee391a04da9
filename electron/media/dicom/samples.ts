import { SetAsideError } from '../set-aside.ts';
import { type DecodedFrame, decodeJpeg, decodeJpeg2000, decodeJpegLossless, decodeJpegLs } from './codecs.ts';
import { frameOf } from './frames.ts';
import { type PictureForm, type StoredPicture, tooLarge } from './picture.ts';
import { decodeRle } from './rle.ts';

export type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** One frame's samples as numbers, pixel by pixel. */
export interface Frame {
  readonly values: Numbers;
  readonly channels: number;
  /** True where three channels are red, green and blue whatever the data set states. */
  readonly rgb: boolean;
}

const jpeg2000 = /^1\.2\.840\.10008\.1\.2\.4\.(?:9[0-3]|20[1-3])$/;
const jpegLossless = ['1.2.840.10008.1.2.4.57', '1.2.840.10008.1.2.4.70'];
const jpegLossy = ['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51'];
const jpegLs = ['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81'];
const rle = '1.2.840.10008.1.2.5';

/** A copy in this machine's order of bytes, at a place that its numbers may begin at. */
function aligned(bytes: Uint8Array, width: number, little: boolean, count: number): ArrayBuffer {
  const out = Buffer.alloc(count * width);
  out.set(bytes.subarray(0, out.length));
  if (!little && width === 2) out.swap16();
  if (!little && width === 4) out.swap32();
  if (!little && width === 8) out.swap64();
  return out.buffer.slice(out.byteOffset, out.byteOffset + out.length) as ArrayBuffer;
}

function numbersOf(bytes: Uint8Array, form: PictureForm, count: number, little: boolean): Numbers {
  const { allocated, signed, kind } = form;
  if (kind === 'float') return new Float32Array(aligned(bytes, 4, little, count));
  if (kind === 'double') return new Float64Array(aligned(bytes, 8, little, count));
  if (allocated <= 8) {
    const plain = aligned(bytes, 1, true, count + (count % 2));
    if (!little && form.words && allocated === 8) Buffer.from(plain).swap16();
    return signed ? new Int8Array(plain, 0, count) : new Uint8Array(plain, 0, count);
  }
  if (allocated === 16) {
    const plain = aligned(bytes, 2, little, count);
    return signed ? new Int16Array(plain) : new Uint16Array(plain);
  }
  if (allocated === 32) {
    const plain = aligned(bytes, 4, little, count);
    return signed ? new Int32Array(plain) : new Uint32Array(plain);
  }
  throw new SetAsideError('unsupported', `Samples of ${allocated} bits are not shown by Custos.`, 'dicom');
}

/** Takes away bits that are no part of a sample, where a word holds more than it (PS3.5 8.1.1). In place. */
function onlyStored(values: Numbers, { stored, highBit, allocated, signed, kind }: PictureForm): void {
  const lowest = highBit + 1 - stored;
  if (kind !== 'integer' || stored >= allocated || allocated === 1 || allocated > 16 || lowest < 0) return;
  const mask = 2 ** stored - 1;
  const sign = 2 ** (stored - 1);
  for (let at = 0; at < values.length; at += 1) {
    const bits = ((values[at] as number) >> lowest) & mask;
    values[at] = signed && bits >= sign ? bits - mask - 1 : bits;
  }
}

/** Colours that lie one behind the other, pixel by pixel. */
function interleaved<T extends Numbers>(values: T, channels: number): T {
  const out = values.slice() as T;
  const pixels = Math.floor(values.length / channels);
  for (let channel = 0; channel < channels; channel += 1)
    for (let at = 0; at < pixels; at += 1)
      out[at * channels + channel] = values[channel * pixels + at] as number;
  return out;
}

/** Two luminances share their colour differences: Y Y Cb Cr (PS3.3 C.7.6.3.1.2). */
function halvedColour(values: Numbers, pixels: number): Numbers {
  const out = new Uint8Array(pixels * 3);
  for (let at = 0; at < pixels; at += 1) {
    const pair = (at >> 1) * 4;
    out[at * 3] = values[pair + (at & 1)] ?? 0;
    out[at * 3 + 1] = values[pair + 2] ?? 0;
    out[at * 3 + 2] = values[pair + 3] ?? 0;
  }
  return out;
}

function native(bytes: Uint8Array, form: PictureForm, isRle: boolean): Frame {
  const pixels = form.rows * form.columns;
  const half = !isRle && form.photometric === 'YBR_FULL_422' && form.channels === 3;
  const count = pixels * (half ? 2 : form.channels);
  const values = numbersOf(bytes, form, count, isRle || form.little);
  onlyStored(values, form);
  const { channels } = form;
  if (half) return { values: halvedColour(values, pixels), channels, rgb: false };
  const ordered = form.planar && !isRle && channels > 1 ? interleaved(values, channels) : values;
  return { values: ordered, channels, rgb: false };
}

function fromDecoder(decoded: DecodedFrame, form: PictureForm): Frame {
  const { bytes, width, height, channels, wide, planar } = decoded;
  const count = width * height * channels;
  if (width !== form.columns || height !== form.rows || bytes.length < count * (wide ? 2 : 1))
    throw new SetAsideError(
      'unreadable',
      'The picture is of another size than its DICOM file states.',
      'dicom',
    );
  const values = numbersOf(bytes, { ...form, allocated: wide ? 16 : 8, kind: 'integer' }, count, true);
  if (!decoded.rgb && wide) onlyStored(values, { ...form, allocated: 16, highBit: form.stored - 1 });
  return { values: planar ? interleaved(values, channels) : values, channels, rgb: decoded.rgb };
}

async function coded(frame: Buffer, form: PictureForm): Promise<DecodedFrame> {
  const { transferSyntax, photometric } = form;
  if (jpegLs.includes(transferSyntax)) return decodeJpegLs(frame);
  if (jpegLossless.includes(transferSyntax)) return decodeJpegLossless(frame, form);
  if (jpegLossy.includes(transferSyntax)) return decodeJpeg(frame, form);
  if (jpeg2000.test(transferSyntax)) {
    const decoded = await decodeJpeg2000(frame);
    return { ...decoded, rgb: ['YBR_ICT', 'YBR_RCT', 'RGB'].includes(photometric) };
  }
  throw new SetAsideError(
    'unsupported',
    'The picture in this DICOM file is coded in a way that Custos cannot show.',
    'dicom',
  );
}

/** The samples of one frame. @throws SetAsideError where they cannot be decoded. */
export async function frameSamples(picture: StoredPicture, index: number): Promise<Frame> {
  const { form } = picture;
  if (form.rows * form.columns > 300_000_000 || form.channels > 4) throw tooLarge();
  const stored = frameOf(picture, index);
  if (!picture.samples.fragments) return native(stored, form, false);
  if (form.transferSyntax === rle) return native(decodeRle(stored, form), form, true);
  return fromDecoder(await coded(stored, form), form);
}
