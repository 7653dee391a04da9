import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { jxlCleaner } from '../../../electron/anonymise/metadata/jxl.ts';
import { accountJxl } from '../../../electron/anonymise/verification/account-jxl.ts';
import { display, look, pixels } from '../../../electron/media/look.ts';
import { createMedia } from '../../../electron/media/media.ts';
import { canary } from './planted.ts';
import { identifyingTags, noise, sample } from './witnesses.ts';

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

/** A blue box on red, 600 × 300, as cjxl 0.7 writes it with `-m 1 -d 0 --group_order=1`: the table of its sections is permuted. */
const outOfOrder = Buffer.from(
  '/wpYeRBQXAgIAgEoodCI+EBMpAAAAEADTMABFMABHABLKDLd5ItO5tW8UpBQUDACRKh3N8agbVwgBIAPpAkAMl99QIJPfgCAF1NIeDKwVcuB6Mo4ggYDEAYx0IhPdnm8U38wRCpXxhE0o+18ETGCBpPHRRQAA90RADCCBgPdEQAwggY=',
  'base64',
);

const side = 290;

/** Pictures of several groups, lossy and lossless, coded by libjxl. */
async function coded(): Promise<Buffer[]> {
  const codec = await import('@jsquash/jxl/encode.js');
  const place = createRequire(import.meta.url).resolve('@jsquash/jxl/codec/enc/jxl_enc.wasm');
  await codec.init(await WebAssembly.compile(readFileSync(place)));
  const { data } = await noise(side, side, 4).raw().toBuffer({ resolveWithObject: true });
  const picture = { data: new Uint8ClampedArray(data), width: side, height: side } as ImageData;
  const ways = [{ effort: 3 }, { lossless: true, effort: 1 }, { effort: 3, quality: 20, epf: 3 }];
  const out: Buffer[] = [];
  for (const way of ways) out.push(Buffer.from(await codec.default(picture, way)));
  return out;
}

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

  it('drops what stands behind the end of the coded picture, bare or in its box', async () => {
    const { bytes: bareFromJpeg } = await jxlCleaner.clean(fromJpeg);
    for (const picture of [bare, bareFromJpeg, ...(await coded())]) {
      const planted = Buffer.concat([picture, Buffer.from(canary)]);
      const boxed = Buffer.concat([fromJpeg.subarray(0, 32), jxlBox('jxlc', planted.toString('latin1'))]);
      for (const file of [planted, boxed]) {
        const { bytes, notes } = await jxlCleaner.clean(file);
        expect(bytes.equals(picture)).toBe(true);
        expect(notes).toEqual([]);
      }
    }
  });

  it('says where the file ends before the picture does', async () => {
    const { notes } = await jxlCleaner.clean(bare.subarray(0, bare.length - 1));
    expect(notes).toEqual([expect.stringMatching(/ends before the picture/)]);
  });

  it('stores a picture anew, sample for sample, whose end cannot be told', async () => {
    await expect(jxlCleaner.clean(outOfOrder)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/sections out of their order/),
    });
    const media = createMedia({ concurrency: 1 });
    try {
      const planted = Buffer.concat([outOfOrder, Buffer.from(canary)]);
      const done = await anonymise(planted, { regions: [], knownIdentifiers: [], decoder: media });
      expect(done).toMatchObject({ container: 'png', lossless: false, findingsAfter: [] });
      expect((await decoded(done.bytes)).equals(await decoded(outOfOrder))).toBe(true);
    } finally {
      await media.close();
    }
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
