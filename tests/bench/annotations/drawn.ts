import sharp from 'sharp';
import type { Region } from '../../../shared/domain/recording/region.ts';
import { pick, seeded, whole } from '../seeded.ts';
import { type Ground, grounds } from './grounds.ts';
import { inventedText } from './invented.ts';
import { lay, type Patch, patchOf, type Style, styles } from './overlay.ts';

/** One piece of writing and where it changed the picture. */
export interface Written extends Region {
  readonly style: Style;
  readonly text: string;
  /** Pixels that changed by at least half of the most that any did. */
  readonly ink: readonly number[];
}

export interface Drawn {
  readonly pixels: Ground;
  readonly written: readonly Written[];
}

/** A change of fewer levels is no ink that anybody sees. */
const leastChange = 12;
const leastInk = 12;

/** The level of the ground under the middle of a box. */
function levelAt({ bytes, width }: Ground, { x, y, w, h }: Region): number {
  const levels: number[] = [];
  for (let row = y; row < y + h; row += 2)
    for (let column = x; column < x + w; column += 2) {
      const at = (row * width + column) * 3;
      levels.push(((bytes[at] ?? 0) * 77 + (bytes[at + 1] ?? 0) * 150 + (bytes[at + 2] ?? 0) * 29) >> 8);
    }
  return levels.sort((a, b) => a - b)[levels.length >> 1] ?? 0;
}

/** Writing in margins stands in the corners, other writing over what is shown. */
function placeFor(random: () => number, style: Style, { width, height }: Ground): { x: number; y: number } {
  if (style === 'anatomy' || style === 'lowContrast' || style === 'translucent')
    return { x: whole(random, width * 0.5) + width * 0.15, y: whole(random, height * 0.65) + height * 0.15 };
  return {
    x: pick(random, [whole(random, width / 8), width / 2 + whole(random, width / 2)]),
    y: pick(random, [whole(random, height / 5), height * 0.75 + whole(random, height / 4)]),
  };
}

const apart = (a: Region, b: Region): boolean =>
  a.x > b.x + b.w + 4 || b.x > a.x + a.w + 4 || a.y > b.y + b.h + 4 || b.y > a.y + a.h + 4;

function laid(
  ground: Ground,
  patch: Patch,
  place: { x: number; y: number },
): Omit<Written, 'style' | 'text'> | null {
  const changes: { x: number; y: number; by: number }[] = [];
  lay(ground, patch, place, (x, y, by) => {
    if (by > leastChange) changes.push({ x, y, by });
  });
  if (changes.length < leastInk) return null;
  const [xs, ys] = [changes.map(({ x }) => x), changes.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const most = Math.max(...changes.map(({ by }) => by));
  const ink = changes.filter(({ by }) => 2 * by >= most).map((each) => each.y * ground.width + each.x);
  return { x, y, w: Math.max(...xs) - x + 1, h: Math.max(...ys) - y + 1, ink };
}

async function write(
  random: () => number,
  ground: Ground,
  before: readonly Written[],
): Promise<Written | null> {
  const style = pick(random, styles);
  const text = inventedText(random);
  let size = Math.round(9 * 4.5 ** (random() ** 1.25));
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const wanted = placeFor(random, style, ground);
    const level = levelAt(ground, { x: Math.floor(wanted.x), y: Math.floor(wanted.y), w: 60, h: 20 });
    const patch = await patchOf(random, { text, style, size, level });
    if (patch.width > ground.width - 8 || patch.height > ground.height - 8) {
      size = Math.max(8, Math.floor(size * 0.7));
      continue;
    }
    const x = Math.floor(Math.min(wanted.x, ground.width - patch.width - 2));
    const y = Math.floor(Math.min(wanted.y, ground.height - patch.height - 2));
    if (!before.every((other) => apart(other, { x, y, w: patch.width, h: patch.height }))) continue;
    const place = laid(ground, patch, { x, y });
    return place && { ...place, style, text };
  }
  return null;
}

/** No lens and no scanner shows a knife's edge. */
async function soft({ bytes, width, height, channels }: Ground): Promise<Ground> {
  const raw = { width, height, channels };
  return { ...raw, bytes: new Uint8Array(await sharp(bytes, { raw }).blur(1).raw().toBuffer()) };
}

/** What a file in JPEG shows of a picture. */
async function squeezed({ bytes, width, height, channels }: Ground, quality: number): Promise<Ground> {
  const jpeg = await sharp(bytes, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
  return { bytes: new Uint8Array(await sharp(jpeg).raw().toBuffer()), width, height, channels };
}

export interface Sheet {
  readonly side: number;
  /** Without writing, to see what is found where there is nothing. */
  readonly clean: boolean;
}

/** Draws a picture, the same for the same seed. */
export async function drawn(seed: number, { side, clean }: Sheet): Promise<Drawn> {
  const random = seeded(seed);
  const width = Math.round(side * (0.7 + 0.3 * random()));
  const height = Math.round(side * (0.6 + 0.3 * random()));
  const paint = grounds[pick(random, Object.keys(grounds) as (keyof typeof grounds)[])];
  const ground = await soft(paint(random, width, height));
  const written: Written[] = [];
  const count = clean ? 0 : 3 + whole(random, 6);
  for (let line = 0; line < count; line += 1) {
    const one = await write(random, ground, written);
    if (one) written.push(one);
  }
  const quality = pick(random, [null, null, 92, 80, 65, 45]);
  return { pixels: quality === null ? ground : await squeezed(ground, quality), written };
}
