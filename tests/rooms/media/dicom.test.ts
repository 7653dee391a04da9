import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convert, look, pixels } from '../../../electron/media/look.ts';
import type { Looked, Pixels } from '../../../electron/media/look-result.ts';
import { sniffBytes } from '../../../electron/media/sniff.ts';
import { elements, fileOf, plantDicom, plantedElements, ramp, syntaxes } from '../anonymise/planted-dicom.ts';
import { onFile, run, sample } from '../anonymise/witnesses.ts';

const context = { places: {}, toolTimeLimitMs: 60_000, temporaryFolder: null, now: new Date('2026-01-01') };
const lookAt = (bytes: Buffer) => look({ bytes }, 256, context);

const grey = {
  ...{ rows: 6, columns: 7, channels: 1, bits: 16, photometric: 'MONOCHROME2' },
  samples: ramp(6, 7, true),
};

/** The picture as dcmtk shows it: a PGM or PPM of 8 bits, its samples after the head. */
function shownByDcmtk(bytes: Buffer, channels: number): number[] {
  const pnm = onFile(bytes, 'in.dcm', (path) =>
    run('dcmj2pnm', 'dcmtk', [...(channels === 1 ? ['+Wi', '1'] : []), '--write-raw-pnm', path]),
  );
  const all = [...pnm];
  return channels === 3 ? all : all.flatMap((level) => [level, level, level]);
}

describe('looking at DICOM', () => {
  it('tells size, day and kind', async () => {
    const looked = (await lookAt(sample('pydicom__MR_small_bigendian.dcm'))) as Looked;
    expect(looked).toMatchObject({
      outcome: 'ok',
      kind: 'photo',
      container: 'dicom',
      width: 64,
      height: 64,
      frames: 1,
    });
    expect(looked.made).toEqual({ local: '2004-08-26T18:50:59', offset: '-04:00', source: 'container' });
    expect(looked.thumbnail?.width).toBe(64);
  });

  it('takes several frames for a film', async () => {
    const looked = await lookAt(sample('pydicom__rtdose.dcm'));
    expect(looked).toMatchObject({ outcome: 'ok', kind: 'video', frames: 15, durationMs: 1_500 });
    const film = await convert({ bytes: sample('pydicom__rtdose.dcm') }, 'mp4', context);
    expect(film).toBeInstanceOf(Uint8Array);
    const seen = onFile(film as Uint8Array, 'film.mp4', (path) =>
      run('ffprobe', 'ffmpeg', [
        '-v',
        'error',
        '-count_frames',
        '-show_entries',
        'stream=nb_read_frames,width',
        '-of',
        'csv=p=0',
        path,
      ]),
    );
    expect(seen.toString().trim()).toBe('10,15');
  });

  it.each(['pydicom__rtstruct.dcm', 'pydicom__no_meta_group_length.dcm'])(
    'sets %s aside, which holds no picture',
    async (name) => {
      expect(await lookAt(sample(name))).toMatchObject({
        outcome: 'set-aside',
        reason: 'unsupported',
        found: 'dicom',
      });
    },
  );

  it.each(['implicit', 'explicit', 'big'] as const)('knows a data set alone that is %s', (name) => {
    const bytes = elements(plantedElements(grey), syntaxes[name][1]);
    expect(sniffBytes(bytes)).toMatchObject({ ok: true, container: 'dicom' });
  });

  it.each([
    'hello, this is a text file of words and nothing else at all',
    '\x08\0\x05\0 but not elements'.padEnd(400, '\x01'),
  ])('takes other bytes for none', (text) =>
    expect(sniffBytes(Buffer.from(text, 'latin1'))).not.toMatchObject({ container: 'dicom' }),
  );

  it('ends with words at every place where a file is cut', async () => {
    const bytes = plantDicom(grey, 'implicit');
    for (let end = 1; end < bytes.length; end += 37)
      expect(['ok', 'set-aside']).toContain((await lookAt(bytes.subarray(0, end))).outcome);
  });

  it('does not follow levels without end', async () => {
    const item = Buffer.from('fffe00e0ffffffff4000 30a7ffffffff'.replaceAll(' ', ''), 'hex');
    const bytes = Buffer.concat([
      fileOf([], ...syntaxes.implicit),
      ...Array.from({ length: 50_000 }, () => item),
    ]);
    expect(await lookAt(bytes)).toMatchObject({ outcome: 'set-aside' });
  });
});

describe('showing DICOM', () => {
  it.each([
    ['pydicom__MR_small_bigendian.dcm', 1],
    ['pydicom__SC_rgb_jls_lossy_sample.dcm', 3],
  ] as const)('shows %s as dcmtk does', async (name, channels) => {
    const bytes = sample(name);
    const plain = name.includes('jls')
      ? onFile(bytes, 'in.dcm', (path) => {
          run('dcmdjpls', 'dcmtk', [path, `${path}.dcm`]);
          return readFileSync(`${path}.dcm`);
        })
      : bytes;
    const shown = (await pixels({ bytes })) as Pixels;
    const witness = shownByDcmtk(plain, channels).slice(-shown.width * shown.height * 3);
    const ours = [...shown.bytes].filter((_, at) => shown.channels === 3 || at % 4 !== 3);
    const most = ours.reduce(
      (worst, level, at) => Math.max(worst, Math.abs(level - (witness[at] ?? -999))),
      0,
    );
    expect(most).toBeLessThanOrEqual(1);
  });

  it('turns round what is bright where it is low', async () => {
    const plain = (await pixels({ bytes: plantDicom(grey, 'explicit') })) as Pixels;
    const turned = (await pixels({
      bytes: plantDicom({ ...grey, photometric: 'MONOCHROME1' }, 'explicit'),
    })) as Pixels;
    expect(turned.bytes[0]).toBe(255 - (plain.bytes[0] ?? 0));
  });
});
