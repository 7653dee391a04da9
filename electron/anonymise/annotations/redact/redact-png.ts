import type { Region } from '../../../../shared/domain/recording/region.ts';
import { type Chunk, chunk, pngSignature, walkPng } from '../../metadata/png-chunks.ts';
import { type PngHeader, readHeader } from '../../metadata/png-header.ts';
import type { Fill } from './jpeg-fill.ts';
import { type FillPixel, fillPixel, fillRows } from './png-fill.ts';
import { readRows, writeRows } from './png-rows.ts';
import type { Filled } from './redact-jpeg.ts';

const dataOf = (chunks: readonly Chunk[], type: string): Buffer | null =>
  chunks.find((part) => part.type === type)?.data ?? null;

/** Where a frame of an animation lies on the picture (PNG, third edition, 11.3.6.2). */
interface Placed {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

const placeOf = (control: Buffer): Placed => {
  const [width = 0, height = 0, x = 0, y = 0] = [4, 8, 12, 16].map((at) => control.readUInt32BE(at));
  return { width, height, x, y };
};

/** One picture or frame with the regions filled that reach into it. */
async function fillStream(
  header: PngHeader,
  placed: Placed,
  stream: Buffer,
  regions: readonly Region[],
  pixel: FillPixel,
): Promise<Buffer> {
  const rows = await readRows({ ...header, width: placed.width, height: placed.height }, stream);
  for (const region of regions)
    fillRows(rows, { ...region, x: region.x - placed.x, y: region.y - placed.y }, pixel);
  return writeRows(rows);
}

/**
 * Fills regions of a cleaned PNG in its samples, in every frame of an animation; all other samples stay.
 * @throws CodedFault where the rows cannot be read, CustosError `too-large` over 512 MB of rows.
 */
export async function redactPng(cleaned: Buffer, regions: readonly Region[], fill: Fill): Promise<Filled> {
  const { chunks } = walkPng(cleaned);
  const header = readHeader(dataOf(chunks, 'IHDR') ?? undefined);
  const pixel = fillPixel(header, dataOf(chunks, 'PLTE'), dataOf(chunks, 'tRNS'), fill);
  const image = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const out: Buffer[] = [pngSignature];
  let placed: Placed = { width: header.width, height: header.height, x: 0, y: 0 };
  let written = false;
  for (const { type, data } of chunks) {
    if (type === 'fcTL') placed = placeOf(data);
    if (type === 'IDAT') {
      const whole = { width: header.width, height: header.height, x: 0, y: 0 };
      if (!written) out.push(chunk('IDAT', await fillStream(header, whole, image, regions, pixel)));
      written = true;
    } else if (type === 'fdAT') {
      const stream = await fillStream(header, placed, data.subarray(4), regions, pixel);
      out.push(chunk('fdAT', Buffer.concat([data.subarray(0, 4), stream])));
    } else out.push(chunk(type, data));
  }
  return { bytes: Buffer.concat(out), grown: regions };
}
