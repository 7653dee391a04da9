import type { Region } from '../../../../shared/domain/recording/region.ts';
import { CodedFault } from '../../metadata/jpeg-samples/jpeg-frame.ts';
import { chunk, pngSignature, walkPng } from '../../metadata/png-chunks.ts';
import {
  bitsPerPixel,
  inflatedLength,
  type PngHeader,
  passesOf,
  readHeader,
} from '../../metadata/png-header.ts';
import { type Rows, readRows, writeRows } from '../redact/png-rows.ts';
import type { Cut } from './crop-jpeg.ts';

/** Copies a pixel of less than a byte, whose place in its byte may change. */
function copyBits(from: Buffer, fromBit: number, to: Buffer, toBit: number, bits: number): void {
  const mask = (1 << bits) - 1;
  const value = ((from[fromBit >> 3] ?? 0) >> (8 - bits - (fromBit & 7))) & mask;
  const shift = 8 - bits - (toBit & 7);
  to[toBit >> 3] = ((to[toBit >> 3] ?? 0) & ~(mask << shift)) | (value << shift);
}

/** Row by row and without interlacing: the pixels of every pass that lie inside the rectangle. */
function cutRows(rows: Rows, header: PngHeader, target: PngHeader, keep: Region): Rows {
  const bits = bitsPerPixel(header);
  const data = Buffer.alloc(inflatedLength(target));
  const passes = passesOf(target).map((pass) => ({ pass, at: 0 }));
  const length = (passes[0]?.pass.stride ?? 0) + 1;
  for (const { pass, at } of rows.passes) {
    for (let row = 0; row < pass.rows; row += 1) {
      const y = pass.y + row * pass.dy - keep.y;
      if (y < 0 || y >= keep.h) continue;
      const source = at + row * (pass.stride + 1);
      // A row keeps the filter it came with; one that is put together of several passes has none.
      if (!header.interlaced) data[y * length] = rows.data[source] ?? 0;
      const first = Math.max(0, Math.ceil((keep.x - pass.x) / pass.dx));
      const last = Math.min(pass.columns, Math.ceil((keep.x + keep.w - pass.x) / pass.dx));
      for (let column = first; column < last; column += 1) {
        const x = pass.x + column * pass.dx - keep.x;
        const [from, to] = [(source + 1) * 8 + column * bits, (y * length + 1) * 8 + x * bits];
        if (bits < 8) copyBits(rows.data, from, data, to, bits);
        else rows.data.copy(data, to >> 3, from >> 3, (from + bits) >> 3);
      }
    }
  }
  return { data, passes, step: rows.step };
}

function headerChunk(before: Buffer, { width, height }: PngHeader): Buffer {
  const data = Buffer.from(before);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[12] = 0;
  return chunk('IHDR', data);
}

/**
 * Cuts a cleaned PNG to a rectangle of its stored pixels; the samples that stay are the same.
 * @throws CodedFault for animations and where the rows cannot be read, CustosError `too-large` over 512 MB of rows.
 */
export async function cropPng(cleaned: Buffer, keep: Region): Promise<Cut> {
  const { chunks } = walkPng(cleaned);
  if (chunks.some(({ type }) => type === 'acTL'))
    throw new CodedFault('An animation has frames of many sizes');
  const header = readHeader(chunks[0]?.data);
  const target = { ...header, width: keep.w, height: keep.h, interlaced: false };
  const image = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const stream = await writeRows(cutRows(await readRows(header, image), header, target, keep));
  const out: Buffer[] = [pngSignature];
  let written = false;
  for (const { type, data } of chunks) {
    if (type === 'IHDR') out.push(headerChunk(data, target));
    else if (type !== 'IDAT') out.push(chunk(type, data));
    else if (!written) {
      out.push(chunk('IDAT', stream));
      written = true;
    }
  }
  return { bytes: Buffer.concat(out), kept: keep };
}
