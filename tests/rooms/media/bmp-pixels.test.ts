import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { decodeBmp } from '../../../electron/media/bmp-pixels.ts';
import { createMedia } from '../../../electron/media/media.ts';

const media = createMedia({ concurrency: 1 });
afterAll(() => media.close());

const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=36x20', '-frames:v', '1'];
const ffmpeg = (args: readonly string[], input?: Buffer): Buffer =>
  execFileSync('ffmpeg', ['-v', 'error', ...args, 'pipe:1'], input ? { input } : {});
const made = (format: string): Buffer =>
  ffmpeg([...picture, '-pix_fmt', format, '-c:v', 'bmp', '-f', 'image2pipe']);
const asFfmpegSees = (bmp: Buffer): Buffer =>
  ffmpeg(['-f', 'bmp_pipe', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgba'], bmp);

/** A bitmap of eight columns and three rows with a palette of grey. */
function grey(compression: number, depth: number, rows: readonly number[]): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(8, 18);
  head.writeInt32LE(3, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(depth, 28);
  head.writeUInt32LE(compression, 30);
  const palette = Buffer.alloc(4 << depth);
  for (let index = 0; index < 1 << depth; index += 1)
    palette.fill((index * 255) / ((1 << depth) - 1), index * 4, index * 4 + 3);
  head.writeUInt32LE(54 + palette.length, 10);
  head.writeUInt32LE(54 + palette.length + rows.length, 2);
  head.writeUInt32LE(rows.length, 34);
  return Buffer.concat([head, palette, Buffer.from(rows)]);
}

describe('decoding a Windows bitmap', () => {
  it.each([
    ...['bgr24', 'bgra', 'rgb555le', 'rgb565le', 'pal8', 'gray', 'monob'].map((format) => [
      format,
      made(format),
    ]),
    ['RLE8', grey(1, 8, [3, 200, 0, 3, 9, 80, 250, 0, 2, 1, 0, 0, 8, 40, 0, 0, 5, 7, 3, 99, 0, 1])],
    ['RLE4', grey(2, 4, [4, 0x2f, 0, 4, 0x13, 0x57, 0, 0, 8, 0x99, 0, 0, 5, 0x71, 3, 0x3c, 0, 1])],
  ] as [string, Buffer][])('gives the samples that ffmpeg gives of %s', async (_name, bmp) => {
    const expected = asFfmpegSees(bmp);
    const { raw } = await decodeBmp(bmp);
    const apart = raw.map((value, at) => Math.abs(value - (expected[at] ?? 0)));
    expect(raw.length).toBe(expected.length);
    // Fewer bits than eight are spread by rounding here, and there by repeating them.
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  });

  it('lets regions be filled, in a PNG of the same samples', async () => {
    const bmp = made('bgr24');
    const regions = [{ x: 4, y: 3, w: 10, h: 8 }];
    const done = await anonymise(bmp, { regions, knownIdentifiers: [], decoder: media });
    expect(done).toMatchObject({ container: 'png', lossless: false, recipe: { filled: regions } });
    expect(done.notes).toEqual([expect.stringMatching(/stored as PNG/)]);
    const after = await media.pixels({ bytes: done.bytes });
    if ('outcome' in after) throw new Error(after.message);
    const before = asFfmpegSees(bmp);
    for (let at = 0; at < 36 * 20; at += 1) {
      const [x, y] = [at % 36, Math.floor(at / 36)];
      const inside = x >= 4 && x < 14 && y >= 3 && y < 11;
      const wanted = inside ? [0, 0, 0] : [...before.subarray(at * 4, at * 4 + 3)];
      expect([...after.bytes.subarray(at * after.channels, at * after.channels + 3)]).toEqual(wanted);
    }
  });

  it.each([20, 300])('never reads beyond a file cut after %i bytes', async (length) => {
    const cut = made('bgr24').subarray(0, length);
    if (length < 70) await expect(decodeBmp(cut)).rejects.toThrow('damaged');
    else expect((await decodeBmp(cut)).raw.length).toBe(36 * 20 * 4);
  });
});
