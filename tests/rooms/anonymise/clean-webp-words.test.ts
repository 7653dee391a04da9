import { afterAll, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { canary } from './planted.ts';
import { noise, raw } from './witnesses.ts';

const media = createMedia();
afterAll(() => media.close());
const whole = (bytes: Buffer) =>
  anonymise(bytes, { regions: [], knownIdentifiers: [canary], decoder: media });

/** The picture's one chunk with more bytes at its end. */
function longer(webp: Buffer, more: Buffer): Buffer {
  const length = webp.readUInt32LE(16);
  const out = Buffer.concat([webp.subarray(0, 20 + length), more, Buffer.alloc((length + more.length) % 2)]);
  out.writeUInt32LE(length + more.length, 16);
  out.writeUInt32LE(out.length - 8, 4);
  return out;
}

it.each([
  ['lossy', { quality: 80 }],
  ['lossless', { lossless: true }],
])('takes words out from behind the samples of a WebP that is %s', async (_, options) => {
  const bare = await noise(40, 24, 3).webp(options).toBuffer();
  const { bytes, lossless, removed } = await whole(longer(bare, Buffer.from(`seen by Dr Smith: ${canary}`)));
  expect(bytes.includes(canary)).toBe(false);
  expect(bytes.length).toBeLessThanOrEqual(bare.length + 6);
  expect((await raw(bytes)).data.equals((await raw(bare)).data)).toBe(true);
  expect(lossless).toBe(true);
  expect(removed.map(({ name }) => name)).toContain('Bytes behind the samples');
});
