import type { Glyph } from './glyph.ts';

/** Which share of all glyphs of a sighting has more of something: writing is as a rule sharper than what it lies on. */
export interface Ranks {
  readonly sharpness: (value: number) => number;
  readonly contrast: (value: number) => number;
  readonly plateau: (value: number) => number;
}

function rankAmong(values: Float32Array): (value: number) => number {
  values.sort();
  return (value) => {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return 1 - low / Math.max(1, values.length);
  };
}

export const ranksOf = (glyphs: readonly Glyph[]): Ranks => ({
  sharpness: rankAmong(Float32Array.from(glyphs, ({ sharpness }) => sharpness)),
  contrast: rankAmong(Float32Array.from(glyphs, ({ ink, ground }) => ink - ground)),
  plateau: rankAmong(Float32Array.from(glyphs, ({ plateau }) => plateau)),
});
