import { describe, expect, it } from 'vitest';
import { redactJpeg } from '../../../electron/anonymise/annotations/redact/redact-jpeg.ts';
import { redactPng } from '../../../electron/anonymise/annotations/redact/redact-png.ts';
import type { MetadataCleaner } from '../../../electron/anonymise/metadata/cleaner.ts';
import { jpegCleaner } from '../../../electron/anonymise/metadata/jpeg.ts';
import { CodedFault } from '../../../electron/anonymise/metadata/jpeg-samples/jpeg-frame.ts';
import { pngCleaner } from '../../../electron/anonymise/metadata/png.ts';
import { textOf } from '../../../electron/anonymise/metadata/streams/loose-findings.ts';
import { accountJpeg } from '../../../electron/anonymise/verification/account-jpeg.ts';
import { accountPng } from '../../../electron/anonymise/verification/account-png.ts';
import { withoutPadding, withoutZeroEnd } from '../../../electron/media/zero-end.ts';
import { isCustosError } from '../../../shared/kernel/error.ts';
import { canary, plantJpeg, plantPng, pngOf, pngParts } from './planted.ts';
import { noise, sample } from './witnesses.ts';

const executions = 2_000;
const fill = { red: 0, green: 0, blue: 0 };

/** A small generator with a seed, so that a failure can be had again (xorshift). */
function random(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const values = [0, 1, 2, 0x7f, 0x80, 0xc0, 0xd0, 0xd8, 0xd9, 0xda, 0xfe, 0xff];

/** Changes that keep a file's rough shape: bytes, lengths, pieces repeated, cut out and cut off. */
function mutate(bytes: Buffer, next: (below: number) => number): Buffer {
  let out = Buffer.from(bytes);
  for (let count = 1 + next(6); count > 0 && out.length > 16; count -= 1) {
    const at = next(out.length);
    const kind = next(7);
    if (kind <= 1) out[at] = values[next(values.length)] ?? 0;
    else if (kind === 2) out[at] = (out[at] ?? 0) ^ (1 << next(8));
    else if (kind === 3 && at + 4 < out.length)
      out.writeUInt32BE([0, 1, 0xffffffff, 0x7fffffff, out.length][next(5)] ?? 0, at);
    else if (kind === 4)
      out = Buffer.concat([out.subarray(0, at), out.subarray(Math.min(out.length, at + next(64)))]);
    else if (kind === 5)
      out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + next(200)), out.subarray(at)]);
    else if (next(8) === 0) out = out.subarray(0, at);
  }
  return out;
}

const expected = (error: unknown): void => {
  if (!isCustosError(error) && !(error instanceof CodedFault)) throw error;
};

async function survives(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    expected(error);
  }
}

/** Cleans a mutated file; what comes out must stand the reading-back and be the same when cleaned again. */
async function cleanOne(cleaner: MetadataCleaner, bytes: Buffer): Promise<Buffer | null> {
  cleaner.inspect(bytes);
  try {
    return (await cleaner.clean(bytes)).bytes;
  } catch (error) {
    expected(error);
    return null;
  }
}

describe('hostile pictures', () => {
  it('never break the JPEG walkers, and what they write accounts for every byte', {
    timeout: 300_000,
  }, async () => {
    const next = random(20_261_123);
    const seeds = [
      plantJpeg(await noise(40, 24, 3).jpeg().toBuffer(), 6, Buffer.alloc(9)),
      await noise(40, 24, 3).jpeg({ progressive: true }).withIccProfile('p3').toBuffer(),
      sample('metadata-extractor__withTypicalHuffman.jpg'),
      sample('tika__testJPEG_MotionPhoto.jpg'),
    ];
    let cleaned = 0;
    for (let count = 0; count < executions; count += 1) {
      const bytes = mutate(seeds[count % seeds.length] ?? Buffer.alloc(0), next);
      const out = await cleanOne(jpegCleaner, Buffer.concat([Buffer.from([0xff, 0xd8]), bytes.subarray(2)]));
      if (!out) continue;
      cleaned += 1;
      expect(accountJpeg(out).residual).toEqual([]);
      await survives(() => redactJpeg(out, [{ x: 0, y: 0, w: 9, h: 9 }], fill));
    }
    expect(cleaned).toBeGreaterThan(executions / 2);
  });

  it('never break the PNG walkers, and what they write accounts for every byte', {
    timeout: 300_000,
  }, async () => {
    const next = random(4_711);
    const seeds = [
      plantPng(await noise(20, 12, 3).png().toBuffer(), 6),
      await noise(20, 12, 4).png({ progressive: true }).toBuffer(),
      await noise(20, 12, 3).png({ palette: true }).withIccProfile('p3').toBuffer(),
      sample('exifr__png_with_exif_and_gps.png').subarray(0, 3_000),
    ];
    let cleaned = 0;
    for (let count = 0; count < executions; count += 1) {
      const seed = seeds[count % seeds.length] ?? Buffer.alloc(0);
      // Half of the files get right check sums again, so that the mutation reaches what lies behind them.
      const changed =
        count % 2 === 0
          ? mutate(seed, next)
          : pngOf(
              pngParts(seed).map((part) => ({
                ...part,
                data: next(3) === 0 ? mutate(part.data, next) : part.data,
              })),
            );
      const out = await cleanOne(pngCleaner, Buffer.concat([seed.subarray(0, 8), changed.subarray(8)]));
      if (!out) continue;
      cleaned += 1;
      expect((await accountPng(out)).residual).toEqual([]);
      await survives(() => redactPng(out, [{ x: 0, y: 0, w: 9, h: 9 }], fill));
    }
    expect(cleaned).toBeGreaterThan(executions / 4);
  });

  it('cannot make a directory loop', () => {
    const looping = Buffer.from(
      'II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0',
      'latin1',
    );
    const file = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, looping.length + 8]),
      Buffer.from('Exif\0\0'),
      looping,
    ]);
    expect(jpegCleaner.inspect(file)).toEqual([]);
  });

  it('cannot hold anybody up with a long run of zeros inside a text', () => {
    const text = `${'\0'.repeat(1_000_000)}${canary}`;
    const started = process.cpuUsage();
    expect(textOf(Buffer.from(text))).toBeNull();
    expect(withoutZeroEnd(`${text}\0`)).toBe(text);
    expect(withoutPadding(`${' \0'.repeat(500_000)}x \0`)).toBe(`${' \0'.repeat(500_000)}x`);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000);
  });

  it('cannot hide behind a picture that claims a size no memory holds', async () => {
    const parts = pngParts(await noise(8, 8, 3).png().toBuffer());
    const header = Buffer.from(parts[0]?.data ?? Buffer.alloc(13));
    header.writeUInt32BE(0x7fffffff, 0);
    header.writeUInt32BE(0x7fffffff, 4);
    const bomb = pngOf([{ type: 'IHDR', data: header }, ...parts.slice(1)]);
    await expect(pngCleaner.clean(bomb)).rejects.toMatchObject({ code: 'too-large' });
    expect(bomb.includes(canary)).toBe(false);
  });
});
