import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { jpegCleaner } from '../../../electron/anonymise/metadata/jpeg.ts';
import { seemsToHoldText } from '../../../electron/anonymise/metadata/jpeg-gaps.ts';
import { canary } from './planted.ts';
import { ffmpegDigest, noise, sample } from './witnesses.ts';

const decoder = { pixels: () => Promise.reject(new Error('Nothing is decoded where no region is filled')) };
const whole = (bytes: Buffer) => anonymise(bytes, { regions: [], knownIdentifiers: [], decoder });

const endOfImage = Buffer.from([0xff, 0xd9]);
const letter = Buffer.from(`Dear Dr Smith, I saw ${canary} today, who is getting better.`);
const wide = Buffer.from(letter.toString(), 'utf16le');

const pictures = {
  baseline: () => noise(40, 24, 3).jpeg({ quality: 90 }).toBuffer(),
  progressive: () => noise(40, 24, 3).jpeg({ progressive: true }).toBuffer(),
  grey: () => noise(40, 24, 1).jpeg().toBuffer(),
} as const;

describe('bytes behind the coded samples of a JPEG', () => {
  it.each(
    (['baseline', 'progressive', 'grey'] as const).flatMap((kind) =>
      [letter, wide, Buffer.from('J. PATIENT')].map((words) => [kind, words] as const),
    ),
  )('go, in front of the end of a picture that is %s', async (kind, words) => {
    const bare = await pictures[kind]();
    const planted = Buffer.concat([bare.subarray(0, -2), words, endOfImage]);
    const { bytes, findingsBefore, findingsAfter } = await whole(planted);
    const plain = (await whole(bare)).bytes;
    expect(bytes.equals(plain)).toBe(true);
    expect(findingsBefore.map(({ name }) => name)).toContain('Bytes behind the samples');
    expect(findingsAfter).toEqual([]);
  });

  it('go, in front of every further scan', async () => {
    const bare = await pictures.progressive();
    const last = bare.lastIndexOf(Buffer.from([0xff, 0xda]));
    const before = bare.lastIndexOf(Buffer.from([0xff, 0xc4]), last);
    const at = before > bare.indexOf(Buffer.from([0xff, 0xda])) ? before : last;
    const planted = Buffer.concat([bare.subarray(0, at), letter, bare.subarray(at)]);
    expect((await whole(planted)).bytes.equals((await whole(bare)).bytes)).toBe(true);
  });

  it('go, in front of a restart', async () => {
    const bare = sample('metadata-extractor__windowsXpFields.jpg');
    const restart = bare.lastIndexOf(Buffer.from([0xff, 0xd3]));
    expect(restart).toBeGreaterThan(0);
    const planted = Buffer.concat([bare.subarray(0, restart), letter, bare.subarray(restart)]);
    const { bytes } = await whole(planted);
    expect(bytes.includes(canary)).toBe(false);
    expect(ffmpegDigest(bytes, 'a.jpg')).toBe(ffmpegDigest(bare, 'a.jpg'));
  });

  it('stay where the samples cannot be read, as in damaged ones', async () => {
    const bare = await pictures.baseline();
    const scan = bare.indexOf(Buffer.from([0xff, 0xda])) + 14;
    const damaged = Buffer.concat([bare.subarray(0, scan + 60), letter, endOfImage]);
    const { bytes } = await jpegCleaner.clean(damaged);
    expect(bytes.subarray(0, -2).includes(bare.subarray(scan, scan + 60))).toBe(true);
  });
});

it('samples of real pictures seldom seem to hold a text, and texts always do', () => {
  const noiseOf = (length: number): Buffer => {
    let state = 7;
    return Buffer.from(
      Array.from({ length }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state >>> 24;
      }),
    );
  };
  const samples = noiseOf(400_001);
  expect(seemsToHoldText(samples)).toBe(false);
  for (let at = 1_000; at < 1_050; at += 1) {
    const planted = Buffer.concat([samples.subarray(0, at), letter, samples.subarray(at)]);
    expect(seemsToHoldText(planted)).toBe(true);
  }
});
