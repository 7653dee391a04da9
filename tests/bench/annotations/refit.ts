import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BoostedTrees } from '../../../electron/anonymise/annotations/find/boosted-trees.ts';
import { fit, usual } from './boosting.ts';
import { drawn, type Sheet } from './drawn.ts';
import { examplesAlone, examplesTogether, seenIn } from './examples.ts';

// node scripts/run.mjs tests/bench/annotations/refit.ts [--pictures 160] [--seed 900] [--out line-model.ts]
// Fits the judges of lines anew to drawn pictures; the measurement must use other seeds. It needs about 4 GB.
const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '160' },
    seed: { type: 'string', default: '900' },
    out: {
      type: 'string',
      default: fileURLToPath(
        new URL('../../../electron/anonymise/annotations/find/line-model.ts', import.meta.url),
      ),
    },
  },
});

const sides = [360, 520, 760, 1_000];

/** The lines of a picture of one of several sizes; every third is without writing. */
async function sheet(picture: number): ReturnType<typeof linesIn> {
  const size = { side: sides[picture % sides.length] ?? 520, clean: picture % 3 === 2 };
  return linesIn(Number(values.seed) * 100_003 + picture, size);
}

const linesIn = async (seed: number, size: Sheet) => seenIn(await drawn(seed, size));

const written = ({ base, trees }: BoostedTrees): string =>
  `{\n  base: ${base.toFixed(4)},\n  trees: [\n${trees.map((tree) => `    '${tree}',`).join('\n')}\n  ],\n}`;

const pictures: Awaited<ReturnType<typeof sheet>>[] = [];
for (let picture = 0; picture < Number(values.pictures); picture += 1) pictures.push(await sheet(picture));
const half = (of: number) => pictures.filter((_, index) => index % 2 === of);
// The second judge must see the first as it judges pictures that it was not fitted to.
const folds = [half(0), half(1)].map((own) => fit(own.flatMap(examplesAlone)));
const together = fit(
  pictures.flatMap((seen, index) => examplesTogether(seen, folds[(index + 1) % 2] as BoostedTrees)),
  usual,
);
const alone = fit(pictures.flatMap(examplesAlone));

writeFileSync(
  values.out,
  `import type { BoostedTrees } from './boosted-trees.ts';

// Fitted, not written: tests/bench/annotations/refit.ts says how. Features are numbered as line-features.ts lists them.

/** Judges a line by itself. */
export const alone: BoostedTrees = ${written(alone)};

/** Judges a line by itself and by what else the picture holds: features of context.ts follow the line's own. */
export const together: BoostedTrees = ${written(together)};
`,
);
process.stdout.write(`${values.out}: fitted to ${pictures.length} pictures\n`);
