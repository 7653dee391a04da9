import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { patient } from './cast.ts';

const samples = join(import.meta.dirname, '..', '..', 'samples');

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const photographSize = { width: 800, height: 600 };
/** Where the photograph has words burned in: the patient's label, and the ward's. */
export const nameLabel: Box = { x: 45, y: 35, w: 505, h: 55 };
export const wardLabel: Box = { x: 510, y: 405, w: 140, h: 45 };

const label = ({ x, y, w, h }: Box, text: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#fff"/>` +
  `<text x="${x + 20}" y="${y + h * 0.68}" font-family="DejaVu Sans" font-size="${h * 0.42}" fill="#000">${text}</text>`;

/** A photograph as a ward makes one: labels in the picture, and a file that tells who, where and when. */
async function makePhotograph(file: string, day: string): Promise<void> {
  const { width, height } = photographSize;
  const labels = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${label(
    nameLabel,
    `LLEWELLYN Bronwen  ${patient.nhs}`,
  )}${label(wardLabel, 'WARD SEVEN')}</svg>`;
  const picture = await sharp(join(samples, 'media__london-512.jpg'))
    .resize(width, height, { fit: 'fill' })
    .composite([{ input: Buffer.from(labels) }])
    .jpeg({ quality: 90 })
    .toBuffer();
  writeFileSync(file, picture);
  const taken = `${day.replaceAll('-', ':')} 10:15:00`;
  execFileSync('exiftool', [
    '-q',
    '-overwrite_original',
    `-EXIF:Artist=${custodianOfCamera}`,
    `-EXIF:ImageDescription=${patient.familyName} ${patient.nhs}`,
    `-EXIF:DateTimeOriginal=${taken}`,
    '-EXIF:OffsetTimeOriginal=+00:00',
    '-EXIF:Make=Canon',
    '-EXIF:Model=EOS 90D',
    '-EXIF:SerialNumber=033051000917',
    '-EXIF:GPSLatitude=53.21',
    '-EXIF:GPSLatitudeRef=N',
    '-EXIF:GPSLongitude=4.16',
    '-EXIF:GPSLongitudeRef=W',
    `-XMP-dc:Title=${patient.givenName} ${patient.familyName}`,
    `-IPTC:Keywords=${patient.nhs}`,
    file,
  ]);
}

const custodianOfCamera = 'A Llwyd-Jones';

/** The files of a camera card: real ones of many kinds, one made for the story, one broken and one that is none. */
export interface Card {
  readonly all: readonly string[];
  readonly photograph: string;
  readonly setAside: number;
}

const others = [
  'tika__baseball.jpg',
  'metadata-extractor__windowsXpFields.jpg',
  'metadata-extractor__withTypicalHuffman.jpg',
  'tika__testOCR.png',
  'tika__testTIFF.tif',
  'tika__testWEBP.webp',
  'media__sample_still_photo.heic',
  'exifr__IMG_20180725_163423-micro.avif',
  'media__bt601.mov',
  'tika__testMP4Video.mp4',
  'tika__testWAV.wav',
];

/** Fills a folder with what a card brings. */
export async function makeCard(folder: string, day: string): Promise<Card> {
  mkdirSync(folder, { recursive: true });
  const photograph = join(folder, 'Llewellyn Bronwen wound 1.jpg');
  await makePhotograph(photograph, day);
  const copies = others.map((name) => {
    const copy = join(folder, name.replace(/^.*?__/, ''));
    cpSync(join(samples, name), copy);
    return copy;
  });
  const lying = join(folder, 'shopping list.jpg');
  writeFileSync(lying, 'Gauze, tape, batteries for the flash.\n');
  const empty = join(folder, 'IMG_0042.JPG');
  writeFileSync(empty, '');
  return { all: [...copies, lying, empty, photograph], photograph, setAside: 2 };
}
