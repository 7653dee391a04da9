import { describe, expect, it } from 'vitest';
import { jxlCleaner } from '../../../electron/anonymise/metadata/jxl.ts';
import { accountJxl } from '../../../electron/anonymise/verification/account-jxl.ts';
import { display, look, pixels } from '../../../electron/media/look.ts';
import { canary } from './planted.ts';
import { identifyingTags, sample } from './witnesses.ts';

const fromJpeg = sample('libjxl__from-jpeg.jxl');
const bare = sample('libjxl__bare-alpha.jxl');
const context = { places: {}, toolTimeLimitMs: 10_000, temporaryFolder: null, now: new Date() };

async function decoded(bytes: Uint8Array): Promise<Buffer> {
  const found = await pixels({ bytes });
  if ('outcome' in found) throw new Error(found.message);
  return Buffer.from(found.bytes);
}

const jxlBox = (type: string, body: string): Buffer => {
  const out = Buffer.from(`\0\0\0\0${type}${body}`, 'latin1');
  out.writeUInt32BE(out.length);
  return out;
};

describe('cleaning JPEG XL', () => {
  it('keeps every sample and leaves no identifying tag, nor the former JPEG', async () => {
    const { bytes, lossless, notes, removed } = await jxlCleaner.clean(fromJpeg);
    expect({ lossless, notes }).toEqual({ lossless: true, notes: [] });
    expect(removed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Artist', 'dc:creator', 'Data to make the former JPEG again']),
    );
    expect(bytes.includes('jbrd')).toBe(false);
    expect((await decoded(bytes)).equals(await decoded(fromJpeg))).toBe(true);
    expect(jxlCleaner.inspect(bytes)).toEqual([]);
    expect(accountJxl(bytes).residual).toEqual([]);
    expect(identifyingTags(bytes, 'a.jxl')).toEqual([]);
    expect((await jxlCleaner.clean(bytes)).bytes.equals(bytes)).toBe(true);
  });

  it('copies a bare picture as it is', async () => {
    const { bytes } = await jxlCleaner.clean(bare);
    expect(bytes.equals(bare)).toBe(true);
    expect(accountJxl(bytes).residual).toEqual([]);
  });

  it('puts parts in their order and drops every other box', async () => {
    const { bytes: whole } = await jxlCleaner.clean(fromJpeg);
    const codestream = whole.toString('latin1');
    const parts = [
      jxlBox('jumb', canary),
      jxlBox('jxlp', `\x80\0\0\x01${codestream.slice(100)}`),
      jxlBox('jxll', `\x0a${canary}`),
      jxlBox('jxlp', `\0\0\0\0${codestream.slice(0, 100)}`),
      jxlBox('free', canary),
    ];
    const planted = Buffer.concat([fromJpeg.subarray(0, 32), ...parts, Buffer.from(canary)]);
    const { bytes } = await jxlCleaner.clean(planted);
    expect(bytes.includes(canary)).toBe(false);
    expect(bytes.includes('jxll')).toBe(true);
    expect(accountJxl(bytes).residual).toEqual([]);
    expect((await decoded(bytes)).equals(await decoded(fromJpeg))).toBe(true);
  });

  it('finds what is put back into it', async () => {
    const { bytes } = await jxlCleaner.clean(fromJpeg);
    const boxed = Buffer.concat([
      fromJpeg.subarray(0, 32),
      jxlBox('jxll', '\x0a'),
      jxlBox('jxlc', bytes.toString('latin1')),
    ]);
    expect(accountJxl(boxed).residual).toEqual([]);
    expect(accountJxl(Buffer.concat([boxed, jxlBox('free', canary)])).residual).not.toEqual([]);
    expect(accountJxl(fromJpeg).residual).not.toEqual([]);
  });

  it('refuses a file without a picture, in words', async () => {
    const none = Buffer.concat([fromJpeg.subarray(0, 32), jxlBox('Exif', canary)]);
    await expect(jxlCleaner.clean(none)).rejects.toMatchObject({ code: 'unreadable' });
  });
});

describe('looking at JPEG XL', () => {
  it('tells size and date, and makes a thumbnail', async () => {
    const looked = await look({ bytes: fromJpeg }, 64, context);
    expect(looked).toMatchObject({
      outcome: 'ok',
      container: 'jxl',
      width: 120,
      height: 90,
      made: { local: '2019-05-06T07:08:09', source: 'camera' },
      thumbnail: { type: 'image/jpeg', width: 64, height: 48 },
    });
  });

  it('shows a transparent picture, and sets a cut one aside', async () => {
    expect(await display({ bytes: bare }, 100)).toMatchObject({ type: 'image/webp', width: 60, height: 50 });
    const cut = fromJpeg.subarray(0, fromJpeg.length - 300);
    expect(await look({ bytes: cut }, 64, context)).toMatchObject({ outcome: 'set-aside' });
  });
});
