import { createRequire } from 'node:module';
import sharp from 'sharp';
import { SetAsideError } from '../set-aside.ts';
import { pixelLimit } from '../sharp-pictures.ts';
import { type PictureForm, tooLarge } from './picture.ts';

/** Samples as a decoder gives them: one or two bytes each, the lower one first. */
export interface DecodedFrame {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly wide: boolean;
  /** All of one colour, then all of the next. */
  readonly planar: boolean;
  /** Its decoder has turned luminance and colour differences into red, green and blue. */
  readonly rgb: boolean;
}

/** A decoder in WebAssembly that works in memory of its own and must be freed by hand. */
interface FrameDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
  getInterleaveMode?(): number;
  delete(): void;
}

type Loader = (options: object) => Promise<Record<string, new () => FrameDecoder>>;

const load = createRequire(import.meta.url);
const loaded = new Map<string, ReturnType<Loader>>();

/** Their words about each picture go nowhere. */
const silent = { print: () => undefined, printErr: () => undefined };

/** Loaded with the first picture that needs it, and kept. */
function moduleOf(name: string): ReturnType<Loader> {
  const there = loaded.get(name);
  if (there) return there;
  const begun = (load(name) as Loader)(silent);
  loaded.set(name, begun);
  return begun;
}

const damaged = (): SetAsideError =>
  new SetAsideError('unreadable', 'A picture in this DICOM file could not be decoded.', 'dicom');

async function byWebAssembly(name: string, decoderName: string, frame: Buffer): Promise<DecodedFrame> {
  const Decoder = (await moduleOf(name))[decoderName];
  if (!Decoder) throw damaged();
  const decoder = new Decoder();
  try {
    decoder.getEncodedBuffer(frame.length).set(frame);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    if (width * height > pixelLimit) throw tooLarge();
    return {
      // A copy: the decoder's memory is gone with it.
      bytes: Uint8Array.from(decoder.getDecodedBuffer()),
      ...{ width, height, channels: componentCount, wide: bitsPerSample > 8, rgb: false },
      planar: componentCount > 1 && decoder.getInterleaveMode?.() === 0,
    };
  } catch (error) {
    throw error instanceof SetAsideError ? error : damaged();
  } finally {
    decoder.delete();
  }
}

export const decodeJpegLs = (frame: Buffer): Promise<DecodedFrame> =>
  byWebAssembly('@cornerstonejs/codec-charls/decodewasmjs', 'JpegLSDecoder', frame);

/** JPEG 2000 undoes the colour transform that its own stream states (T.800 annex G). */
export const decodeJpeg2000 = async (frame: Buffer): Promise<DecodedFrame> =>
  byWebAssembly('@cornerstonejs/codec-openjpeg/decodewasmjs', 'J2KDecoder', frame);

interface LosslessDecoder {
  decode(
    bytes: ArrayBufferLike,
    offset: number,
    length: number,
  ): { buffer: ArrayBufferLike; byteOffset: number; byteLength: number; BYTES_PER_ELEMENT: number };
}

/** JPEG lossless (T.81 annex H), which no decoder of photographs knows. */
export function decodeJpegLossless(frame: Buffer, { rows, columns, channels }: PictureForm): DecodedFrame {
  const { Decoder } = load('jpeg-lossless-decoder-js') as { Decoder: new () => LosslessDecoder };
  try {
    const own = Uint8Array.from(frame);
    const out = new Decoder().decode(own.buffer, 0, own.length);
    const bytes = new Uint8Array(out.buffer, out.byteOffset, out.byteLength);
    const wide = out.BYTES_PER_ELEMENT === 2;
    return { bytes, width: columns, height: rows, channels, wide, planar: false, rgb: false };
  } catch {
    throw damaged();
  }
}

const adobeAsIs = Buffer.from('\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0', 'latin1');

/** Tells the decoder that red, green and blue are stored as they are, where only the data set says so. */
function saysRgb(frame: Buffer): Buffer {
  const head = frame.subarray(0, 1_024);
  if (head.includes('JFIF\0') || head.includes('Adobe')) return frame;
  return Buffer.concat([frame.subarray(0, 2), adobeAsIs, frame.subarray(2)]);
}

/** JPEG of 8 bits with loss; colours come out as red, green and blue. */
export async function decodeJpeg(
  frame: Buffer,
  { channels, photometric }: PictureForm,
): Promise<DecodedFrame> {
  const input = channels === 3 && photometric === 'RGB' ? saysRgb(frame) : frame;
  try {
    const { data, info } = await sharp(input, {
      failOn: 'error',
      limitInputPixels: pixelLimit,
      ignoreIcc: true,
    })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    return { bytes: data, width, height, channels: info.channels, wide: false, planar: false, rgb: true };
  } catch {
    throw damaged();
  }
}
