import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { type Likeness, likenessOf, likenessSide } from '../../electron/media/likeness.ts';
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
      .resize(3600, 3600, { fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { data, width: info.width, height: info.height } : null;
  } catch {
    return null;
  }
}

/** Wholes that differ in so few of 64 bits may be one photograph in two sizes or cuts, and only the first is taken. */
const leastDifferent = 12;

const bitsOf = (likeness: Likeness): string =>
  likeness.map((part) => part.toString(2).padStart(16, '0')).join('');

const between = (one: string, other: string): number =>
  Array.from(one).filter((bit, at) => bit !== other[at]).length;

async function bitsOfWhole(source: Source): Promise<string | null> {
  const side = { width: likenessSide, height: likenessSide, fit: 'fill' } as const;
  const grey = await opened(source).greyscale().resize(side).raw().toBuffer();
  const likeness = likenessOf(new Uint8Array(grey));
  return likeness && bitsOf(likeness);
}

/** Real photographs, one at a time, none twice: those of a folder, or the samples. What is no picture is passed over. */
async function* sourcesIn(folder: string | null): AsyncGenerator<Source> {
  const files = folder
    ? readdirSync(folder).map((name) => join(folder, name))
    : photographs.map((name) => join(samples, name));
  const known: string[] = [];
  for (const file of files) {
    const source = await readSource(file);
    if (!source || Math.min(source.width, source.height) < 120) continue;
    const bits = await bitsOfWhole(source);
    if (!bits || known.some((other) => between(bits, other) <= leastDifferent)) continue;
    known.push(bits);
    yield source;
  }
}

const jpeg = (picture: Sharp): Promise<Buffer> => picture.jpeg({ quality: 92 }).toBuffer();

const [cell, cellHigh] = [640, 480];
/** A piece whose shades spread by less, made a tenth as wide, is of sky or blur: nobody keeps such a picture. */
const leastSpread = 12;

/** A large photograph as pieces side by side, a smaller one as a whole: no picture shows a part of another. */
async function picturesOf(source: Source): Promise<BenchPicture[]> {
  const piece = source.width >= 2 * cell && source.height >= 2 * cellHigh;
  if (!piece) {
    const size = { fit: 'inside', withoutEnlargement: true } as const;
    return [{ kind: 'whole', picture: await jpeg(opened(source).resize(1_000, 1_000, size)) }];
  }
  const pieces: BenchPicture[] = [];
  for (let top = 0; top + cellHigh <= source.height; top += cellHigh) {
    for (let left = 0; left + cell <= source.width; left += cell) {
      const place = { left, top, width: cell, height: cellHigh };
      const picture = await jpeg(opened(source).extract(place));
      const { channels } = await sharp(picture).greyscale().resize(64, 48, { fit: 'fill' }).stats();
      if ((channels[0]?.stdev ?? 0) >= leastSpread) pieces.push({ kind: 'piece', picture });
    }
  }
  return pieces;
}

/** As small as a library keeps a picture for comparing. */
const small = (picture: Sharp): Promise<Buffer> =>
  picture.resize(512, 512, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 85 }).toBuffer();

/** A picture mirrored or turned is another one, as real as it is. */
async function* turned(pictures: readonly Buffer[], from: number): AsyncGenerator<Buffer> {
  for (let turn = from; turn < 8; turn += 1)
    for (const picture of pictures)
      yield await small(
        sharp(
          await sharp(picture)
            .flop(turn >= 4)
            .toBuffer(),
        ).rotate((turn % 4) * 90),
      );
}

/** The four quarters of a picture. */
async function quartersOf(picture: Buffer): Promise<Buffer[]> {
  const { width, height } = await sized(picture);
  const [half, halfHigh] = [Math.floor(width / 2), Math.floor(height / 2)];
  const corners = [0, half].flatMap((left) => [0, halfHigh].map((top) => ({ left, top })));
  return Promise.all(
    corners.map((corner) => small(sharp(picture).extract({ ...corner, width: half, height: halfHigh }))),
  );
}

const [clouded, cloudedHigh] = [400, 300];

/** Clouds of every size over each other, some stronger than others: a texture that shows what no other does. */
async function texture(random: Random): Promise<Buffer> {
  const sum = new Float64Array(clouded * cloudedHigh);
  for (const side of [3, 6, 12, 24, 48, 96]) {
    const noise = Buffer.from(Array.from({ length: side * side }, () => whole(random, 256)));
    const clouds = await sharp(noise, { raw: { width: side, height: side, channels: 1 } })
      .resize(clouded, cloudedHigh, { fit: 'fill', kernel: 'cubic' })
      .extractChannel(0)
      .raw()
      .toBuffer();
    const share = random() * random();
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + share * ((clouds[at] ?? 0) - 128);
  }
  const grey = Buffer.from(sum.map((value) => Math.min(255, Math.max(0, 128 + value))));
  return jpeg(sharp(grey, { raw: { width: clouded, height: cloudedHigh, channels: 1 } }));
}

/** What copies are asked of, a whole photograph or a piece of a large one; the others are there to be mistaken for them. */
export interface BenchPicture {
  readonly picture: Buffer;
  readonly kind: 'whole' | 'piece' | 'other';
}

/** Photographs and their pieces, then the same mirrored and turned, then so their quarters, and textures for ever. */
async function* pictures(folder: string | null): AsyncGenerator<BenchPicture> {
  const photographs: Buffer[] = [];
  for await (const source of sourcesIn(folder)) {
    for (const made of await picturesOf(source)) {
      photographs.push(made.picture);
      yield made;
    }
  }
  if (folder) {
    for await (const picture of turned(photographs, 1)) yield { picture, kind: 'other' };
    const quarters: Buffer[] = [];
    for (const picture of photographs) quarters.push(...(await quartersOf(picture)));
    for await (const picture of turned(quarters, 1)) yield { picture, kind: 'other' };
  }
  const random = seeded(4_711);
  for (;;) yield { picture: await texture(random), kind: 'other' };
}

/** So many different pictures, the same ones on every run. */
export async function* differentPictures(count: number, folder: string | null): AsyncGenerator<BenchPicture> {
  let given = 0;
  for await (const picture of pictures(folder)) {
    if (given === count) return;
    yield picture;
    given += 1;
  }
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
    name: 'a tenth of its area cut off',
    least: 0.95,
    make: (random, picture) => cut(random, picture, 1 - Math.sqrt(0.9)),
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
