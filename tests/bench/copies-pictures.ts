import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { pick, seeded, whole } from './seeded.ts';

type Random = () => number;

interface Source {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

const samples = join(import.meta.dirname, '..', 'samples');
const photographs = [
  'metadata-extractor__windowsXpFields.jpg',
  'media__london-512.jpg',
  'tika__baseball.jpg',
  'exifr__png_with_exif_and_gps.png',
  'tika__testWEBP.webp',
];

const opened = ({ data, width, height }: Source): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

async function readSource(file: string): Promise<Source | null> {
  try {
    const { data, info } = await sharp(readFileSync(file), { failOn: 'none' })
      .autoOrient()
      .flatten()
      .toColourspace('srgb')
      .resize(2400, 2400, { fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { data, width: info.width, height: info.height } : null;
  } catch {
    return null;
  }
}

/** Of so many photographs, no larger than this, the parts of collages are taken: 600 MB at most. */
const [mostInStock, stockSide] = [200, 1_000];

async function smaller(source: Source): Promise<Source> {
  const { data, info } = await opened(source)
    .resize(stockSide, stockSide, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Real photographs, one at a time: those of a folder, or the samples. What is no picture is passed over. */
async function* sourcesIn(folder: string | null): AsyncGenerator<Source> {
  const files = folder
    ? readdirSync(folder).map((name) => join(folder, name))
    : photographs.map((name) => join(samples, name));
  for (const file of files) {
    const source = await readSource(file);
    if (source && Math.min(source.width, source.height) >= 120) yield source;
  }
}

const jpeg = (picture: Sharp): Promise<Buffer> => picture.jpeg({ quality: 92 }).toBuffer();

const [cell, cellHigh] = [320, 240];

/** Pieces of the photographs side by side without overlap, each a picture as it was taken. */
async function piecesOf(source: Source): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for (let top = 0; top + cellHigh <= source.height; top += cellHigh)
    for (let left = 0; left + cell <= source.width; left += cell)
      pieces.push(await jpeg(opened(source).extract({ left, top, width: cell, height: cellHigh })));
  return pieces;
}

/** One photograph with parts of others laid into it: detail as in real ones, and no two alike. */
async function collage(random: Random, sources: readonly Source[]): Promise<Buffer> {
  const part = async (width: number, height: number): Promise<Buffer> => {
    const source = pick(random, sources);
    const [w, h] = [
      Math.round(Math.min(source.width, width * (0.4 + random()))),
      Math.round(Math.min(source.height, height * (0.4 + random()))),
    ];
    const place = { left: whole(random, source.width - w + 1), top: whole(random, source.height - h + 1) };
    return opened(source)
      .extract({ ...place, width: w, height: h })
      .resize(width, height, { fit: 'fill' })
      .flop(random() < 0.5)
      .linear(0.7 + random() * 0.6, whole(random, 40) - 20)
      .png({ compressionLevel: 0 })
      .toBuffer();
  };
  const [width, height] = random() < 0.3 ? [300, 400] : [400, 300];
  const [across, down] = [0.3 + random() * 0.4, 0.3 + random() * 0.4];
  const [x, y] = [Math.round(width * across), Math.round(height * down)];
  const pieces = [
    { input: await part(x, height), left: 0, top: 0 },
    { input: await part(width - x, y), left: x, top: 0 },
    { input: await part(width - x, height - y), left: x, top: y },
  ];
  return jpeg(sharp({ create: { width, height, channels: 3, background: '#808080' } }).composite(pieces));
}

/**
 * So many different pictures, as JPEG: the photographs themselves, their pieces, and collages of them for the rest,
 * in an order and by a generator that are the same on every run.
 */
export async function* differentPictures(count: number, folder: string | null): AsyncGenerator<Buffer> {
  const stock: Source[] = [];
  let given = 0;
  for await (const source of sourcesIn(folder)) {
    if (stock.length < mostInStock) stock.push(await smaller(source));
    const whole = opened(source).resize(800, 800, { fit: 'inside', withoutEnlargement: true });
    for (const picture of [await jpeg(whole), ...(await piecesOf(source))]) {
      if (given === count) return;
      yield picture;
      given += 1;
    }
  }
  const random = seeded(4_711);
  for (; given < count; given += 1) yield await collage(random, stock);
}

async function sized(picture: Buffer): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(picture).metadata();
  return { width, height };
}

/** A share of each side cut off, more on one edge than on the other. */
async function cut(random: Random, picture: Buffer, share: number): Promise<Buffer> {
  const { width, height } = await sized(picture);
  const [w, h] = [Math.round(width * (1 - share)), Math.round(height * (1 - share))];
  const place = { left: whole(random, width - w + 1), top: whole(random, height - h + 1) };
  return sharp(picture)
    .extract({ ...place, width: w, height: h })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** What happens to pictures that went out, and the least share of them that must be found again. */
export const changes: readonly {
  readonly name: string;
  readonly least: number;
  readonly make: (random: Random, picture: Buffer) => Promise<Buffer>;
}[] = [
  {
    name: 'coded anew at quality 40',
    least: 0.98,
    make: (_, picture) => sharp(picture).jpeg({ quality: 40 }).toBuffer(),
  },
  {
    name: 'made a quarter as wide',
    least: 0.98,
    make: async (_, picture) => {
      const { width } = await sized(picture);
      return sharp(picture)
        .resize(Math.round(width / 4))
        .jpeg({ quality: 85 })
        .toBuffer();
    },
  },
  {
    name: 'a screenshot with borders',
    least: 0.98,
    make: async (random, picture) => {
      const { width, height } = await sized(picture);
      const scale = 0.5 + random() * 0.7;
      const border = (side: number) => Math.round(side * (0.03 + random() * 0.25));
      return sharp(picture)
        .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
        .extend({
          top: border(height),
          bottom: border(height),
          left: border(width),
          right: border(width),
          background: pick(random, ['#ffffff', '#000000', '#202124', '#808080']),
        })
        .png()
        .toBuffer();
    },
  },
  {
    name: 'a tenth of each side cut off',
    least: 0.95,
    make: (random, picture) => cut(random, picture, 0.1),
  },
  {
    name: 'a tenth cut off at every edge',
    least: 0.95,
    make: async (_, picture) => {
      const { width, height } = await sized(picture);
      const [left, top] = [Math.round(width / 10), Math.round(height / 10)];
      return sharp(picture)
        .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
        .jpeg({ quality: 85 })
        .toBuffer();
    },
  },
];
