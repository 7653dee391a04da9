/** A picture without writing, three samples a pixel. */
export interface Ground {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
}

export type Colour = readonly [number, number, number];
export type Painter = (random: () => number, width: number, height: number) => Ground;

/** Asks for the colour of each pixel; coordinates run from -1 to 1. */
export function painted(
  width: number,
  height: number,
  colourAt: (at: number, x: number, y: number) => Colour | number,
): Ground {
  const bytes = new Uint8ClampedArray(width * height * 3);
  for (let row = 0, at = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1, at += 1) {
      const colour = colourAt(at, (2 * column) / width - 1, (2 * row) / height - 1);
      bytes.set(typeof colour === 'number' ? [colour, colour, colour] : colour, at * 3);
    }
  return { bytes: new Uint8Array(bytes.buffer), width, height, channels: 3 };
}
