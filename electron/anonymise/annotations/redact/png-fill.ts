import type { Region } from '../../../../shared/domain/recording/region.ts';
import { bitsPerPixel, type PngHeader } from '../../metadata/png-header.ts';
import type { Fill } from './jpeg-fill.ts';
import type { Rows } from './png-rows.ts';

/** One pixel of the fill: whole bytes, or bits where several pixels share a byte. */
export interface FillPixel {
  readonly bytes: Buffer;
  readonly bits: number;
}

const grey = ({ red, green, blue }: Fill): number => Math.round(0.299 * red + 0.587 * green + 0.114 * blue);

function packed(values: readonly number[], depth: number): Buffer {
  const out = Buffer.alloc((values.length * Math.max(depth, 8)) / 8);
  for (const [index, value] of values.entries()) {
    if (depth === 16) out.writeUInt16BE(value * 257, index * 2);
    else out[index] = depth === 8 ? value : Math.round((value * ((1 << depth) - 1)) / 255);
  }
  return out;
}

/** The palette entry closest to the fill that is not transparent. */
function closestEntry(palette: Buffer, alpha: Buffer | null, fill: Fill): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let entry = 0; entry * 3 < palette.length; entry += 1) {
    const [red = 0, green = 0, blue = 0] = palette.subarray(entry * 3, entry * 3 + 3);
    const clear = 255 - (alpha?.[entry] ?? 255);
    const distance =
      (red - fill.red) ** 2 + (green - fill.green) ** 2 + (blue - fill.blue) ** 2 + (clear * 4) ** 2;
    if (distance < least) {
      least = distance;
      best = entry;
    }
  }
  return best;
}

/** The fill as a pixel of this picture; a colour that the picture declares transparent is stepped aside from. */
export function fillPixel(
  header: PngHeader,
  palette: Buffer | null,
  transparency: Buffer | null,
  fill: Fill,
): FillPixel {
  const { colour, depth } = header;
  const bits = bitsPerPixel(header);
  if (colour === 3)
    return { bytes: Buffer.from([closestEntry(palette ?? Buffer.alloc(3), transparency, fill)]), bits };
  const base = colour === 0 || colour === 4 ? [grey(fill)] : [fill.red, fill.green, fill.blue];
  const bytes = packed(colour === 4 || colour === 6 ? [...base, 255] : base, depth);
  if (transparency && (colour === 0 || colour === 2)) {
    const key = depth === 16 ? transparency : Buffer.from(transparency.filter((_, index) => index % 2 === 1));
    if (key.equals(bytes)) {
      const last = bytes.length - 1;
      bytes[last] = (bytes[last] ?? 0) === 0 ? 1 : (bytes[last] ?? 1) - 1;
    }
  }
  return { bytes, bits };
}

function setPixel(data: Buffer, row: number, column: number, { bytes, bits }: FillPixel): void {
  if (bits >= 8) {
    bytes.copy(data, row + column * (bits >> 3));
    return;
  }
  const at = row + ((column * bits) >> 3);
  const shift = 8 - bits - ((column * bits) & 7);
  const mask = ((1 << bits) - 1) << shift;
  data[at] = ((data[at] ?? 0) & ~mask) | (((bytes[0] ?? 0) << shift) & mask);
}

/** Fills a rectangle of stored pixels in every pass, in place. */
export function fillRows(rows: Rows, region: Region, pixel: FillPixel): void {
  for (const { pass, at } of rows.passes) {
    const firstRow = Math.max(0, Math.ceil((region.y - pass.y) / pass.dy));
    const lastRow = Math.min(pass.rows, Math.ceil((region.y + region.h - pass.y) / pass.dy));
    const firstColumn = Math.max(0, Math.ceil((region.x - pass.x) / pass.dx));
    const lastColumn = Math.min(pass.columns, Math.ceil((region.x + region.w - pass.x) / pass.dx));
    for (let row = firstRow; row < lastRow; row += 1) {
      const start = at + row * (pass.stride + 1) + 1;
      for (let column = firstColumn; column < lastColumn; column += 1)
        setPixel(rows.data, start, column, pixel);
    }
  }
}
