import { deflateSync } from 'node:zlib';
import type { Region } from '../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { encodeCoefficients } from '../../metadata/jpeg-samples/jpeg-encode.ts';
import type { Component, Frame } from '../../metadata/jpeg-samples/jpeg-frame.ts';
import { writeHead } from '../../metadata/jpeg-write.ts';
import { chunk, pngSignature } from '../../metadata/png-chunks.ts';
import { forwardDct } from './forward-dct.ts';
import type { Fill } from './jpeg-fill.ts';
import type { Filled } from './redact-jpeg.ts';

/** Fills a rectangle of decoded samples, in place. */
function fillPixels(
  { bytes, width, channels }: Pixels,
  { x, y, w, h }: Region,
  { red, green, blue }: Fill,
): void {
  const pixel = channels === 4 ? [red, green, blue, 255] : [red, green, blue];
  for (let row = y; row < y + h; row += 1) {
    for (let column = x; column < x + w; column += 1) bytes.set(pixel, (row * width + column) * channels);
  }
}

/** Grown to whole blocks, so that no block holds both the fill and a detail that would spread into it. */
function toBlocks(region: Region, { width, height }: Pixels): Region {
  const x = region.x - (region.x % 8);
  const y = region.y - (region.y % 8);
  const right = Math.min(width, Math.ceil((region.x + region.w) / 8) * 8);
  const bottom = Math.min(height, Math.ceil((region.y + region.h) / 8) * 8);
  return { x, y, w: right - x, h: bottom - y };
}

/** Fine steps that rise slowly with frequency: visually lossless, at the price of size. */
const steps = Uint8Array.from({ length: 64 }, (_, place) => 1 + (place >> 3));
const quantisation = Buffer.from([0, ...steps]);

function emptyComponent(id: number, width: number, height: number): Component {
  const columns = Math.ceil(width / 8);
  const rows = Math.ceil(height / 8);
  const blocks = new Int16Array(columns * rows * 64);
  return { id, across: 1, down: 1, tableId: 0, columns, rows, stride: columns, blocks, quantisation };
}

/** Luminance and two colour differences of a pixel, shifted to lie around zero (ITU-T T.871 section 7). */
function channel(index: number, red: number, green: number, blue: number): number {
  if (index === 0) return 0.299 * red + 0.587 * green + 0.114 * blue - 128;
  if (index === 1) return -0.168736 * red - 0.331264 * green + 0.5 * blue;
  return 0.5 * red - 0.418688 * green - 0.081312 * blue;
}

function transform(pixels: Pixels, component: Component, index: number): void {
  const { bytes, width, height, channels } = pixels;
  const samples = new Float64Array(64);
  for (let row = 0; row < component.rows; row += 1) {
    for (let column = 0; column < component.columns; column += 1) {
      for (let place = 0; place < 64; place += 1) {
        const y = Math.min(height - 1, row * 8 + (place >> 3));
        const x = Math.min(width - 1, column * 8 + (place & 7));
        const at = (y * width + x) * channels;
        samples[place] = channel(index, bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
      }
      forwardDct(samples, steps, component.blocks, (row * component.stride + column) * 64);
    }
  }
}

function asJpeg(pixels: Pixels): Buffer {
  const { width, height } = pixels;
  const components = [1, 2, 3].map((id) => emptyComponent(id, width, height));
  for (const [index, component] of components.entries()) transform(pixels, component, index);
  const frame: Frame = {
    width,
    height,
    progressive: false,
    extended: false,
    maxAcross: 1,
    maxDown: 1,
    unitsAcross: Math.ceil(width / 8),
    unitsDown: Math.ceil(height / 8),
    components,
  };
  const head = {
    jfif: Buffer.from([0, 0, 1, 0, 1]),
    transform: null,
    orientation: 1,
    profile: null,
  } as const;
  return Buffer.concat([...writeHead(head), ...encodeCoefficients(frame)]);
}

function asPng({ bytes, width, height, channels }: Pixels): Buffer {
  const stride = width * channels;
  const rows = Buffer.alloc(height * (stride + 1));
  for (let row = 0; row < height; row += 1) {
    rows.set(bytes.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 4 ? 6 : 2], 8);
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Decoded samples with the regions filled, encoded upright and in sRGB; the source's own coding is gone. */
export function encodeAfresh(
  pixels: Pixels,
  container: 'jpeg' | 'png',
  regions: readonly Region[],
  fill: Fill,
): Filled {
  const grown = container === 'jpeg' ? regions.map((region) => toBlocks(region, pixels)) : regions;
  for (const region of grown) fillPixels(pixels, region, fill);
  return { bytes: container === 'jpeg' ? asJpeg(pixels) : asPng(pixels), grown };
}
