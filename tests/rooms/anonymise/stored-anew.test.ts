import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { jpegCleaner } from '../../../electron/anonymise/metadata/jpeg.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { jpegSegment } from './planted.ts';
import { identifyingTags, noise } from './witnesses.ts';

const media = createMedia({ concurrency: 1 });
afterAll(() => media.close());

/** A picture that decoders show but no walker follows to its end: more comments than a picture has segments. */
async function endless(): Promise<Buffer> {
  const picture = await noise(64, 48, 3).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const comments = Buffer.concat(
    Array.from({ length: 66_000 }, () => jpegSegment(0xfe, Buffer.from('Jane'))),
  );
  const frame = picture.indexOf(Buffer.from([0xff, 0xdb]));
  return Buffer.concat([picture.subarray(0, frame), comments, picture.subarray(frame)]);
}

describe('a picture that cannot be cleaned as it is', () => {
  it('is stored anew where it can be decoded, and says so', async () => {
    const source = await endless();
    const options = { regions: [], knownIdentifiers: ['Jane'], decoder: media };
    expect(jpegCleaner.inspect(source)).toContainEqual(expect.objectContaining({ value: 'Jane' }));
    const done = await anonymise(source, options);
    expect(done).toMatchObject({ container: 'jpeg', lossless: false, findingsAfter: [] });
    expect(done.recipe).toMatchObject({ lossless: false, container: 'jpeg' });
    expect(done.notes).toEqual([expect.stringMatching(/damaged .* stored anew as JPEG/)]);
    expect(done.bytes.includes('Jane')).toBe(false);
    expect(identifyingTags(done.bytes, 'a.jpg')).toEqual([]);
    const samples = (bytes: Buffer) => sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
    const [before, after] = await Promise.all([samples(source), samples(done.bytes)]);
    expect(after.info).toMatchObject({ width: 48, height: 64 });
    const apart = before.data.reduce((sum, value, at) => sum + Math.abs(value - (after.data[at] ?? 0)), 0);
    expect(apart / before.data.length).toBeLessThan(4);
  });

  it('has its regions filled in what was stored anew', async () => {
    const options = { regions: [{ x: 0, y: 0, w: 16, h: 16 }], knownIdentifiers: [], decoder: media };
    const { bytes, recipe } = await anonymise(await endless(), options);
    expect(recipe.filled).toEqual([{ x: 0, y: 0, w: 16, h: 16 }]);
    const corner = sharp(bytes).extract({ left: 0, top: 0, width: 16, height: 16 });
    expect(Math.max(...(await corner.raw().toBuffer()))).toBeLessThan(4);
  });

  it('is refused with the first reason where no decoder is lent or nothing decodes', async () => {
    const source = await endless();
    const reason = { code: 'unreadable', message: expect.stringContaining('segments') };
    const { pixels } = media;
    const without = { regions: [], knownIdentifiers: [], decoder: { pixels } };
    await expect(anonymise(source, without)).rejects.toMatchObject(reason);
    const cut = source.subarray(0, source.length / 2);
    await expect(anonymise(cut, { ...without, decoder: media })).rejects.toMatchObject({
      code: 'unreadable',
    });
  });

  it('is not stored anew for a region that lies outside', async () => {
    const options = { regions: [{ x: 900, y: 0, w: 16, h: 16 }], knownIdentifiers: [], decoder: media };
    const source = await noise(64, 48, 3).jpeg().toBuffer();
    await expect(anonymise(source, options)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
