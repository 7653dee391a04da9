import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { anonymise } from '../../../electron/anonymise/anonymise.ts';
import { cleanDicom, dicomCleaner } from '../../../electron/anonymise/metadata/dicom/dicom.ts';
import { uidMap } from '../../../electron/anonymise/metadata/dicom/uids.ts';
import { accountDicom } from '../../../electron/anonymise/verification/account-dicom.ts';
import { canary, jpegSegment, plantJpeg } from './planted.ts';
import {
  fileOf,
  type Picture,
  plantCoded,
  plantDicom,
  plantedElements,
  ramp,
  syntaxes,
} from './planted-dicom.ts';
import { made, picture, streams } from './streams/films.ts';
import { identifyingTags, noise, onFile, run, sample } from './witnesses.ts';

const decoder = { pixels: () => Promise.reject(new Error('Nothing is decoded where no region is filled')) };
const whole = (bytes: Buffer) =>
  anonymise(bytes, { regions: [], knownIdentifiers: ['Jane Patient', '7654321'], decoder });

/** The samples as dcmtk reads them, decoded by it where they are coded. */
function samplesOf(bytes: Buffer, decode = 'dcmconv'): string {
  return onFile(bytes, 'in.dcm', (path) => {
    const plain = `${path}.plain.dcm`;
    run(decode, 'dcmtk', [...(decode === 'dcmconv' ? ['+te'] : []), path, plain]);
    const dump = run('dcmdump', 'dcmtk', ['+L', '+P', 'PixelData', plain]).toString('latin1');
    // An icon inside the file has samples too; those of the picture come last.
    return dump.replace(/#.*$/gm, '').trim().split('\n').at(-1) ?? '';
  });
}

interface Coder {
  getDecodedBuffer(facts?: object): Uint8Array;
  getEncodedBuffer(length?: number): Uint8Array;
  encode(): void;
  decode(): void;
}
interface Codec {
  readonly J2KEncoder: new () => Coder;
  readonly J2KDecoder: new () => Coder;
}

const grey = (little: boolean): Picture => ({
  ...{ rows: 6, columns: 7, channels: 1, bits: 16, photometric: 'MONOCHROME2' },
  samples: ramp(6, 7, little),
});

const even = (part: Buffer): Buffer => (part.length % 2 ? Buffer.concat([part, Buffer.alloc(1)]) : part);
const syntaxes4 = '1.2.840.10008.1.2.4.';

const pictures = [
  'MR_small_bigendian.dcm',
  'badVR.dcm',
  'chrX2.dcm',
  'rtdose.dcm',
  'SC_rgb_jls_lossy_sample.dcm',
];
const withoutPicture = ['chrKoreanMulti.dcm', 'rtstruct.dcm', 'no_meta_group_length.dcm'];

describe('cleaning real DICOM files', () => {
  it.each([...pictures, ...withoutPicture])('leaves ExifTool nothing in %s', async (name) => {
    const { bytes } = await whole(sample(`pydicom__${name}`));
    expect(identifyingTags(bytes, 'out.dcm')).toEqual([]);
    expect(dicomCleaner.inspect(bytes)).toEqual([]);
  });

  it.each(pictures)('keeps the samples of %s', async (name) => {
    const before = sample(`pydicom__${name}`);
    const { bytes, lossless } = await whole(before);
    const decode = name.includes('jls') ? 'dcmdjpls' : 'dcmconv';
    expect(samplesOf(bytes, decode)).toBe(samplesOf(before, decode));
    expect(samplesOf(bytes, decode).length).toBeGreaterThan(1_000);
    expect(lossless).toBe(true);
  });

  it.each(withoutPicture)('keeps the frame alone of %s, and says so', async (name) => {
    const done = await whole(sample(`pydicom__${name}`));
    expect(done.lossless).toBe(false);
    expect(done.notes.join()).toContain('holds no picture');
  });

  it('says whom the file names, and shows every frame that it holds', async () => {
    const { findingsBefore } = await whole(sample('pydicom__chrKoreanMulti.dcm'));
    expect(findingsBefore.find(({ name }) => name.includes("Patient's Name"))?.value).toContain('김');
    const { notes, bytes } = await whole(sample('pydicom__badVR.dcm'));
    expect(notes.join()).toContain('more pictures than it states');
    expect(bytes.includes(Buffer.from('15'))).toBe(true);
  });
});

describe('cleaning planted DICOM files', () => {
  it.each(['implicit', 'explicit', 'big', 'deflated'] as const)(
    'finds every place of a file that is %s',
    async (name) => {
      const picture = grey(name !== 'big');
      const planted = plantDicom(picture, name);
      const { bytes, findingsBefore } = await whole(planted);
      for (const word of [canary, 'MAKER_1', '20071114', '7654321']) expect(bytes.includes(word)).toBe(false);
      expect(findingsBefore.filter(({ value }) => value.includes(canary)).length).toBeGreaterThanOrEqual(10);
      expect(findingsBefore.map(({ gives }) => gives)).toEqual(
        expect.arrayContaining(['who', 'where', 'when', 'device', 'number', 'said']),
      );
      expect(identifyingTags(bytes, 'out.dcm')).toEqual([]);
      expect(samplesOf(bytes)).toBe(samplesOf(planted));
    },
  );

  it('strips coded pictures and keeps their samples', async () => {
    const frames = await Promise.all([1, 2].map((seed) => noise(24, 16, 3, seed).jpeg().toBuffer()));
    const file = (samples: readonly Buffer[]): Buffer =>
      plantCoded(
        {
          ...{ rows: 16, columns: 24, channels: 3, bits: 8, photometric: 'YBR_FULL_422', frames: 2 },
          samples: samples.map(even),
        },
        '1.2.840.10008.1.2.4.50',
      );
    const planted = file(frames);
    const { bytes } = await whole(file(frames.map((jpeg) => plantJpeg(jpeg, 6, Buffer.alloc(9)))));
    expect(bytes.includes(canary)).toBe(false);
    expect(samplesOf(bytes, 'dcmdjpeg')).toBe(samplesOf(planted, 'dcmdjpeg'));
    expect(identifyingTags(bytes, 'out.dcm')).toEqual([]);
  });

  it('refuses a picture of which only the beginning of a mark is there', async () => {
    const picture = { rows: 16, columns: 24, channels: 3, bits: 8, photometric: 'RGB' };
    const samples = [Buffer.from([0xff, 0xd8, 0xff])];
    await expect(whole(plantCoded({ ...picture, samples }, '1.2.840.10008.1.2.4.50'))).rejects.toThrow(
      /damaged/,
    );
  });

  it.each([
    ['the mark of its beginning is broken', (stream: Buffer) => stream.fill(0xff, 0, 2)],
    ['a segment of no use stands before the frame', (stream: Buffer) => stream.fill(0xe4, 3, 4)],
  ])('takes the words out of JPEG-LS where %s', async (_what, spoil) => {
    const source = sample('pydicom__SC_rgb_jls_lossy_sample.dcm');
    const at = source.indexOf('SPIFF') - 6;
    const stream = Buffer.from(source.subarray(at, source.length - 8));
    stream.write('JANEDOE_', stream.indexOf('SPIFF') + 6, 'latin1');
    const picture = { rows: 100, columns: 100, channels: 3, bits: 8, photometric: 'RGB' };
    const samples = [source.subarray(at, source.length - 8), spoil(stream)];
    const planted = plantCoded({ ...picture, frames: 2, samples }, '1.2.840.10008.1.2.4.81');
    expect(planted.includes('JANEDOE_')).toBe(true);
    expect((await whole(planted)).bytes.includes('JANEDOE_')).toBe(false);
  });

  it('shows the samples where the file states no bits', async () => {
    const list = plantedElements(grey(true)).map((element) =>
      element.tag === 0x00280100 ? { ...element, value: [0] } : element,
    );
    const { bytes } = await whole(fileOf(list, ...syntaxes.explicit));
    expect(bytes.includes('Infinity')).toBe(false);
  });

  it('keeps of a number that may stand once the first', async () => {
    const [first] = plantedElements(grey(true));
    if (!first) throw new Error('No element is planted');
    const list = [...plantedElements(grey(true)).filter(({ tag }) => tag !== 0x00200013)];
    const instance = { ...first, tag: 0x00200013, vr: 'IS', value: '7\\7654321\\3' };
    const at = list.findIndex(({ tag }) => tag > instance.tag);
    const { bytes } = await whole(
      fileOf([...list.slice(0, at), instance, ...list.slice(at)], ...syntaxes.explicit),
    );
    expect(bytes.includes('IS\x02\x007 ', 0, 'latin1')).toBe(true);
  });

  it('takes comments out of JPEG 2000', async () => {
    const load = createRequire(import.meta.url)('@cornerstonejs/codec-openjpeg/wasmjs') as (
      options: object,
    ) => Promise<Codec>;
    const codec = await load({ print: () => undefined });
    const encoder = new codec.J2KEncoder();
    const raw = Buffer.alloc(32 * 32, 9).map((_, at) => (at * 7) % 251);
    encoder
      .getDecodedBuffer({ width: 32, height: 32, bitsPerSample: 8, componentCount: 1, isSigned: false })
      .set(raw);
    encoder.encode();
    const stream = Buffer.from(encoder.getEncodedBuffer());
    const comment = jpegSegment(0x64, Buffer.from(`\0\x01${canary}`));
    const at = stream.indexOf(Buffer.from([0xff, 0x52]));
    const planted = Buffer.concat([stream.subarray(0, at), comment, stream.subarray(at)]);
    const picture = {
      rows: 32,
      columns: 32,
      channels: 1,
      bits: 8,
      photometric: 'MONOCHROME2',
      samples: [planted],
    };
    const { bytes } = await whole(plantCoded(picture, '1.2.840.10008.1.2.4.90'));
    expect(bytes.includes(canary)).toBe(false);
    const from = bytes.indexOf(Buffer.from([0xff, 0x4f, 0xff, 0x51]));
    const decode = new codec.J2KDecoder();
    const kept = bytes.subarray(from, bytes.length - 8);
    decode.getEncodedBuffer(kept.length).set(kept);
    decode.decode();
    expect(Buffer.from(decode.getDecodedBuffer())).toEqual(raw);
  });

  it('leaves out what lies behind the samples, and bits that belong to none', async () => {
    const samples = Buffer.concat([ramp(6, 7, true), Buffer.from(canary.padEnd(40))]);
    samples.writeUInt16LE(0x8005, 0);
    const list = plantedElements({ ...grey(true), samples }).map((element) =>
      element.tag === 0x00280101
        ? { ...element, value: [12] }
        : element.tag === 0x00280102
          ? { ...element, value: [11] }
          : element,
    );
    const { bytes, notes } = await whole(fileOf(list, ...syntaxes.explicit));
    expect(bytes.includes(canary)).toBe(false);
    expect(bytes.readUInt16LE(bytes.length - 6 * 7 * 2)).toBe(5);
    expect(notes).toHaveLength(2);
  });
});

describe('identifiers of DICOM files', () => {
  const idOf = (bytes: Buffer): string =>
    /2\.25\.\d+/.exec(bytes.subarray(200).toString('latin1'))?.[0] ?? '';

  const under = (secret: string) => ({ uids: uidMap(secret), days: null });

  it('are the same under one secret and others under another', () => {
    const planted = plantDicom(grey(true), 'explicit');
    const once = cleanDicom(planted, under('one')).bytes;
    expect(cleanDicom(planted, under('one')).bytes).toEqual(once);
    expect(idOf(cleanDicom(planted, under('two')).bytes)).not.toBe(idOf(once));
    expect(idOf(once)).toMatch(/^2\.25\.\d{30,39}$/);
  });
});

describe('reading a cleaned DICOM file back', () => {
  const clean = () => cleanDicom(plantDicom(grey(true), 'explicit')).bytes;
  const element = (group: number, number: number, vr: string, value: string): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(group, 0);
    head.writeUInt16LE(number, 2);
    head.write(vr, 4);
    head.writeUInt16LE(value.length, 6);
    return Buffer.concat([head, Buffer.from(value)]);
  };

  it('accounts for every byte of what was written', () => expect(accountDicom(clean()).residual).toEqual([]));

  it.each([
    [
      'an element of no use',
      (bytes: Buffer) => Buffer.concat([bytes, element(0x7fe1, 0x0010, 'LO', 'MAKER ')]),
    ],
    ['bytes behind the end', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('abc')])],
    ['bytes before the mark', (bytes: Buffer) => Buffer.concat([Buffer.from('II*\0'), bytes.subarray(4)])],
    [
      'a word not listed',
      (bytes: Buffer) =>
        Buffer.from(bytes.toString('latin1').replace('MONOCHROME2', 'MONOCHROMEX'), 'latin1'),
    ],
    [
      'an identifier of old',
      (bytes: Buffer) =>
        Buffer.from(bytes.toString('latin1').replace(/2\.25\.\d{6}/, '1.2.840.99'), 'latin1'),
    ],
  ])('sees %s', (_name, spoil) => {
    expect(accountDicom(spoil(clean())).residual).not.toEqual([]);
  });
});

describe('cleaning films in DICOM', () => {
  const film = { rows: 64, columns: 96, channels: 3, bits: 8, photometric: 'YBR_PARTIAL_420', frames: 30 };
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast'];

  it('takes out what the encoder wrote between the pictures', async () => {
    const stream = made('a.h264', [...picture, ...coded]);
    const { bytes } = await whole(plantCoded({ ...film, samples: [even(stream)] }, `${syntaxes4}102`));
    expect(stream.includes('x264 - core')).toBe(true);
    expect(bytes.includes('x264 - core')).toBe(false);
    const begin = bytes.indexOf(stream.subarray(0, 20));
    expect(begin).toBeGreaterThan(0);
    expect(streams(bytes.subarray(begin, -8), 'a.h264', true)).toBe(streams(stream, 'a.h264', true));
  });

  it('refuses one in a container of its own, which has descriptions too', async () => {
    const stream = made('a.mp4', [...picture, ...coded]);
    const planted = plantCoded({ ...film, samples: [even(stream)] }, `${syntaxes4}102`);
    await expect(whole(planted)).rejects.toThrow(/container of its own/);
  });

  it('reads between the pictures of a copy by other code', () => {
    const stream = made('b.h264', [...picture, ...coded]);
    const list = plantedElements({ ...film, samples: [even(stream)] });
    const form = { ...syntaxes.explicit[1], open: true };
    const { residual } = accountDicom(fileOf(list, `${syntaxes4}102`, form, ''));
    expect(residual.map(({ what }) => what)).toContain('a message of type 5 between the frames');
  });
});

it('keeps no frame without the mark of its coding, whatever the file says of that', async () => {
  const words = Buffer.from(`\xff\xfe\xff\xe8\0\x20SPIFF ${canary} `, 'latin1');
  const stream = even(await noise(24, 16, 3).jpeg().toBuffer());
  const facts = { rows: 16, columns: 24, channels: 3, bits: 8, photometric: 'YBR_FULL_422', frames: 2 };
  for (const syntax of [`${syntaxes4}50`, '840.10008.1.2.4.81'])
    for (const first of [words, Buffer.concat([words, stream])]) {
      const planted = plantCoded({ ...facts, samples: [even(first), stream] }, syntax);
      const { bytes } = await whole(planted);
      expect(bytes.includes('SPIFF')).toBe(false);
      expect(bytes.includes(stream.subarray(-400, -2))).toBe(true);
    }
});
