import sharp from 'sharp';
import type { Region } from '../../../shared/domain/recording/region.ts';
import { pick, seeded, whole } from '../seeded.ts';
import { grounds } from './grounds.ts';
import { inventedText } from './invented.ts';
import { lay, type Patch, patchOf, type Style, styles } from './overlay.ts';
import type { Ground } from './paint.ts';

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
  const largest = text.length <= 3 ? 7 : 4.5;
  let size = Math.round(9 * largest ** (random() ** 1.25));
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
  /** Files of real pictures without writing, of which one stands in for what is painted in half of the sheets. */
  readonly photographs?: readonly string[];
  /** Without writing, to see what is found where there is nothing. */
  readonly clean: boolean;
}

/** A piece of a real picture, at times without its colours. */
async function pieceOf(random: () => number, file: string, width: number, height: number): Promise<Ground> {
  const image = sharp(file).removeAlpha().toColourspace('srgb');
  const whole = await image.metadata();
  const least = Math.max(width / whole.width, height / whole.height);
  const by = least * (1 + 0.8 * random());
  const [across, down] = [Math.ceil(whole.width * by), Math.ceil(whole.height * by)];
  const [left, top] = [Math.floor(random() * (across - width)), Math.floor(random() * (down - height))];
  const piece = image.resize(across, down, { fit: 'fill' }).extract({ left, top, width, height });
  const seen = random() < 0.5 ? piece.modulate({ saturation: 0 }) : piece;
  const bytes = await seen.toColourspace('srgb').raw().toBuffer();
  return { bytes: new Uint8Array(bytes), width, height, channels: 3 };
}

/** Streaks that lie aslant, as echoes of a beam look, or grain where they are as long as broad. */
async function streaks(random: () => number, { width, height }: Ground): Promise<Uint8Array> {
  const side = Math.ceil(Math.hypot(width, height));
  const [across, down] = [2 + whole(random, 12), 1 + whole(random, 4)];
  const [w, h] = [Math.ceil(side / across), Math.ceil(side / down)];
  const noise = Uint8Array.from({ length: w * h }, () => 255 * random() ** 2);
  const large = await sharp(noise, { raw: { width: w, height: h, channels: 1 } })
    .resize(side, side, { fit: 'fill' })
    .png()
    .toBuffer();
  const turned = await sharp(large).rotate(whole(random, 180)).png().toBuffer({ resolveWithObject: true });
  const [left, top] = [turned.info.width - width, turned.info.height - height].map((free) => free >> 1);
  const middle = sharp(turned.data).extract({ left: left ?? 0, top: top ?? 0, width, height });
  return new Uint8Array(await middle.greyscale().raw().toBuffer());
}

/** What lenses, screens and machines make of a picture: hard contrast, edges drawn out, grain and streaks. */
async function roughened(random: () => number, ground: Ground): Promise<Ground> {
  const { width, height, channels } = ground;
  const raw = { width, height, channels };
  if (random() < 0.4) {
    const laid = await streaks(random, ground);
    const [share, plain] = [0.4 + 1.2 * random(), random()];
    const bytes = ground.bytes.map((value, at) =>
      Math.min(255, value * (plain + (share * (laid[Math.floor(at / 3)] ?? 0)) / 128)),
    );
    return { ...raw, bytes };
  }
  const steep = random() < 0.5 ? 1.5 + 6 * random() : 1;
  const image = sharp(ground.bytes, { raw }).linear(steep, 128 - steep * (70 + 110 * random()));
  const seen = random() < 0.6 ? image.sharpen({ sigma: 1 + 2 * random(), m1: 2, m2: 12 }) : image;
  return { ...raw, bytes: new Uint8Array(await seen.raw().toBuffer()) };
}

/** Draws a picture, the same for the same seed. */
export async function drawn(seed: number, { side, clean, photographs = [] }: Sheet): Promise<Drawn> {
  const random = seeded(seed);
  const width = Math.round(side * (0.7 + 0.3 * random()));
  const height = Math.round(side * (0.6 + 0.3 * random()));
  const paint = grounds[pick(random, Object.keys(grounds) as (keyof typeof grounds)[])];
  const file = photographs.length > 0 && random() < 0.5 ? pick(random, photographs) : null;
  const found = file ? await pieceOf(random, file, width, height) : await soft(paint(random, width, height));
  const ground = photographs.length > 0 && random() < 0.5 ? await roughened(random, found) : found;
  const written: Written[] = [];
  const count = clean ? 0 : 3 + whole(random, 6);
  for (let line = 0; line < count; line += 1) {
    const one = await write(random, ground, written);
    if (one) written.push(one);
  }
  const quality = pick(random, [null, null, 92, 80, 65, 45]);
  return { pixels: quality === null ? ground : await squeezed(ground, quality), written };
}
