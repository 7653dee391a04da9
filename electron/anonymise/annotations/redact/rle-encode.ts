import type { PictureForm } from '../../../media/dicom/picture.ts';

/** The run of equal bytes at a place, of at most 128. */
function runAt(plane: Buffer, at: number, end: number): number {
  let length = 1;
  while (length < 128 && at + length < end && plane[at + length] === plane[at]) length += 1;
  return length;
}

/** One row packed: runs of three and more as runs, the rest as it is (PS3.5 annex G.3.1). */
function packRow(plane: Buffer, from: number, end: number): Buffer[] {
  const out: Buffer[] = [];
  let plain = from;
  const flush = (to: number): void => {
    for (; plain < to; plain += Math.min(128, to - plain)) {
      const length = Math.min(128, to - plain);
      out.push(Buffer.from([length - 1]), plane.subarray(plain, plain + length));
    }
  };
  for (let at = from; at < end; ) {
    const length = runAt(plane, at, end);
    if (length >= 3) {
      flush(at);
      out.push(Buffer.from([257 - length, plane[at] ?? 0]));
      plain = at + length;
    }
    at += length;
  }
  flush(end);
  return out;
}

/** Codes a frame of samples, pixel by pixel with the least byte first, in the run-length coding of DICOM. */
export function encodeRle(samples: Buffer, { rows, columns, channels, allocated }: PictureForm): Buffer {
  const width = allocated / 8;
  const pixels = rows * columns;
  const head = Buffer.alloc(64);
  head.writeUInt32LE(channels * width, 0);
  const segments: Buffer[] = [];
  let at = 64;
  for (let index = 0; index < channels * width; index += 1) {
    const place = Math.floor(index / width) * width + (width - 1 - (index % width));
    const plane = Buffer.alloc(pixels);
    for (let pixel = 0; pixel < pixels; pixel += 1)
      plane[pixel] = samples[pixel * channels * width + place] ?? 0;
    const parts = Array.from({ length: rows }, (_, row) =>
      packRow(plane, row * columns, (row + 1) * columns),
    );
    const packed = Buffer.concat(parts.flat());
    const even = packed.length % 2 === 0 ? packed : Buffer.concat([packed, Buffer.alloc(1)]);
    head.writeUInt32LE(at, 4 + index * 4);
    segments.push(even);
    at += even.length;
  }
  return Buffer.concat([head, ...segments]);
}
