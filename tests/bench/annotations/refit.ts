import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BoostedTrees } from '../../../electron/anonymise/annotations/find/boosted-trees.ts';
import { fitTrees, further } from './boosting.ts';
import { drawn } from './drawn.ts';
import { examplesAgain, examplesAlone, examplesTogether, type Seen, seenIn } from './examples.ts';

// node scripts/run.mjs tests/bench/annotations/refit.ts --out line-model.ts [--pictures 360] [--seed 900] [--photographs FOLDER]
// Fits the judges of lines anew to drawn pictures; the measurement must use other seeds. With a folder of photographs
// without writing every second sheet is small and rough and may be a piece of one, which teaches what texture looks like.
// It does not make the model in use again: the photographs of that one are not kept here. It needs about 4 GB.
const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '360' },
    seed: { type: 'string', default: '900' },
    photographs: { type: 'string' },
    out: { type: 'string' },
  },
});

const { out } = values;
if (!out) throw new Error('Please say with --out where the model is to be written.');
const folder = values.photographs;
const photographs = folder
  ? readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
  : [];
const sides = [320, 480, 760, 1_000];
const roughSides = [240, 330, 480, 700];

/** The lines of a picture of one of several sizes; every third is without writing. */
async function sheet(picture: number): Promise<Seen[]> {
  const clean = picture % 3 === 2;
  const rough = photographs.length > 0 && picture % 2 === 1;
  const side = (rough ? roughSides : sides)[(picture >> 1) % 4] ?? 480;
  const seed = Number(values.seed) * 100_003 + picture;
  return seenIn(await drawn(seed, { side, clean, photographs: rough ? photographs : [] }));
}

/** Textures give millions of lines: of a sheet one in four teaches. */
const everyFourth = <Item>(items: readonly Item[]): readonly Item[] =>
  items.filter((_, index) => index % 4 === 0);

const listed = (trees: readonly string[], indent: string): string =>
  `[\n${trees.map((tree) => `${indent}  '${tree}',`).join('\n')}\n${indent}]`;
const written = ({ base, trees }: BoostedTrees): string =>
  `{\n  base: ${base.toFixed(4)},\n  trees: ${listed(trees, '  ')},\n}`;

const pictures: Seen[][] = [];
for (let picture = 0; picture < Number(values.pictures); picture += 1) pictures.push(await sheet(picture));
const half = (of: number) => pictures.filter((_, index) => (index >> 1) % 2 === of);
// The second judge must see the first as it judges pictures that it was not fitted to.
const folds = [half(0), half(1)].map((own) =>
  fitTrees(own.flatMap((seen) => everyFourth(examplesAlone(seen)))),
);
const together = fitTrees(
  pictures.flatMap((seen, index) =>
    everyFourth(examplesTogether(seen, folds[((index >> 1) + 1) % 2] as BoostedTrees)),
  ),
);
const alone = fitTrees(pictures.flatMap((seen) => everyFourth(examplesAlone(seen))));
const again = fitTrees(
  pictures.flatMap((seen, index) =>
    everyFourth(examplesAgain(seen, folds[((index >> 1) + 1) % 2] as BoostedTrees)),
  ),
  further,
  together,
);

writeFileSync(
  out,
  `import type { BoostedTrees } from './boosted-trees.ts';

/*
 * Fitted, not written, to lines that the proposers found in ${pictures.length} pictures drawn from the seed ${values.seed}, every second of
 * them rough where there were photographs: ${photographs.length} of them (tests/bench/annotations/refit.ts). Features are numbered as
 * line-features.ts lists them.
 */

/** Judges a line by itself. */
export const alone: BoostedTrees = ${written(alone)};

/** Judges a line by itself and by what else the picture holds: features of context.ts follow the line's own. */
export const together: BoostedTrees = ${written(together)};

/** Trees that follow those, by which what is likely is judged once more: line-shape.ts's numbers come last. */
export const again: BoostedTrees['trees'] = ${listed(again.trees, '')};
`,
);
process.stdout.write(`${out}: fitted to ${pictures.length} pictures\n`);
