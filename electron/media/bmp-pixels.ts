import { SetAsideError } from './set-aside.ts';
import { pixelLimit, type RawPixels } from './sharp-pictures.ts';

/** What a bitmap's headers say of its rows (BITMAPFILEHEADER, BITMAPCOREHEADER to BITMAPV5HEADER). */
interface Form {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly depth: number;
  readonly masks: readonly [red: number, green: number, blue: number, alpha: number];
  /** Red, green and blue of each colour of the palette. */
  readonly palette: Uint8Array;
  readonly pixels: Buffer;
}

const damaged = (): SetAsideError =>
  new SetAsideError('unreadable', 'The picture could not be decoded; it seems to be damaged.', 'bmp');

const fileHeader = 14;
const [uncompressed, masked, maskedWithAlpha] = [0, 3, 6];

function masksOf(bytes: Buffer, depth: number, compression: number): Form['masks'] {
  if (compression === masked || compression === maskedWithAlpha) {
    const header = bytes.readUInt32LE(fileHeader);
    const withAlpha = compression === maskedWithAlpha || header >= 56;
    const [red, green, blue] = [54, 58, 62].map((at) => bytes.readUInt32LE(at));
    return [red ?? 0, green ?? 0, blue ?? 0, withAlpha ? bytes.readUInt32LE(66) : 0];
  }
  return depth === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0xff00, 0xff, 0];
}

function paletteOf(bytes: Buffer, depth: number, pixelsAt: number): Uint8Array {
  const header = bytes.readUInt32LE(fileHeader);
  const width = header === 12 ? 3 : 4;
  const from = fileHeader + header;
  const out = new Uint8Array(3 << depth);
  for (let index = 0; index < 1 << depth; index += 1) {
    const at = from + index * width;
    if (at + 3 > Math.min(pixelsAt, bytes.length)) break;
    out.set([bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0], index * 3);
  }
  return out;
}

const depths = new Set([1, 2, 4, 8, 16, 24, 32]);
const compressions = new Set([uncompressed, 1, 2, masked, maskedWithAlpha]);

function readForm(bytes: Buffer): { readonly form: Form; readonly compression: number } {
  if (bytes.length < 30) throw damaged();
  const old = bytes.readUInt32LE(fileHeader) === 12;
  if (!old && bytes.length < 70) throw damaged();
  const stated = old ? bytes.readInt16LE(20) : bytes.readInt32LE(22);
  const [width, height] = [old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18), Math.abs(stated)];
  const depth = bytes.readUInt16LE(old ? 24 : 28);
  const compression = old ? uncompressed : bytes.readUInt32LE(30);
  if (width * height > pixelLimit)
    throw new SetAsideError('too-large', 'The picture has more than 300 million pixels.', 'bmp');
  if (width <= 0 || height === 0 || !depths.has(depth) || !compressions.has(compression)) throw damaged();
  const pixelsAt = bytes.readUInt32LE(10);
  const palette = depth <= 8 ? paletteOf(bytes, depth, pixelsAt) : new Uint8Array(0);
  const masks = masksOf(bytes, depth, compression);
  const pixels = bytes.subarray(pixelsAt);
  return { form: { width, height, topDown: stated < 0, depth, masks, palette, pixels }, compression };
}

/** The share of a masked value, as 0 to 255. */
function channelOf(value: number, mask: number): number {
  if (mask === 0) return 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return Math.round((((value & mask) >>> shift) * 255) / most);
}

function put(out: Uint8Array, at: number, form: Form, index: number): void {
  for (let part = 0; part < 3; part += 1) out[at + part] = form.palette[index * 3 + part] ?? 0;
}

/** A row of whole values, or of colours of the palette packed from the highest bit. */
function decodeRow(row: Buffer, form: Form, out: Uint8Array, start: number): void {
  const { width, depth, masks } = form;
  for (let x = 0; x < width; x += 1) {
    const at = start + 4 * x;
    out[at + 3] = 255;
    if (depth <= 8) {
      const bit = x * depth;
      const index = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
      put(out, at, form, index);
      continue;
    }
    const from = (x * depth) / 8;
    if (from + depth / 8 > row.length) return;
    const value = row.readUIntLE(from, depth / 8);
    for (let part = 0; part < 3; part += 1) out[at + part] = channelOf(value, masks[part] ?? 0);
    if (masks[3] !== 0) out[at + 3] = channelOf(value, masks[3]);
  }
}

const rowAt = ({ width, height, topDown }: Form, row: number): number =>
  (topDown ? row : height - 1 - row) * width * 4;

function decodeRows(form: Form, out: Uint8Array): void {
  const stride = Math.ceil((form.width * form.depth) / 32) * 4;
  for (let row = 0; row < form.height; row += 1)
    decodeRow(form.pixels.subarray(row * stride, (row + 1) * stride), form, out, rowAt(form, row));
}

/** Runs of one colour or of two in turn, and stretches of single ones (RLE8, RLE4); what is passed over stays black. */
function decodeRuns(form: Form, out: Uint8Array): void {
  const { pixels, width, height, depth } = form;
  for (let at = 3; at < out.length; at += 4) out[at] = 255;
  let [x, y] = [0, 0];
  const draw = (index: number): void => {
    if (x < width && y < height) put(out, rowAt(form, y) + 4 * x, form, index);
    x += 1;
  };
  const nibble = (byte: number, order: number): number =>
    depth === 8 ? byte : order % 2 === 0 ? byte >> 4 : byte & 15;
  for (let at = 0; at + 2 <= pixels.length && y < height; ) {
    const [count = 0, value = 0] = pixels.subarray(at, at + 2);
    at += 2;
    if (count > 0) for (let order = 0; order < count; order += 1) draw(nibble(value, order));
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) return;
    else if (value === 2) {
      x += pixels[at] ?? 0;
      y += pixels[at + 1] ?? 0;
      at += 2;
    } else {
      for (let order = 0; order < value; order += 1)
        draw(nibble(pixels[at + (depth === 8 ? order : order >> 1)] ?? 0, order));
      const length = depth === 8 ? value : Math.ceil(value / 2);
      at += length + (length % 2);
    }
  }
}

/** Decodes a Windows bitmap. @throws SetAsideError where its headers make no picture. */
export async function decodeBmp(bytes: Buffer): Promise<RawPixels> {
  const { form, compression } = readForm(bytes);
  const { width, height } = form;
  const raw = new Uint8Array(width * height * 4);
  if (compression === 1 || compression === 2) decodeRuns(form, raw);
  else decodeRows(form, raw);
  return { raw, width, height };
}
