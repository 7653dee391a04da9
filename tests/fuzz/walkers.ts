import sharp from 'sharp';
import { bmpCleaner } from '../../electron/anonymise/metadata/bmp.ts';
import type { MetadataCleaner } from '../../electron/anonymise/metadata/cleaner.ts';
import { dicomCleaner } from '../../electron/anonymise/metadata/dicom/dicom.ts';
import { gifCleaner } from '../../electron/anonymise/metadata/gif.ts';
import { heifCleaner } from '../../electron/anonymise/metadata/heif.ts';
import { jpegCleaner } from '../../electron/anonymise/metadata/jpeg.ts';
import { jxlCleaner } from '../../electron/anonymise/metadata/jxl.ts';
import { pngCleaner } from '../../electron/anonymise/metadata/png.ts';
import { rawCleaner } from '../../electron/anonymise/metadata/raw.ts';
import { tiffCleaner } from '../../electron/anonymise/metadata/tiff.ts';
import { webpCleaner } from '../../electron/anonymise/metadata/webp.ts';
import type { Account } from '../../electron/anonymise/verification/account.ts';
import { accountBmp } from '../../electron/anonymise/verification/account-bmp.ts';
import { accountDicom } from '../../electron/anonymise/verification/account-dicom.ts';
import { accountGif } from '../../electron/anonymise/verification/account-gif.ts';
import { accountHeif } from '../../electron/anonymise/verification/account-heif.ts';
import { accountJpeg } from '../../electron/anonymise/verification/account-jpeg.ts';
import { accountJxl } from '../../electron/anonymise/verification/account-jxl.ts';
import { accountPng } from '../../electron/anonymise/verification/account-png.ts';
import { accountTiff } from '../../electron/anonymise/verification/account-tiff.ts';
import { accountWebp } from '../../electron/anonymise/verification/account-webp.ts';
import { plantGif, plantJpeg, plantPng, plantWebp, pngOf, pngParts } from '../rooms/anonymise/planted.ts';
import { plantCoded, plantDicom, ramp } from '../rooms/anonymise/planted-dicom.ts';
import { plantHeif } from '../rooms/anonymise/planted-heif.ts';
import { plantTiff } from '../rooms/anonymise/planted-tiff.ts';
import { made } from '../rooms/anonymise/streams/films.ts';
import { noise, sample } from '../rooms/anonymise/witnesses.ts';
import type { Region } from './mutate.ts';

/** A cleaner under trial with the files it begins from and the code that reads back what it writes. */
export interface Walker {
  readonly cleaner: MetadataCleaner;
  readonly account: (bytes: Buffer) => Account | Promise<Account>;
  readonly seeds: () => Promise<readonly Buffer[]>;
  /** Where the structure of a seed lies; nothing where it lies all over it. */
  readonly regions: (seed: Buffer) => readonly Region[];
  /** Puts right what would stop every reader at once: check sums and signatures. */
  readonly mend: (bytes: Buffer) => Buffer;
}

const asIs = (bytes: Buffer): Buffer => bytes;
const signed =
  (mark: Buffer) =>
  (bytes: Buffer): Buffer =>
    Buffer.concat([mark, bytes.subarray(mark.length)]);
const everywhere = (): readonly Region[] => [];
const head = (length: number) => (): readonly Region[] => [[0, length]];

/** Places of the marker segments' heads. */
function jpegRegions(seed: Buffer): Region[] {
  const out: Region[] = [];
  for (let at = seed.indexOf(0xff); at >= 0 && out.length < 200; at = seed.indexOf(0xff, at + 2))
    if ((seed[at + 1] ?? 0) >= 0xc0) out.push([at, at + 12]);
  return out;
}

const bmp = (depth: 24 | 8): Buffer => {
  const palette = depth === 8 ? 1024 : 0;
  const out = Buffer.alloc(54 + palette + 16 * 12, 7);
  out.fill(0, 0, 54);
  out.write('BM');
  out.writeUInt32LE(out.length, 2);
  out.writeUInt32LE(54 + palette, 10);
  out.writeUInt32LE(40, 14);
  out.writeInt32LE(depth === 8 ? 16 : 5, 18);
  out.writeInt32LE(12, 22);
  out.writeUInt16LE(1, 26);
  out.writeUInt16LE(depth, 28);
  return out;
};

/** A page as scanners write it, with the form of JPEG in TIFF that has its tables outside. */
const tiffForms = [
  { little: true, big: false },
  { little: false, big: false },
  { little: true, big: true },
];

async function heifSeeds(): Promise<Buffer[]> {
  const tile = (seed: number) => noise(64, 64, 1, seed).avif({ effort: 0, quality: 5 }).toBuffer();
  const still = await noise(16, 16, 4).withIccProfile('p3').avif({ effort: 0, quality: 5 }).toBuffer();
  const moving = ['-f', 'lavfi', '-i', 'testsrc2=s=16x16:r=5:d=0.4', '-c:v', 'libaom-av1', '-cpu-used', '8'];
  return [
    plantHeif([await tile(1), await tile(2)]),
    still,
    sample('exifr__IMG_20180725_163423-micro.avif'),
    made('a.avif', moving),
  ];
}

async function rawSeeds(): Promise<Buffer[]> {
  const jpeg = await noise(24, 16, 3).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const fujifilm = Buffer.concat([Buffer.from('FUJIFILMCCD-RAW 0201'), Buffer.alloc(60), jpeg]);
  return [fujifilm, Buffer.concat([plantTiff({ little: true, big: false }), jpeg])];
}

const grey = (little: boolean) => ({
  ...{ rows: 6, columns: 7, channels: 1, bits: 16, photometric: 'MONOCHROME2' },
  samples: ramp(6, 7, little),
});

async function dicomSeeds(): Promise<Buffer[]> {
  const jpeg = plantJpeg(await noise(24, 16, 3).jpeg().toBuffer(), 6, Buffer.alloc(9));
  const coded = {
    rows: 16,
    columns: 24,
    channels: 3,
    bits: 8,
    photometric: 'YBR_FULL_422',
    samples: [jpeg, jpeg],
  };
  return [
    plantDicom(grey(true), 'implicit'),
    plantDicom(grey(true), 'explicit'),
    plantDicom(grey(false), 'big'),
    plantDicom(grey(true), 'deflated'),
    sample('pydicom__badVR.dcm'),
    plantCoded({ ...coded, frames: 2 }, '1.2.840.10008.1.2.4.50'),
    sample('pydicom__SC_rgb_jls_lossy_sample.dcm'),
    sample('pydicom__rtstruct.dcm'),
  ];
}

/** The mark stays; what follows it may be anything. */
const dicomMend = (bytes: Buffer): Buffer => {
  if (bytes.length < 140) return bytes;
  const out = Buffer.from(bytes);
  out.write('DICM', 128, 'latin1');
  return out;
};

const animation = async (): Promise<Buffer> => {
  const pages = await Promise.all([1, 2].map((seed) => noise(12, 8, 3, seed).png().toBuffer()));
  return sharp(pages, { join: { animated: true } })
    .gif({ colours: 8 })
    .toBuffer();
};

const pngMend = (bytes: Buffer): Buffer => {
  const parts = pngParts(bytes);
  return parts.length % 2 === 0 ? bytes : pngOf(parts);
};

const webpMend = (bytes: Buffer): Buffer => {
  if (bytes.length < 12) return bytes;
  const out = Buffer.from(bytes);
  out.write('RIFF', 0, 'latin1');
  if (out.length % 3 !== 0) out.writeUInt32LE(out.length - 8, 4);
  out.write('WEBP', 8, 'latin1');
  return out;
};

export const walkers: Readonly<Record<string, Walker>> = {
  jpeg: {
    cleaner: jpegCleaner,
    account: accountJpeg,
    seeds: async () => [
      plantJpeg(await noise(24, 16, 3).jpeg().toBuffer(), 6, Buffer.alloc(9)),
      await noise(24, 16, 3).jpeg({ progressive: true }).withIccProfile('p3').toBuffer(),
      sample('metadata-extractor__withTypicalHuffman.jpg'),
      sample('tika__testJPEG_MotionPhoto.jpg'),
    ],
    regions: jpegRegions,
    mend: signed(Buffer.from([0xff, 0xd8])),
  },
  png: {
    cleaner: pngCleaner,
    account: accountPng,
    seeds: async () => [
      plantPng(await noise(20, 12, 3).png().toBuffer(), 6),
      await noise(20, 12, 4).png({ progressive: true }).toBuffer(),
      await noise(20, 12, 3).png({ palette: true }).withIccProfile('p3').toBuffer(),
    ],
    regions: everywhere,
    mend: pngMend,
  },
  webp: {
    cleaner: webpCleaner,
    account: accountWebp,
    seeds: async () => [
      plantWebp(await noise(16, 16, 3).webp().toBuffer(), 6),
      plantWebp(
        await sharp(await animation(), { pages: -1 })
          .webp()
          .toBuffer(),
        3,
      ),
      await noise(16, 16, 4).withIccProfile('p3').webp().toBuffer(),
    ],
    regions: head(120),
    mend: webpMend,
  },
  gif: {
    cleaner: gifCleaner,
    account: accountGif,
    seeds: async () => [plantGif(await animation()), await noise(9, 9, 3).gif({ colours: 4 }).toBuffer()],
    regions: head(400),
    mend: signed(Buffer.from('GIF89a', 'latin1')),
  },
  bmp: {
    cleaner: bmpCleaner,
    account: accountBmp,
    seeds: async () => [bmp(24), bmp(8)],
    regions: head(60),
    mend: signed(Buffer.from('BM', 'latin1')),
  },
  tiff: {
    cleaner: tiffCleaner,
    account: accountTiff,
    seeds: async () => [
      ...tiffForms.map(plantTiff),
      await noise(40, 24, 3).tiff({ compression: 'jpeg' }).withIccProfile('p3').toBuffer(),
      await noise(40, 24, 3)
        .tiff({ compression: 'lzw', tile: true, tileWidth: 16, tileHeight: 16 })
        .toBuffer(),
    ],
    regions: everywhere,
    mend: asIs,
  },
  heif: {
    cleaner: heifCleaner('avif'),
    account: accountHeif,
    seeds: heifSeeds,
    regions: head(1_200),
    mend: asIs,
  },
  dicom: {
    cleaner: dicomCleaner,
    account: accountDicom,
    seeds: dicomSeeds,
    regions: everywhere,
    mend: dicomMend,
  },
  jxl: {
    cleaner: jxlCleaner,
    account: accountJxl,
    seeds: async () => [sample('libjxl__from-jpeg.jxl'), sample('libjxl__bare-alpha.jxl')],
    regions: head(1_200),
    mend: asIs,
  },
  raw: {
    cleaner: rawCleaner,
    account: accountJpeg,
    seeds: rawSeeds,
    regions: everywhere,
    mend: asIs,
  },
};
