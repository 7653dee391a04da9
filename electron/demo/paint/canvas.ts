/** A colour as red, green and blue from 0 to 255; parts may run over, they are cut when they are set down. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Samples as rows of red, green and blue. */
export interface Samples {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The colour of a place. `x` runs from 0 to the picture's width over its height, `y` from 0 to 1. */
export type Painter = (x: number, y: number) => Colour;

/** Asks a painter for every sample. */
export function paint(width: number, height: number, painter: Painter): Samples {
  const bytes = new Uint8ClampedArray(width * height * 3);
  let at = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [red, green, blue] = painter((column + 0.5) / height, (row + 0.5) / height);
      bytes[at] = red;
      bytes[at + 1] = green;
      bytes[at + 2] = blue;
      at += 3;
    }
  }
  return { bytes: new Uint8Array(bytes.buffer), width, height };
}

/** From the first colour to the second; `share` is cut to 0 and 1. */
export function between(first: Colour, second: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share));
  return [
    first[0] + (second[0] - first[0]) * part,
    first[1] + (second[1] - first[1]) * part,
    first[2] + (second[2] - first[2]) * part,
  ];
}

export const lit = (colour: Colour, light: number): Colour => [
  colour[0] * light,
  colour[1] * light,
  colour[2] * light,
];

export const grey = (light: number): Colour => [light, light, light];

/** 0 below the first edge, 1 above the second, a smooth way between. */
export function step(from: number, to: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

/** A rectangle in pixels of the finished picture, as a person draws one around words. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as they may stand inside SVG. */
export const escaped = (words: string): string => words.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

interface Lettering {
  readonly size: number;
  readonly fill?: string;
  readonly font?: string;
  readonly weight?: number;
  readonly anchor?: 'start' | 'end';
}

/** One line of words, its foot at `y`. */
export const written = (words: string, x: number, y: number, lettering: Lettering): string => {
  const { size, fill = '#111', font = 'DejaVu Sans, Arial, sans-serif', weight = 400, anchor } = lettering;
  return `<text x="${x}" y="${y}" font-family="${font}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor ?? 'start'}">${escaped(words)}</text>`;
};
