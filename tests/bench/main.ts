import { parseArgs } from 'node:util';
import { ensureWindow } from '../../scripts/setup/window-build.mjs';
import { benchAnnotations, sayAnnotations } from './annotations/annotations.ts';
import { benchCatalogue, sayMeasures } from './catalogue.ts';
import { benchClean, sayClean } from './clean.ts';
import { benchCleanVideo, sayCleanVideo } from './clean-video.ts';
import { benchCopies, sayCopies } from './copies.ts';
import { benchDecide, sayDecide } from './decide.ts';
import { benchImport, sayImport } from './import.ts';
import { benchObligations, sayObligations } from './obligations.ts';
import { percentile } from './seeded.ts';
import { benchWindow, sayWindow } from './window.ts';

// npm run bench [-- annotations|import|catalogue|decide|copies|clean|clean-video|obligations|window] [--rows 50000] [--files 200] [--runs 3] [--folder DIR] [--minutes 10] [--seed 1] [--reading]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    files: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string' },
    minutes: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    reading: { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const files = Number(values.files);
const runs = Number(values.runs);
const minutes = Number(values.minutes);
const seed = Number(values.seed);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const benches = {
  async annotations() {
    say(sayAnnotations(await benchAnnotations({ seed, reading: values.reading })));
  },
  async clean() {
    say(sayClean(await benchClean()));
  },
  async 'clean-video'() {
    say(sayCleanVideo(await benchCleanVideo({ runs })));
  },
  /** Among at most 20,000 pictures, made of the photographs in the folder or of the samples. */
  async copies() {
    const pictures = Math.min(rows, 20_000);
    say(sayCopies(await benchCopies({ pictures, queries: files, folder: values.folder ?? null })));
  },
  async decide() {
    say(sayDecide(benchDecide()));
  },
  /** Each run measures the tools beside it anew; the run in the middle is the figure. */
  async import() {
    const found = [];
    for (let run = 0; run < runs; run += 1) {
      const one = await benchImport({ files });
      say(`${sayImport(one)}\n`);
      found.push(one.ratio);
    }
    const middle = found.sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0;
    say(`import: ratio ${middle.toFixed(2)}, the median of ${found.length} runs (at most 0.9)`);
  },
  async catalogue() {
    const bench = await benchCatalogue({ rows });
    say(sayMeasures(bench));
    const worst = Math.max(...bench.measures.map(({ p95 }) => p95));
    say(
      `catalogue: worst p95 ${worst.toFixed(1)} ms, ${(worst / 30).toFixed(2)} of the 30 ms allowed; start ${bench.startMs.toFixed(0)} ms, ${(bench.startMs / 2_000).toFixed(2)} of the 2 s allowed`,
    );
  },
  async obligations() {
    const bench = await benchObligations({ rows });
    say(sayObligations(bench));
    const slowest = Math.max(...bench.ordinary.map(({ doneMs }) => doneMs));
    say(
      `obligations: a day's turn ${(slowest / 1_000).toFixed(2)} s of the 5 s allowed; a change p95 ${percentile(bench.changes, 95).toFixed(0)} ms of the 50 ms allowed`,
    );
  },
  async window() {
    ensureWindow();
    const bench = await benchWindow({ rows, minutes });
    say(sayWindow(bench));
    say(
      `window: frame p95 ${Math.max(bench.frames.wheelP95, bench.frames.slowP95, bench.frames.dragP95).toFixed(0)} ms of the 33 ms allowed; memory ${bench.memory?.whole.toFixed(0) ?? 'not said'} MB of the 300 MB allowed`,
    );
  },
} as const;

type Name = keyof typeof benches;
const isName = (name: string): name is Name => Object.hasOwn(benches, name);
const numbersFit =
  minutes >= 0 && [rows, files, runs, seed].every((number) => Number.isInteger(number) && number > 0);
const chosen = positionals.length > 0 ? positionals : (Object.keys(benches) as Name[]);
if (!numbersFit || !chosen.every(isName)) {
  process.stderr.write(
    'Say what to measure: npm run bench [-- annotations|import|catalogue|decide|copies|clean|clean-video|obligations|window] [--rows N] [--files N] [--runs N] [--folder DIR] [--minutes N] [--seed N] [--reading]\n',
  );
  process.exit(2);
}
for (const name of chosen) {
  if (isName(name)) await benches[name]();
  say('');
}
