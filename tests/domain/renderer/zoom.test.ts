import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundedView,
  inSight,
  isWhole,
  panned,
  percentOf,
  piecesInSight,
  placed,
  type Stage,
  scaleOf,
  stepped,
  toggled,
  type View,
  wholeView,
  zoomed,
} from '../../../renderer/parts/zoom.ts';

const length = fc.integer({ min: 1, max: 20_000 });
const stages: fc.Arbitrary<Stage> = fc.record({
  frame: fc.record({
    width: fc.integer({ min: 40, max: 4_000 }),
    height: fc.integer({ min: 40, max: 3_000 }),
  }),
  picture: fc.record({ width: length, height: length }),
  density: fc.constantFrom(1, 1.25, 2),
});
const fraction = fc.double({ min: -2, max: 3, noNaN: true });
const views: fc.Arbitrary<View> = fc.record({
  scale: fc.double({ min: 0.001, max: 500, noNaN: true }),
  x: fraction,
  y: fraction,
});

const ward: Stage = {
  frame: { width: 800, height: 600 },
  picture: { width: 4_000, height: 3_000 },
  density: 1,
};

describe('looking closely at a picture', () => {
  it('fits the whole picture, and 100 % is a point on a point', () => {
    expect(placed(wholeView, ward)).toEqual({ left: 0, top: 0, width: 800, height: 600 });
    expect(percentOf(1, ward)).toBe(20);
    expect(scaleOf(100, ward)).toBe(5);
    expect(scaleOf(100, { ...ward, density: 2 })).toBe(2.5);
  });

  it('never lets go of the picture and never exceeds 1600 %', () => {
    fc.assert(
      fc.property(stages, views, (stage, view) => {
        const bounded = boundedView(view, stage);
        const { left, top, width, height } = placed(view, stage);
        const slack = 1e-6 * Math.max(width, height);
        if (width > stage.frame.width) {
          expect(left).toBeLessThanOrEqual(slack);
          expect(left + width).toBeGreaterThanOrEqual(stage.frame.width - slack);
        } else expect(left + width / 2).toBeCloseTo(stage.frame.width / 2, 3);
        if (height > stage.frame.height) {
          expect(top).toBeLessThanOrEqual(slack);
          expect(top + height).toBeGreaterThanOrEqual(stage.frame.height - slack);
        } else expect(top + height / 2).toBeCloseTo(stage.frame.height / 2, 3);
        // A picture that is fitted at more than 1600 % stays as it was fitted.
        const most = Math.max(1_600, percentOf(1, stage));
        expect(percentOf(bounded.scale, stage)).toBeLessThanOrEqual(most * 1.000001);
        expect(boundedView(bounded, stage)).toEqual(bounded);
      }),
    );
  });

  it('keeps what is under the pointer where it is', () => {
    const at = { x: 123, y: -45 };
    const first: View = { scale: 4, x: 0.5, y: 0.5 };
    const under = (view: View) => {
      const { left, top, width, height } = placed(view, ward);
      return [(400 + at.x - left) / width, (300 + at.y - top) / height];
    };
    const closer = zoomed(first, 2.5, ward, at);
    expect(closer.scale).toBeCloseTo(10);
    expect(under(closer)[0]).toBeCloseTo(under(first)[0]!, 9);
    expect(under(closer)[1]).toBeCloseTo(under(first)[1]!, 9);
  });

  it('pans as far as the pointer went, and stops at the edge', () => {
    const close: View = { scale: 5, x: 0.5, y: 0.5 };
    const before = placed(close, ward);
    const after = placed(panned(close, { x: 100, y: -50 }, ward), ward);
    expect(after.left - before.left).toBeCloseTo(100);
    expect(after.top - before.top).toBeCloseTo(-50);
    expect(placed(panned(close, { x: 1e6, y: 1e6 }, ward), ward)).toMatchObject({ left: 0, top: 0 });
  });

  it('goes step by step through 100 % up to 1600 % and back to the whole', () => {
    let view: View = wholeView;
    const seen: number[] = [];
    for (let step = 0; step < 20; step += 1) {
      seen.push(Math.round(percentOf(view.scale, ward)));
      view = stepped(view, 1, ward);
    }
    expect([...new Set(seen)]).toEqual([20, 25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1_200, 1_600]);
    for (let step = 0; step < 20; step += 1) view = stepped(view, -1, ward);
    expect(isWhole(view, ward)).toBe(true);
  });

  it('goes to 100 % at a double click and back, and shows small pictures at twice their fit', () => {
    const close = toggled(wholeView, ward, { x: 10, y: 10 });
    expect(percentOf(close.scale, ward)).toBeCloseTo(100);
    expect(toggled(close, ward, { x: 0, y: 0 })).toEqual(wholeView);
    const small: Stage = { ...ward, picture: { width: 160, height: 120 } };
    expect(toggled(wholeView, small, { x: 0, y: 0 }).scale).toBeCloseTo(2);
    expect(percentOf(boundedView({ ...wholeView, scale: 0.01 }, small).scale, small)).toBeCloseTo(100);
  });

  it('says which part is in sight, always within the picture', () => {
    expect(inSight({ scale: 4, x: 0.5, y: 0.5 }, ward)).toEqual({
      x: 0.375,
      y: 0.375,
      width: 0.25,
      height: 0.25,
    });
    fc.assert(
      fc.property(stages, views, (stage, view) => {
        const { x, y, width, height } = inSight(view, stage);
        for (const part of [x, y, width, height]) expect(part).toBeGreaterThanOrEqual(-1e-9);
        expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
        expect(y + height).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('a picture that comes in pieces', () => {
  const large: Stage = { ...ward, picture: { width: 12_000, height: 9_000 } };
  const pieces = { side: 512, levels: 2 };
  const shown = { width: 4_096, height: 3_072 };

  it('asks for none while the smaller picture is enough, then for the half, then for the whole size', () => {
    const at = (percent: number) =>
      piecesInSight({ scale: scaleOf(percent, large), x: 0.5, y: 0.5 }, large, pieces, shown);
    expect(at(30)).toEqual([]);
    expect(new Set(at(40).map(({ level }) => level))).toEqual(new Set([1]));
    expect(new Set(at(60).map(({ level }) => level))).toEqual(new Set([0]));
    expect(new Set(at(1_600).map(({ level }) => level))).toEqual(new Set([0]));
  });

  it('covers all that is in sight with pieces that exist, and hardly more', () => {
    fc.assert(
      fc.property(stages, views, (stage, view) => {
        const sight = inSight(view, stage);
        const found = piecesInSight(view, stage, pieces, { width: 1, height: 1 });
        if (found.length === 0) return;
        const width = Math.ceil(stage.picture.width / 2 ** found[0]!.level);
        const height = Math.ceil(stage.picture.height / 2 ** found[0]!.level);
        for (const { column, row } of found) {
          expect(column * 512).toBeLessThan(width);
          expect(row * 512).toBeLessThan(height);
        }
        expect(Math.min(...found.map(({ x }) => x))).toBeLessThanOrEqual(sight.x + 1e-9);
        expect(Math.min(...found.map(({ y }) => y))).toBeLessThanOrEqual(sight.y + 1e-9);
        const right = Math.max(...found.map((piece) => piece.x + piece.width));
        const lower = Math.max(...found.map((piece) => piece.y + piece.height));
        expect(right).toBeGreaterThanOrEqual(sight.x + sight.width - 1e-9);
        expect(lower).toBeGreaterThanOrEqual(sight.y + sight.height - 1e-9);
      }),
    );
  });
});
