import sharp from 'sharp';
import { pick, whole } from '../seeded.ts';
import type { Ground } from './paint.ts';

/** How writing is laid over a picture. */
export const styles = [
  'margin',
  'anatomy',
  'outlined',
  'lowContrast',
  'translucent',
  'rotated',
  'handwriting',
  'boxed',
] as const;
export type Style = (typeof styles)[number];

/** Samples of a piece of writing with their opacity, four a pixel. */
export interface Patch {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const printed = [
  'DejaVu Sans',
  'DejaVu Sans Mono',
  'Liberation Sans',
  'Liberation Sans Narrow',
  'Liberation Serif',
  'FreeSans',
  'GNUTypewriter',
];
const written = ['Dancing Script', 'DkgHandwriting', 'Humor Sans', 'Kristi', 'Rufscript', 'Breip'];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

type Colour = readonly [number, number, number];

const hex = ([red, green, blue]: Colour): string => `rgb(${red},${green},${blue})`;

const bright: readonly Colour[] = [
  [255, 255, 255],
  [235, 235, 235],
  [255, 255, 0],
  [0, 255, 80],
  [255, 190, 60],
  [120, 200, 255],
];
const dark: readonly Colour[] = [
  [0, 0, 0],
  [20, 20, 20],
  [150, 0, 0],
];

function inkFor(random: () => number, style: Style, level: number): Colour {
  if (style !== 'lowContrast') return pick(random, level < 128 ? bright : dark);
  const away = 26 + whole(random, 22);
  const tone = Math.round(Math.min(255, Math.max(0, level + (level < 190 ? away : -away))));
  return [tone, tone, tone];
}

const turns = (random: () => number, style: Style): number =>
  style === 'rotated'
    ? pick(random, [90, 270, 90, 270, 180])
    : style === 'handwriting'
      ? random() * 14 - 7
      : 0;

const frame = { top: 4, bottom: 4, left: 4, right: 4, background: '#ebebeb' } as const;

/** One line of writing in a style, in an ink that shows on a ground of that level. */
export async function patchOf(
  random: () => number,
  { text, style, size, level }: { text: string; style: Style; size: number; level: number },
): Promise<Patch> {
  const ink = style === 'boxed' ? ([10, 10, 10] as const) : inkFor(random, style, level);
  const opacity = style === 'translucent' ? 0.4 + random() * 0.2 : 1;
  const family = pick(random, style === 'handwriting' ? written : printed);
  const outline =
    style === 'outlined'
      ? `stroke="${ink[0] + ink[1] > 250 ? 'black' : 'white'}" stroke-width="${Math.max(2, size / 7)}" paint-order="stroke"`
      : '';
  const [width, height] = [Math.ceil(text.length * size * 0.95) + 16, Math.ceil(size * 1.7) + 8];
  const side = Math.ceil(Math.hypot(width, height));
  const line = `<text x="${(side - width) / 2 + 8}" y="${side / 2 + size / 3}" font-family="${family}, sans-serif" font-size="${size}" fill="${hex(ink)}" fill-opacity="${opacity}" ${outline}>${escaped(text)}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><g transform="rotate(${turns(random, style)} ${side / 2} ${side / 2})">${line}</g></svg>`;
  const cut = sharp(Buffer.from(svg)).trim({ background: { r: 0, g: 0, b: 0, alpha: 0 }, threshold: 1 });
  const framed = style === 'boxed' ? cut.extend(frame).flatten({ background: frame.background }) : cut;
  const { data, info } = await framed.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { bytes: new Uint8Array(data), width: info.width, height: info.height };
}

/** Lays a patch over a picture and calls for every pixel with how much it changed. */
export function lay(
  { bytes, width }: Ground,
  patch: Patch,
  place: { readonly x: number; readonly y: number },
  changed: (x: number, y: number, by: number) => void,
): void {
  for (let row = 0; row < patch.height; row += 1)
    for (let column = 0; column < patch.width; column += 1) {
      const from = (row * patch.width + column) * 4;
      const opacity = (patch.bytes[from + 3] ?? 0) / 255;
      const to = ((place.y + row) * width + place.x + column) * 3;
      let most = 0;
      for (let colour = 0; colour < 3; colour += 1) {
        const before = bytes[to + colour] ?? 0;
        const after = Math.round(before + ((patch.bytes[from + colour] ?? 0) - before) * opacity);
        most = Math.max(most, Math.abs(after - before));
        bytes[to + colour] = after;
      }
      changed(place.x + column, place.y + row, most);
    }
}
