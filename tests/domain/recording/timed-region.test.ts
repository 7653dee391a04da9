import { expect, test } from 'vitest';
import { parseSoundSpans } from '../../../shared/domain/recording/sound-span.ts';
import { parseTimedRegions, regionAt } from '../../../shared/domain/recording/timed-region.ts';

const size = { width: 640, height: 480 };
const box = { x: 10, y: 20, w: 30, h: 40 };

test('a region of a film keeps its span and its key frames, grown to whole pixels', () => {
  const keyFrames = [
    { at: 0, ...box },
    { at: 2, x: 20.5, y: 20, w: 30, h: 40 },
  ];
  expect(parseTimedRegions([{ ...box, from: 0, to: 2, keyFrames, source: 'x' }], size)).toEqual({
    ok: true,
    value: [{ ...box, from: 0, to: 2, keyFrames: [keyFrames[0], { at: 2, x: 20, y: 20, w: 31, h: 40 }] }],
  });
});

test.each([
  [[{ ...box, from: 2, to: 2 }], /Region 1 ends before it begins/],
  [[box, { ...box, from: -1 }], /Region 2 needs a start/],
  [[{ ...box, to: Number.NaN }], /Region 1 needs an end/],
  [[{ ...box, keyFrames: [] }], /Region 1 has key frames that are no list/],
  [[{ ...box, keyFrames: [{ at: 1, ...box, x: 639 }] }], /Region 1, key frame 1 reaches outside/],
  [
    [{ ...box, keyFrames: [{ at: 1, ...box }, { at: 1, ...box }] }], // biome-ignore format: one row a case
    /times that rise/,
  ],
  [[{ x: 1 }], /Region 1 needs the numbers/],
])('the regions %j are refused by name', (regions, words) => {
  expect(parseTimedRegions(regions, size)).toEqual({ ok: false, error: expect.stringMatching(words) });
});

test('a region is there from its start up to its end, and moves in a straight line', () => {
  const moving = { ...box, from: 1, to: 5, keyFrames: [{ at: 2, ...box }, { at: 4, ...box, x: 110 }] }; // biome-ignore format: one row
  expect(regionAt(moving, 0.99)).toBeNull();
  expect(regionAt(moving, 5)).toBeNull();
  expect(regionAt(moving, 1)?.x).toBe(10);
  expect(regionAt(moving, 3)?.x).toBe(60);
  expect(regionAt(moving, 4.9)?.x).toBe(110);
  expect(regionAt(box, 1e6)).toEqual(box);
});

test.each([
  [[{ from: 0, to: 1 }], /Stretch 1 needs one of the treatments/],
  [[{ from: 1, to: 1, treatment: 'tone' }], /Stretch 1 ends before it begins/],
  [[{ from: '0', to: 1, treatment: 'tone' }], /Stretch 1 needs the numbers/],
  [[{ from: 11, to: 12, treatment: 'tone' }], /Stretch 1 begins after the end/],
  [{}, /must be a list/],
])('the stretches %j are refused by name', (spans, words) => {
  expect(parseSoundSpans(spans, 10)).toEqual({ ok: false, error: expect.stringMatching(words) });
});

test('a stretch of sound keeps what it says and nothing else', () => {
  const span = { from: 0.5, to: 2, treatment: 'disguise' };
  expect(parseSoundSpans([{ ...span, more: 1 }], null)).toEqual({ ok: true, value: [span] });
});
