import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { pixels } from '../../../electron/media/look.ts';
import type { Region } from '../../../shared/domain/recording/region.ts';
import { noise, raw, sample } from './witnesses.ts';

const decoder = { pixels };
const keep: Region = { x: 21, y: 9, w: 77, h: 60 };
const cut = (bytes: Buffer, part: Region = keep, regions: readonly Region[] = []) =>
  anonymise(bytes, { regions, keep: part, knownIdentifiers: [], decoder });

const extracted = (input: Buffer, { x, y, w, h }: Region): Promise<Buffer> =>
  sharp(input).extract({ left: x, top: y, width: w, height: h }).raw({ depth: 'ushort' }).toBuffer();

/** The part without its border, where decoders blend colours with what lies beside. */
const core = ({ w, h }: Region, margin: number): Region => ({
  x: margin,
  y: margin,
  w: w - 2 * margin,
  h: h - 2 * margin,
});
const within = (part: Region, { x, y, w, h }: Region): Region => ({ x: part.x + x, y: part.y + y, w, h });

const inside = (part: Region, asked: Region): boolean =>
  part.x >= asked.x &&
  part.y >= asked.y &&
  part.x + part.w <= asked.x + asked.w &&
  part.y + part.h <= asked.y + asked.h;

describe('cutting a JPEG', () => {
  it.each([
    ['baseline 4:4:4', 8, () => noise(119, 80, 3).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer()],
    ['baseline 4:2:0', 16, () => noise(119, 80, 3).jpeg({ chromaSubsampling: '4:2:0' }).toBuffer()],
    ['progressive 4:2:0', 16, () => noise(119, 80, 3).jpeg({ progressive: true }).toBuffer()],
    ['grey', 8, () => noise(119, 80, 1).toColourspace('b-w').jpeg().toBuffer()],
  ] as const)('keeps every block inside, and nothing beside it: %s', async (_name, unit, make) => {
    const before = await make();
    const { bytes, lossless, recipe } = await cut(before);
    const kept = recipe.kept as Region;
    expect(lossless).toBe(true);
    expect(inside(kept, keep)).toBe(true);
    expect(kept.w * kept.h).toBeGreaterThan((keep.w - 2 * unit) * (keep.h - 2 * unit));
    expect(await sharp(bytes).metadata()).toMatchObject({ width: kept.w, height: kept.h });
    const middle = core(kept, 2);
    expect((await extracted(bytes, middle)).equals(await extracted(before, within(kept, middle)))).toBe(true);
  });

  it('reaches to the edge of the picture where that was asked for', async () => {
    const before = await noise(119, 80, 3).jpeg().toBuffer();
    const { recipe } = await cut(before, { x: 40, y: 40, w: 79, h: 40 });
    expect(recipe.kept).toEqual({ x: 48, y: 48, w: 71, h: 32 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'keeps the part a person chose in orientation %i',
    async (orientation) => {
      const stored = await noise(119, 80, 3)
        .withMetadata({ orientation })
        .jpeg({ chromaSubsampling: '4:4:4' })
        .toBuffer();
      const part = { x: 12, y: 18, w: 40, h: 33 };
      const { bytes, recipe } = await cut(stored, part);
      const kept = recipe.kept as Region;
      const upright = await sharp(stored).autoOrient().png().toBuffer();
      const after = await sharp(bytes).autoOrient().png().toBuffer();
      expect(inside(kept, part)).toBe(true);
      expect((await raw(after)).data.equals(await extracted(upright, kept))).toBe(true);
    },
  );

  it.each(['media__london-512.jpg', 'tika__baseball.jpg'])('cuts the real picture %s', async (name) => {
    const done = await cut(sample(name), { x: 33, y: 17, w: 80, h: 50 });
    expect(done.lossless).toBe(true);
    expect(done.verification).toMatchObject({ verified: true, residual: [] });
  });

  it('refuses a part that holds no whole block', async () => {
    const before = await noise(119, 80, 3).jpeg().toBuffer();
    await expect(cut(before, { x: 18, y: 18, w: 12, h: 12 })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('cutting a PNG', () => {
  it.each([
    ['true colour', () => noise(119, 80, 3).png().toBuffer()],
    ['sixteen bits', () => noise(119, 80, 3).toColourspace('rgb16').png().toBuffer()],
    ['transparent', () => noise(119, 80, 3).ensureAlpha(0.5).png().toBuffer()],
    ['a palette of four', () => noise(119, 80, 3).png({ palette: true, colours: 4 }).toBuffer()],
    ['interlaced', () => noise(119, 80, 3).png({ progressive: true }).toBuffer()],
  ])('keeps the samples inside exactly: %s', async (_name, make) => {
    const before = await make();
    const { bytes, lossless, recipe } = await cut(before);
    expect({ lossless, kept: recipe.kept }).toEqual({ lossless: true, kept: keep });
    expect((await raw(bytes)).data.equals(await extracted(before, keep))).toBe(true);
  });
});

describe('cutting other pictures', () => {
  it('decodes and encodes a WebP afresh, and says so', async () => {
    const before = await noise(119, 80, 3).webp({ lossless: true }).toBuffer();
    const done = await cut(before);
    expect(done).toMatchObject({ container: 'jpeg', lossless: false });
    expect(await sharp(done.bytes).metadata()).toMatchObject({ width: keep.w, height: keep.h });
    expect(done.notes.join(' ')).toMatch(/decoded/);
  });

  it('covers what lies in the part that stays', async () => {
    const before = await noise(119, 80, 3).png().toBuffer();
    const { bytes, verification } = await cut(before, keep, [
      { x: 30, y: 20, w: 20, h: 10 },
      { x: 0, y: 0, w: 10, h: 5 },
    ]);
    expect(verification.verified).toBe(true);
    expect((await extracted(bytes, { x: 9, y: 11, w: 20, h: 10 })).every((value) => value === 0)).toBe(true);
  });

  it('says what lies outside the picture', async () => {
    const before = await noise(119, 80, 3).png().toBuffer();
    await expect(cut(before, { x: 100, y: 0, w: 50, h: 20 })).rejects.toThrow(/part to keep/);
  });
});
