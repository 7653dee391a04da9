import sharp, { type Sharp, type SharpOptions } from 'sharp';
import type { Picture, Pixels } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';

/** 300 megapixels: more than any clinical camera, less than memory. */
export const pixelLimit = 300_000_000;

// One thread a picture, for several pictures are worked on at once; no cache, for each is opened once only,
// and an open file could not be erased on Windows.
sharp.concurrency(1);
sharp.cache(false);

export interface RawPixels {
  readonly raw: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** An encoded picture in memory, a file too large for that, or samples another decoder made (8-bit RGBA). */
export type PictureSource = Buffer | string | RawPixels;

export const isRaw = (input: PictureSource): input is RawPixels =>
  typeof input !== 'string' && !Buffer.isBuffer(input);

/** `strict` makes any complaint of a JPEG decoder an error; otherwise only what stops it. */
interface DecodeOptions {
  readonly strict: boolean;
  /** Takes what can be decoded, and is stopped by nothing but a picture of which nothing can. */
  readonly damaged?: boolean;
  /** Leaves an embedded colour profile unapplied, which takes longer than decoding a small picture. */
  readonly ignoreProfile?: boolean;
  /** Which page of a file of several; the first unless stated. */
  readonly page?: number;
}

interface StillFacts {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly pages: number;
  readonly hasAlpha: boolean;
  readonly exif: Buffer | null;
}

function open(
  input: PictureSource,
  { strict, damaged = false, ignoreProfile = false, page = 0 }: DecodeOptions,
): Sharp {
  const options: SharpOptions = {
    failOn: strict ? 'warning' : damaged ? 'none' : 'error',
    limitInputPixels: pixelLimit,
    sequentialRead: true,
    ignoreIcc: ignoreProfile,
    ...(page > 0 ? { page } : {}),
  };
  if (!isRaw(input)) return sharp(input, options);
  const { raw, width, height } = input;
  return sharp(raw, { ...options, raw: { width, height, channels: 4 } });
}

/** Turns a decoder's complaint into a reason to set the file aside. */
function asSetAside(error: unknown): SetAsideError {
  if (error instanceof SetAsideError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/pixel limit|too large|exceeds|dimensions/i.test(text)) {
    return new SetAsideError('too-large', 'The picture has more than 300 million pixels.');
  }
  if (/premature|truncated|unexpected end|end of file|not enough|past end|short read/i.test(text)) {
    return new SetAsideError('truncated', 'The picture ends before all of it could be read.');
  }
  return new SetAsideError('unreadable', 'The picture could not be decoded; it seems to be damaged.');
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asSetAside(error);
  }
}

/** Reads a picture's header. @throws SetAsideError where it cannot be read or is too large. */
export const stillFacts = (input: Buffer | string): Promise<StillFacts> =>
  guarded(async () => {
    const facts = await open(input, { strict: false }).metadata();
    const prefixed = facts.exif?.toString('latin1', 0, 6) === 'Exif\0\0';
    return {
      width: facts.width,
      height: facts.pageHeight ?? facts.height,
      orientation: facts.orientation ?? 1,
      pages: facts.pages ?? 1,
      hasAlpha: facts.hasAlpha,
      exif: facts.exif ? facts.exif.subarray(prefixed ? 6 : 0) : null,
    };
  });

/** Fine is for judging a picture: colours at every pixel and next to no loss. */
const coded = (pipeline: Sharp, alpha: boolean, fine: boolean): Sharp =>
  alpha
    ? pipeline.webp({ quality: fine ? 92 : 80, effort: 0 })
    : pipeline.jpeg({
        quality: fine ? 92 : 80,
        mozjpeg: false,
        chromaSubsampling: fine ? '4:4:4' : '4:2:0',
      });

/**
 * The picture upright, its longest side at most `maxSide` pixels, never enlarged: JPEG, or WebP where it has
 * transparency. @throws SetAsideError where it cannot be decoded.
 */
export const scaled = (
  input: PictureSource,
  maxSide: number,
  options: DecodeOptions & { readonly alpha: boolean; readonly fine?: boolean },
): Promise<Picture> =>
  guarded(async () => {
    const pipeline = open(input, options)
      .autoOrient()
      .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true });
    const encoded = coded(pipeline, options.alpha, options.fine ?? false);
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    const type = options.alpha ? 'image/webp' : 'image/jpeg';
    return { bytes: data, type, width: info.width, height: info.height };
  });

/** A picture in full size as a file: PNG without loss, or JPEG with next to none. */
export const asFile = (input: RawPixels, form: 'png' | 'jpeg'): Promise<Uint8Array> =>
  guarded(() => {
    const picture = open(input, { strict: false }).removeAlpha();
    return (
      form === 'png' ? picture.png() : picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    ).toBuffer();
  });

/** All samples upright, as 8-bit sRGB. @throws SetAsideError where they cannot be decoded. */
export const decoded = (input: PictureSource): Promise<Pixels> =>
  guarded(async () => {
    const { data, info } = await open(input, { strict: false })
      .autoOrient()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 && info.channels !== 4) {
      throw new SetAsideError(
        'unreadable',
        `The picture has ${info.channels} channels, which cannot be shown.`,
      );
    }
    return { bytes: data, width: info.width, height: info.height, channels: info.channels };
  });

/** Samples at half their width and height. */
export const halved = ({ bytes, width, height, channels }: Pixels): Promise<Pixels> =>
  guarded(async () => {
    const { data, info } = await sharp(bytes, {
      raw: { width, height, channels },
      limitInputPixels: pixelLimit,
    })
      .resize(Math.max(1, Math.ceil(width / 2)), Math.max(1, Math.ceil(height / 2)), { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height, channels };
  });

/** One piece of a picture, coded finely. The piece must lie within the picture. */
export const piece = (
  { bytes, width, height, channels }: Pixels,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  alpha: boolean,
): Promise<Uint8Array> =>
  guarded(async () => {
    const whole = sharp(bytes, { raw: { width, height, channels }, limitInputPixels: pixelLimit });
    return coded(whole.extract(box), alpha, true).toBuffer();
  });

/** How much red, green and blue add to a shade of grey, of 256 (ITU-R BT.709). */
const greyOf = (red: number, green: number, blue: number): number =>
  (54 * red + 183 * green + 19 * blue) >> 8;

/** The whole picture in shades of grey, in its own proportions and at most so many samples a side. */
export const greyPicture = (
  input: PictureSource,
  side: number,
): Promise<{ readonly grey: Uint8Array; readonly width: number; readonly height: number }> =>
  guarded(async () => {
    const { data, info } = await open(input, { strict: false })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    // Weighed here: asked for grey, the decoder weighs light and not shades, which takes longer than all the rest.
    const grey = new Uint8Array(width * height);
    for (let place = 0, at = 0; place < grey.length; place += 1, at += channels)
      grey[place] = greyOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    return { grey, width, height };
  });

export const nothingLeft = 'Nothing of the picture can be decoded.';

/** How a stored picture is mirrored, then turned, to be upright (EXIF 4.6.5). */
const turns = [0, 0, 0, 180, 180, 270, 90, 90, 270] as const;
const mirrored = new Set([2, 4, 5, 7]);

/**
 * As much of a damaged picture as can be decoded, upright and in sRGB, coded anew. `orientation` is for samples
 * whose decoder left the picture's own behind. @throws SetAsideError where nothing of it can be decoded.
 */
export const codedAnew = (
  input: PictureSource,
  form: 'jpeg' | 'png',
  orientation: number | null = null,
): Promise<Buffer> =>
  guarded(async () => {
    const opened = open(input, { strict: false, damaged: true });
    const turned = orientation === null ? opened.autoOrient() : opened.rotate(turns[orientation] ?? 0);
    const upright = mirrored.has(orientation ?? 1) ? turned.flop() : turned;
    const inColour = upright.toColourspace('srgb');
    const bytes = await (form === 'jpeg'
      ? inColour.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      : inColour.png()
    ).toBuffer();
    const { entropy } = await sharp(bytes, { limitInputPixels: pixelLimit }).stats();
    // A decoder that finds nothing gives an even picture, which is worse than none.
    if (entropy === 0) throw new SetAsideError('unreadable', nothingLeft);
    return bytes;
  });
