import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findInFilm } from '../../../../electron/anonymise/annotations/find/film/find-in-film.ts';
import {
  type FrameSource,
  spreadOrder,
} from '../../../../electron/anonymise/annotations/find/film/frame-source.ts';
import { namedWithin } from '../../../../electron/anonymise/annotations/read/name-in-film.ts';
import { readInFilm } from '../../../../electron/anonymise/annotations/read/read-in-film.ts';
import { createSearcher } from '../../../../electron/anonymise/annotations/search/searcher.ts';
import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';

import { plantDicom } from '../planted-dicom.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-find-film-'));
const searcher = createSearcher({});
afterAll(() => {
  searcher.close();
  rmSync(folder, { recursive: true, force: true });
});

const [width, height, seconds, rate] = [480, 360, 5, 10];
/** A picture that moves all over, and what a machine writes over it. */
const moving = `mandelbrot=s=${width}x${height}:r=${rate}:end_scale=0.02`;
const write = (text: string, x: number, y: number, more = ''): string =>
  `drawtext=font=DejaVuSans:text='${text}':x=${x}:y=${y}:fontsize=17:fontcolor=white${more}`;
const written = [
  write('MEIER ANNA 4711-22', 20, 14),
  write('11-AUG-2024 %{pts\\:hms\\:40210}', 20, 330, ':expansion=normal'),
  write('FROZEN 12.5 mm', 260, 300, ":enable='gte(t,1.5)*lt(t,3.2)'"),
].join(',');

const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${width}x${height}`, '-r', String(rate)];
const [plainFile, overFile] = [join(folder, 'plain'), join(folder, 'over')];

const ffmpeg = (...args: string[]): Buffer =>
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);

let plain: Buffer;
let over: Buffer;
// The picture is painted once: to paint it takes longer than all else.
beforeAll(() => {
  ffmpeg('-f', 'lavfi', '-i', moving, '-t', String(seconds), ...raw, plainFile);
  ffmpeg(...raw, '-i', plainFile, '-vf', written, ...raw, overFile);
  [plain, over] = [readFileSync(plainFile), readFileSync(overFile)];
}, 60_000);

const covers = (
  { x, y, w, h, from = 0, to = seconds }: Proposal,
  at: number,
  px: number,
  py: number,
): boolean => at >= from && at < to && px >= x && px < x + w && py >= y && py < y + h;

const size = width * height;
/** Where the three lines stand, with the margin that a box is given. */
const isWritten = (at: number): boolean => {
  const [px, py] = [at % width, Math.floor(at / width)];
  if (px < 12 || px > 400) return false;
  return (py >= 6 && py < 40) || (py >= 322 && py < 356) || (px >= 252 && py >= 292 && py < 326);
};

/** Pixels that were written over in any picture, and those of them that lie in no region. */
function inkOutside(regions: readonly Proposal[]): { ink: number; missed: number } {
  let [ink, missed] = [0, 0];
  for (let at = 0; at < over.length; at += 1) {
    if (Math.abs((over[at] ?? 0) - (plain[at] ?? 0)) < 16) continue;
    ink += 1;
    const picture = Math.floor(at / size);
    const [px, py] = [at % width, Math.floor((at % size) / width)];
    if (!regions.some((region) => covers(region, picture / rate, px, py))) missed += 1;
  }
  return { ink, missed };
}

test('every pixel that was written, in every picture, lies in a region, and little else does', async () => {
  const path = join(folder, 'film.mp4');
  ffmpeg(...raw, '-i', overFile, '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', path);
  const film = { path, container: 'mp4', width, height, seconds } as const;
  const { proposals: regions } = await searcher.film(film, { signal: new AbortController().signal });
  const { ink, missed } = inkOutside(regions);
  expect(ink).toBeGreaterThan(20_000);
  expect(missed).toBe(0);
  // The middle of what is zoomed into hardly moves, and would be taken for an overlay.
  const covered = new Uint8Array(size);
  for (const { x, y, w, h } of regions)
    for (let row = y; row < y + h; row += 1) covered.fill(1, row * width + x, row * width + x + w);
  const beside = covered.filter((value, at) => value === 1 && !isWritten(at));
  expect(beside.length / size).toBeLessThan(0.04);
  const frozen = regions.find(({ x, y }) => x > 240 && y > 290);
  expect(frozen).toMatchObject({ sources: ['overTime'], from: 1.1, to: 3.7 });
});

test('the frames of a DICOM loop are searched like a film, each mark with its span', async () => {
  const path = join(folder, 'loop.dcm');
  const frames = over.length / size;
  const picture = { rows: height, columns: width, channels: 1, bits: 8, photometric: 'MONOCHROME2', frames };
  // Without a time of its own a frame lasts a tenth of a second, as here.
  writeFileSync(path, plantDicom({ ...picture, samples: over }, 'explicit'));
  const film = { path, container: 'dicom', width, height, seconds } as const;
  const { proposals: regions } = await searcher.film(film, { signal: new AbortController().signal });
  expect(inkOutside(regions)).toMatchObject({ missed: 0 });
  const frozen = regions.find(({ x, y }) => x > 240 && y > 290);
  expect(frozen?.from).toBeLessThanOrEqual(1.5);
  expect(frozen?.to).toBeGreaterThanOrEqual(3.2);
  expect(frozen?.to).toBeLessThan(4.5);
});

test('a film in which nothing moves is left to the finder of stills', async () => {
  const grey = new Uint8Array(200 * 100).map((_, index) => ((index >> 3) & 1) * 200);
  const source: FrameSource = {
    width: 200,
    height: 100,
    scale: 1,
    async *frames() {
      for (let at = 0; at < 3; at += 0.5) yield { at, grey };
    },
  };
  const asked: number[] = [];
  const region = { x: 10, y: 10, w: 40, h: 12 };
  const found = await findInFilm(source, async (pixels) => {
    asked.push(pixels.bytes.length);
    return [{ ...region, sources: ['overlay'], score: 1, kind: 'text', text: null, critical: false }];
  });
  expect(asked).toEqual([200 * 100 * 3]);
  expect(found).toHaveLength(1);
  expect(found[0]).not.toHaveProperty('from');
  expect(covers(found[0] as Proposal, 1, 10, 10)).toBe(true);
});

/** A ground without edges, and on it two lines of what may be letters. */
function blurred(shift: number, light: number): Uint8Array {
  const grey = new Uint8Array(200 * 100);
  for (let at = 0; at < grey.length; at += 1) {
    const [x, y] = [at % 200, Math.floor(at / 200)];
    const isLine = x >= 20 && x < 160 && ((y >= 20 && y < 34) || (y >= 60 && y < 74));
    const ground = light * (100 + 50 * Math.sin((x + y + shift) / 25));
    grey[at] = isLine && x % 6 < 3 ? 250 : ground;
  }
  return grey;
}

const blurredFilm = (shift: (step: number) => number, light: (step: number) => number): FrameSource => ({
  ...{ width: 200, height: 100, scale: 1 },
  async *frames() {
    for (let step = 0; step < 9; step += 1) yield { at: step / 2, grey: blurred(shift(step), light(step)) };
  },
});

test('writing over a blurred ground that moves is told by standing still, though most edges stand', async () => {
  const asked: number[] = [];
  const finder = async () => {
    asked.push(1);
    return [];
  };
  const moving = blurredFilm(
    (step) => 30 * step,
    () => 1,
  );
  const found = await findInFilm(moving, finder);
  expect(asked).toHaveLength(0);
  expect(found.map(({ y, h }) => [y < 20, y + h > 34, h < 30])).toEqual([
    [true, true, true],
    [false, true, true],
  ]);
  // A lamp that flickers moves nothing.
  const lit = blurredFilm(
    () => 0,
    (step) => 1 - 0.04 * (step % 3),
  );
  expect(await findInFilm(lit, finder)).toEqual([]);
  expect(asked).toHaveLength(1);
});

test('lines of a still film below each other stay apart, though something is seen across them', async () => {
  const more = { sources: ['overlay'], score: 1, kind: 'text', text: null, critical: false } as const;
  const lines = [
    { x: 20, y: 20, w: 140, h: 14, ...more },
    { x: 20, y: 60, w: 140, h: 14, ...more },
    { x: 20, y: 18, w: 12, h: 58, ...more },
  ];
  const still = blurredFilm(
    () => 0,
    () => 1,
  );
  const found = await findInFilm(still, async () => lines);
  expect(found).toHaveLength(3);
  expect(found.some((region) => covers(region, 1, 100, 46))).toBe(false);
});

/** Patches that are elsewhere in each picture, and a line over them for little more than a second. */
const patchy = (perSecond: number): FrameSource => ({
  ...{ width: 200, height: 100, scale: 1 },
  async *frames() {
    for (let at = 0; at < 5; at += 1 / perSecond) {
      const grey = new Uint8Array(200 * 100);
      for (let pixel = 0; pixel < grey.length; pixel += 1) {
        const [x, y] = [pixel % 200, Math.floor(pixel / 200)];
        const isLine = at >= 2.1 && at < 3.3 && x >= 60 && x < 150 && y >= 40 && y < 54;
        const [column, row] = [(x + 13 * at) >> 3, (y + 29 * at) >> 3];
        const patch = Math.sin(column * 12.9 + row * 78.2 + at * 37.7) * 43_758;
        grey[pixel] = isLine && x % 6 < 3 ? 250 : 100 * (patch - Math.floor(patch));
      }
      yield { at, grey };
    }
  },
});

test('what was there for a moment is found in closer pictures, with its time', async () => {
  const finder = async () => [];
  const isThere = (found: readonly Proposal[]): boolean =>
    found.some((region) => covers(region, 2.2, 61, 41) && covers(region, 3.2, 148, 53));
  expect(isThere(await findInFilm(patchy(2), finder))).toBe(false);
  const found = await findInFilm(patchy(2), finder, patchy(4));
  expect(isThere(found)).toBe(true);
  expect(found.some((region) => covers(region, 1, 100, 46) || covers(region, 4.5, 100, 46))).toBe(false);
});

test('whoever reads but a part of a film has read from all over it, and no picture twice', async () => {
  expect(spreadOrder(9)).toEqual([0, 8, 4, 2, 6, 1, 3, 5, 7]);
  expect([spreadOrder(0), spreadOrder(1), spreadOrder(2)]).toEqual([[], [0], [0, 1]]);
  const source: FrameSource = {
    ...{ width: 8, height: 8, scale: 1 },
    async *frames() {
      for (const at of [...spreadOrder(9), 4]) yield { at, grey: new Uint8Array(64).fill(at * 30) };
    },
  };
  const region = { x: 1, y: 1, w: 2, h: 2, score: 1, kind: 'text', critical: false } as const;
  let asked = 0;
  const finder = async () => {
    asked += 1;
    return [{ ...region, sources: ['reading' as const], text: 'Gwynedd' }];
  };
  const read = await readInFilm(source, finder, 60_000);
  expect(asked).toBe(9);
  expect(read).toMatchObject([{ text: 'Gwynedd', from: 0, to: 9 }]);
  asked = 0;
  expect(await readInFilm(source, finder, 0)).toMatchObject([{ from: 0, to: 9 }]);
  expect(asked).toBe(3);
});

test('a search that is stopped ends with words', async () => {
  const film = { path: join(folder, 'none.mp4'), container: 'mp4', width, height, seconds } as const;
  await expect(searcher.film(film, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('a film of which not all could be read says so, and keeps what was found and read', async () => {
  const source: FrameSource = {
    ...{ width: 80, height: 40, scale: 1 },
    async *frames() {
      for (const at of [0, 1]) yield { at, grey: new Uint8Array(80 * 40) };
    },
  };
  const region = { x: 10, y: 10, w: 40, h: 12, score: 1, kind: 'text', critical: false } as const;
  const found: readonly Proposal[] = [{ ...region, sources: ['overTime'], text: null }];
  const named = [{ ...region, critical: true, sources: ['reading' as const], text: 'Gwynedd' }];
  const failing = (times: number) => async () => {
    times -= 1;
    if (times < 0) throw new Error('The reader is gone.');
    return named;
  };
  const read = { text: 'Gwynedd', critical: true, sources: ['overTime', 'reading', 'catalogue'] };
  expect(await namedWithin(60_000, found, source, failing(2))).toMatchObject({
    proposals: [read],
    isRead: true,
  });
  expect(await namedWithin(60_000, found, source, failing(1))).toMatchObject({
    proposals: [read],
    isRead: false,
  });
  expect(await namedWithin(60_000, found, source, failing(0))).toEqual({ proposals: found, isRead: false });
  const never = () => new Promise<never>(() => undefined);
  expect(await namedWithin(20, found, source, never)).toEqual({ proposals: found, isRead: false });
});
