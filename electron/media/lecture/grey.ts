import sharp from 'sharp';
import { pixelLimit } from '../sharp-pictures.ts';

/** What is put in the place of a picture says nothing of it but its size. */
const grey = { r: 128, g: 128, b: 128 };
/** Where the size cannot be read. */
const anySize = { width: 640, height: 480 };

const formats = ['jpeg', 'png', 'gif', 'webp', 'tiff', 'avif'] as const;
type Format = (typeof formats)[number];

const isFormat = (name: string | undefined): name is Format => formats.includes(name as Format);

export const greyPicture = (width: number, height: number, format: Format): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: grey }, limitInputPixels: pixelLimit })
    .toFormat(format)
    .toBuffer();

/** A plain grey picture of the size and format of another; PNG where its format cannot be written. */
export async function greyLike(bytes: Buffer): Promise<Buffer> {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: pixelLimit }).metadata();
    const known = isFormat(format) ? format : 'png';
    return await greyPicture(width, height, known);
  } catch {
    return greyPicture(anySize.width, anySize.height, 'png');
  }
}
