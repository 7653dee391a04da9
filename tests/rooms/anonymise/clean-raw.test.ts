import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { rawCleaner } from '../../../electron/anonymise/metadata/raw.ts';
import { look, pixels } from '../../../electron/media/look.ts';
import { sniffBytes } from '../../../electron/media/sniff.ts';
import { canary } from './planted.ts';
import { identifyingTags, noise } from './witnesses.ts';

const context = {
  places: {},
  toolTimeLimitMs: 10_000,
  temporaryFolder: null,
  now: new Date('2026-03-01T12:00:00Z'),
};

/** A TIFF of the kind that cameras write: an orientation, who made it, and the mark of a negative. */
function negative(jpegs: readonly Buffer[], orientation: number): Buffer {
  const head = Buffer.alloc(8 + 2 + 3 * 12 + 4);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(3, 8);
  const name = Buffer.from(`${canary}\0`);
  const rows = [
    [274, 3, 1, orientation],
    [315, 2, name.length, head.length],
    [50_706, 1, 4, 0x0401],
  ];
  for (const [index, [tag = 0, type = 0, count = 0, value = 0]] of rows.entries()) {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  }
  const sensor = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256));
  return Buffer.concat([head, name, ...jpegs.flatMap((jpeg) => [sensor, jpeg]), sensor, Buffer.from(canary)]);
}

const fujifilm = (jpeg: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`FUJIFILMCCD-RAW 0201FF${canary}`),
    Buffer.alloc(64),
    jpeg,
    Buffer.alloc(999, 5),
  ]);

describe('camera raw files', () => {
  it('become the largest picture inside them, upright and cleaned', async () => {
    const small = await noise(16, 12, 3).jpeg().toBuffer();
    const large = await noise(64, 48, 3).jpeg().toBuffer();
    const raw = negative([small, large, small], 6);
    expect(sniffBytes(raw)).toEqual({ ok: true, kind: 'photo', container: 'raw' });
    const done = await anonymise(raw, { regions: [], knownIdentifiers: [], decoder: { pixels } });
    expect(done).toMatchObject({ container: 'jpeg', lossless: false, verification: { verified: true } });
    expect(done.notes[0]).toContain('raw data of the camera was left out');
    expect(done.bytes.includes(canary)).toBe(false);
    const { width, height, orientation } = await sharp(done.bytes).metadata();
    expect({ width, height, orientation }).toEqual({ width: 64, height: 48, orientation: 6 });
    expect(await sharp(done.bytes).raw().toBuffer()).toEqual(await sharp(large).raw().toBuffer());
    expect(identifyingTags(done.bytes, 'a.jpg')).toEqual([]);
    expect(done.findingsBefore).toContainEqual(expect.objectContaining({ name: 'Artist', gives: 'who' }));
  });

  it("keep the picture's own orientation where it has one", async () => {
    const jpeg = await noise(40, 30, 3).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    const { bytes } = await rawCleaner.clean(fujifilm(jpeg));
    expect((await sharp(bytes).metadata()).orientation).toBe(8);
  });

  it('are looked at as the picture inside them', async () => {
    const raw = negative([await noise(64, 48, 3).jpeg().toBuffer()], 6);
    const looked = await look({ bytes: raw }, 32, context);
    expect(looked).toMatchObject({ outcome: 'ok', container: 'raw', width: 48, height: 64, kind: 'photo' });
  });

  it('without a picture are refused with a way forward', async () => {
    await expect(rawCleaner.clean(negative([], 1))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('Save one as JPEG'),
    });
    expect(await look({ bytes: negative([], 1) }, null, context)).toMatchObject({ reason: 'unsupported' });
  });
});
