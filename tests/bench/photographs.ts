import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { pick, seeded, whole } from './seeded.ts';

const root = join(import.meta.dirname, '..', '..');
const samples = join(root, 'tests', 'samples');
const sources = ['metadata-extractor__windowsXpFields.jpg', 'media__london-512.jpg', 'tika__baseball.jpg'];

/** Raised when the recipe below changes, so that an old cache is not measured as if it were new. */
const recipe = 2;

interface Plan {
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly tile: number;
  readonly quality: number;
  readonly ending: 'jpg' | 'png' | 'webp' | 'tif';
  readonly seed: number;
}

/** Sizes as phones and clinical cameras have them, most of them JPEG. */
function planOf(index: number): Plan {
  const random = seeded(10_000 + index);
  const width = pick(random, [1024, 1280, 1600, 2048, 2592] as const);
  const upright = whole(random, 3) === 0;
  const height = Math.round((width * 3) / 4);
  const draw = whole(random, 100);
  // What other formats than JPEG are for: smaller pictures, screenshots, scans.
  const ending = draw < 92 || width > 1600 ? 'jpg' : draw < 95 ? 'png' : draw < 98 ? 'webp' : 'tif';
  return {
    index,
    width: upright ? height : width,
    height: upright ? width : height,
    tile: 160 + whole(random, 240),
    quality: 70 + whole(random, 20),
    ending,
    seed: 20_000 + index,
  };
}

/** Pieces of real photographs beside one another: detail everywhere, as in a real one, and no two alike. */
async function mosaic({ width, height, tile, seed }: Plan): Promise<OverlayOptions[]> {
  const random = seeded(seed);
  const pieces: OverlayOptions[] = [];
  const kinds = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const picture = sharp(join(samples, pick(random, sources)));
      const { width: w, height: h } = await picture.metadata();
      const side = Math.min(w, h, tile);
      return picture
        .extract({
          left: whole(random, w - side + 1),
          top: whole(random, h - side + 1),
          width: side,
          height: side,
        })
        .resize(tile, tile)
        .modulate({ brightness: 0.7 + random() * 0.6, hue: whole(random, 360) })
        .flop(whole(random, 2) === 1)
        .png({ compressionLevel: 0 })
        .toBuffer();
    }),
  );
  for (let top = 0; top < height; top += tile) {
    for (let left = 0; left < width; left += tile) pieces.push({ input: pick(random, kinds), left, top });
  }
  return pieces;
}

async function draw(plan: Plan, folder: string): Promise<void> {
  const { width, height, quality, ending, index, tile } = plan;
  const wide = Math.ceil(width / tile) * tile;
  const high = Math.ceil(height / tile) * tile;
  const canvas = sharp({ create: { width: wide, height: high, channels: 3, background: '#808080' } });
  const { data, info } = await canvas
    .composite(await mosaic(plan))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).extract({
    left: 0,
    top: 0,
    width,
    height,
  });
  const encoded =
    ending === 'jpg'
      ? picture.jpeg({ quality }).withExif({ IFD2: { DateTimeOriginal: '2024:05:06 07:08:09' } })
      : ending === 'png'
        ? picture.png({ compressionLevel: 3 })
        : ending === 'webp'
          ? picture.webp({ quality, effort: 1 })
          : picture.tiff({ compression: 'lzw' });
  writeFileSync(join(folder, `IMG_${String(index).padStart(5, '0')}.${ending}`), await encoded.toBuffer());
}

/**
 * A folder of so many distinct photographs, made of the samples by a seeded generator the first time and kept
 * under `.cache/bench/`.
 */
export async function photographs(
  count: number,
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const folder = join(root, '.cache', 'bench', `photographs-${recipe}-${count}`);
  if (!existsSync(folder)) {
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    process.stderr.write(`making ${count} photographs, once\n`);
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < count) await draw(planOf(next++), part);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, lane));
    renameSync(part, folder);
  }
  const files = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
  return { folder, files };
}
