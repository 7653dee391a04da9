import { expect, test } from 'vitest';
import { benchAnnotations, sayAnnotations } from './annotations/annotations.ts';
import { benchCatalogue, sayMeasures } from './catalogue.ts';
import { benchClean, sayClean } from './clean.ts';
import { benchCleanVideo, sayCleanVideo } from './clean-video.ts';
import { benchCopies, sayCopies } from './copies.ts';
import { benchDecide, sayDecide } from './decide.ts';
import { benchImport, sayImport } from './import.ts';
import { benchObligations, sayObligations } from './obligations.ts';
import { benchWindow, sayWindow } from './window.ts';

test('the measurement of decisions runs', () => {
  const bench = benchDecide({ cases: 200, runs: 1, atLeastMs: 10 });
  expect(bench.cases).toBeGreaterThan(200);
  expect(sayDecide(bench)).toContain('a second');
});

test('the measurement of the catalogue runs', { timeout: 120_000 }, async () => {
  const bench = await benchCatalogue({ rows: 2_000 });
  expect(bench.measures.length).toBeGreaterThan(10);
  expect(sayMeasures(bench)).toContain('p95');
});

test('the measurement of duties runs', { timeout: 120_000 }, async () => {
  const bench = await benchObligations({ rows: 2_000, days: 1, changed: 10, seconds: 20 });
  expect(bench.anew.recordings).toBeGreaterThan(1_900);
  expect(bench.department.recordings).toBeGreaterThan(20);
  expect(sayObligations(bench)).toContain('everything anew');
});

test('the measurement of importing runs, with its peers beside it', { timeout: 120_000 }, async () => {
  const bench = await benchImport({ files: 12 });
  expect(bench.files).toBe(12);
  expect(bench.ratio).toBeGreaterThan(0);
  expect(sayImport(bench)).toContain('vipsthumbnail');
});

test('changed copies are known again, and nothing else is taken for one', { timeout: 120_000 }, async () => {
  const bench = await benchCopies({ pictures: 16, queries: 4 });
  const said = bench.rates.map(({ name, kind, found, asked }) => `${kind}s ${name}: ${found} of ${asked}`);
  expect(said).toEqual(bench.rates.map(({ name, kind, asked }) => `${kind}s ${name}: ${asked} of ${asked}`));
  expect(bench.rates.reduce((sum, { asked }) => sum + asked, 0)).toBe(4 * 6);
  expect(bench.wrong).toBe(0);
  expect(sayCopies(bench)).toContain('at most 1 of 10,000');
});

test('the measurement of cleaning runs, with its peers beside it', { timeout: 120_000 }, async () => {
  const bench = await benchClean({ files: 8 });
  expect(bench.files).toBe(8);
  expect(Math.min(bench.clean, bench.verified)).toBeGreaterThan(0);
  expect(sayClean(bench)).toContain('exiftool');
});

test('the measurement of cleaning a film runs, with its peers beside it', { timeout: 120_000 }, async () => {
  const bench = await benchCleanVideo({ size: 30_000_000, runs: 1 });
  expect(bench.megabytes).toBeGreaterThan(20);
  expect(bench.clean).toBeGreaterThan(0);
  expect(sayCleanVideo(bench)).toContain('ffmpeg -c copy');
});

test('the measurement of the window runs', { timeout: 120_000 }, async () => {
  const bench = await benchWindow({ rows: 2_000, effort: 0.05 });
  expect(bench.firstGridMs).toBeGreaterThan(0);
  expect(bench.frames.wheelP95).toBeGreaterThan(0);
  expect(bench.searchP95Ms).toBeGreaterThan(0);
  // Whatever the speed of the machine: only what is in sight exists.
  expect(bench.elements).toBeLessThan(3_000);
  expect(sayWindow(bench)).toContain('of 300 MB allowed');
  // The page alone has script and what is on it; what is decoded lies in memory that it shares, and both are counted.
  expect(bench.memory?.own).toBeGreaterThan(20);
  expect(bench.memory?.shared).toBeGreaterThan(0);
  expect(bench.memory?.whole).toBeGreaterThan((bench.memory?.own ?? 0) + (bench.memory?.shared ?? 0));
  expect(sayWindow(bench)).toContain('of plain pictures');
});

// Far below what is reached, for a handful of small pictures: it tells a finder that broke from one that did not.
test('what is written over drawn pictures is found, and little else', { timeout: 120_000 }, async () => {
  const bench = await benchAnnotations({ pictures: 6, side: 760, seed: 5 });
  expect(bench.all.lines).toBeGreaterThan(15);
  expect(bench.all.area).toBeGreaterThan(0.8);
  expect(bench.falsely).toBeLessThan(0.02);
  expect(bench.falselyWhereClean).toBeLessThan(0.01);
  expect(sayAnnotations(bench)).toContain('lowContrast');
});
