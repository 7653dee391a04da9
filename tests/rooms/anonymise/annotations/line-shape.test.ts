import { expect, test } from 'vitest';
import type { Glyph } from '../../../../electron/anonymise/annotations/find/glyph.ts';
import { lineShape } from '../../../../electron/anonymise/annotations/find/line-shape.ts';
import type { Line } from '../../../../electron/anonymise/annotations/find/lines.ts';

type Box = readonly [left: number, top: number, width: number, height: number];

const shapeOf = (boxes: readonly Box[], direction: 'across' | 'down' = 'across') => {
  const glyphs = boxes.map(([left, top, width, height]) => {
    const [right, bottom] = [left + width - 1, top + height - 1];
    return { left, right, top, bottom, area: (width * height) / 2 } as Glyph;
  });
  const [taller = 0, off = 0, steep = 0, spanned = 0, filled = 0, above = 0] = lineShape({
    glyphs,
    direction,
  } as Line);
  return { taller, off, steep, spanned, filled, above };
};

const word: readonly Box[] = [0, 10, 20, 30, 40].map((left) => [left, 5, 8, 12]);

test('letters stand in a row: on a straight line that is not steep, none above another', () => {
  const { taller, off, steep, spanned, filled, above } = shapeOf(word);
  expect([taller, off, steep, above].map((value) => Number(value.toFixed(6)))).toEqual([0, 0, 0, 0]);
  expect(spanned).toBeCloseTo((5 * 8) / 48, 6);
  expect(filled).toBeCloseTo((5 * 48) / (48 * 12), 2);
});

test('a row that runs down a picture has the same shape as one across', () => {
  const turned = word.map(([left, top, width, height]): Box => [top, left, height, width]);
  expect(shapeOf(turned, 'down')).toEqual(shapeOf(word));
});

test('a word that is written aslant is steep, and off no line', () => {
  const { off, steep } = shapeOf(word.map(([left, top, ...size]): Box => [left, top + left / 5, ...size]));
  expect(steep).toBeCloseTo(0.2, 6);
  expect(off).toBeCloseTo(0, 6);
});

test('what lies about in a row, one above another, is told from one', () => {
  const heap = shapeOf(word.map(([left, top, ...size], at): Box => [left, top + (at % 2) * 20, ...size]));
  expect(heap.taller).toBeGreaterThan(0.9);
  expect(heap.off).toBeGreaterThan(0.5);
  expect(
    shapeOf([...word, ...word.map(([left, , ...size]): Box => [left, 25, ...size])]).above,
  ).toBeGreaterThan(0.4);
});
