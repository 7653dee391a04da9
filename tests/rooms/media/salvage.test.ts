import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { createMedia } from '../../../electron/media/media.ts';
import { codedAnew } from '../../../electron/media/sharp-pictures.ts';
import { noise, onFile, run, sample } from '../anonymise/witnesses.ts';

const media = createMedia({ concurrency: 1 });
afterAll(() => media.close());

async function salvaged(bytes: Uint8Array) {
  const made = await media.salvage({ bytes });
  if ('outcome' in made) throw new Error(made.message);
  return made;
}

const samplesOf = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer();

describe('a damaged picture', () => {
  it('gives what of a JPEG is there, upright', async () => {
    const whole = await noise(64, 48, 3).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const { bytes, container } = await salvaged(whole.subarray(0, whole.length * 0.8));
    expect(container).toBe('jpeg');
    expect(await sharp(bytes).metadata()).toMatchObject({
      width: 48,
      height: 64,
      chromaSubsampling: '4:4:4',
    });
    const upright = await sharp(whole).autoOrient().png().toBuffer();
    // The first stored rows are the columns at the right of the upright picture.
    const right = { left: 32, top: 0, width: 16, height: 64 };
    const part = async (picture: Uint8Array) =>
      samplesOf(await sharp(picture).extract(right).png().toBuffer());
    const [before, after] = await Promise.all([part(upright), part(bytes)]);
    const apart = before.reduce((sum, value, at) => sum + Math.abs(value - (after[at] ?? 0)), 0);
    expect(apart / before.length).toBeLessThan(4);
  });

  it('is read by ffmpeg where the first decoder cannot', async () => {
    const picture = await noise(40, 30, 3).png().toBuffer();
    const bitmap = onFile(picture, 'a.png', (path) =>
      run('ffmpeg', 'ffmpeg', ['-v', 'error', '-i', path, '-c:v', 'bmp', '-f', 'image2pipe', 'pipe:1']),
    );
    const { bytes, container } = await salvaged(bitmap);
    expect(container).toBe('png');
    const [before, after] = await Promise.all([samplesOf(picture), samplesOf(bytes)]);
    expect(after).toEqual(before);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned upright from orientation %i', async (orientation) => {
    const picture = await noise(8, 5, 3).png().toBuffer();
    const stated = await sharp(picture).withMetadata({ orientation }).png().toBuffer();
    const upright = await sharp(stated).autoOrient().png().toBuffer();
    const made = await codedAnew(picture, 'png', orientation);
    expect(await samplesOf(made)).toEqual(await samplesOf(upright));
    expect(await sharp(made).metadata()).toMatchObject({ width: orientation < 5 ? 8 : 5 });
  });

  it('is not given out where nothing of it can be decoded', async () => {
    const whole = await noise(64, 48, 3).png().toBuffer();
    const samples = whole.indexOf('IDAT');
    // A decoder that forgives everything gives a picture for this too, even and black.
    const cut = whole.subarray(0, samples + 12);
    expect(await media.salvage({ bytes: cut })).toMatchObject({ outcome: 'set-aside', reason: 'unreadable' });
    expect(await media.salvage({ bytes: sample('pydicom__badVR.dcm') })).toMatchObject({
      reason: 'unsupported',
    });
  });
});
