import { findInPicture } from '../../../electron/anonymise/annotations/find/find.ts';
import { createTextReader } from '../../../electron/anonymise/annotations/read/text-reader.ts';
import { drawn } from './drawn.ts';
import { styles } from './overlay.ts';
import { type Count, type PictureScore, scored, summed } from './score.ts';

interface Options {
  readonly pictures?: number;
  readonly side?: number;
  readonly seed?: number;
  /** Reads as well, as the window does. */
  readonly reading?: boolean;
}

interface Shares {
  readonly area: number;
  readonly ink: number;
  readonly boxes: number;
  readonly lines: number;
}

export interface AnnotationsBench {
  readonly all: Shares;
  readonly byStyle: ReadonlyMap<string, Shares>;
  /** The share of what is not written on that is proposed, of all pictures and of those without writing. */
  readonly falsely: number;
  readonly falselyWhereClean: number;
  /** The share of pictures with writing of which every line is covered. */
  readonly pictures: number;
  /** Seconds of one core for a megapixel. */
  readonly seconds: number;
}

const sharesOf = (counts: readonly Count[]): Shares => {
  const sum = summed(counts);
  return {
    area: sum.coveredPixels / sum.pixels,
    ink: sum.coveredInk / sum.ink,
    boxes: sum.coveredBoxes / sum.boxes,
    lines: sum.boxes,
  };
};

const falselyIn = (scores: readonly PictureScore[]): number =>
  scores.reduce((sum, { falsely }) => sum + falsely, 0) /
  scores.reduce((sum, { outside }) => sum + outside, 0);

const everyLine = ({ lines }: PictureScore): boolean => lines.every(({ count }) => count.coveredBoxes === 1);

function coreSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Every sixth picture has no writing. */
const cleanEvery = 6;

/** Writes invented words over drawn pictures in many ways and counts what is found of them. */
export async function benchAnnotations(options: Options = {}): Promise<AnnotationsBench> {
  const { pictures = 60, side = 1_000, seed = 1, reading = false } = options;
  const reader = reading ? createTextReader() : null;
  const scores: PictureScore[] = [];
  let seconds = 0;
  let megapixels = 0;
  for (let picture = 0; picture < pictures; picture += 1) {
    const clean = picture % cleanEvery === cleanEvery - 1;
    const sheet = await drawn(seed * 100_003 + picture, { side, clean });
    const before = coreSeconds();
    scores.push(scored(sheet, await findInPicture(sheet.pixels, { reader })));
    seconds += coreSeconds() - before;
    megapixels += (sheet.pixels.width * sheet.pixels.height) / 1e6;
  }
  await reader?.close();
  const lines = scores.flatMap((score) => score.lines);
  const withWriting = scores.filter((score) => score.lines.length > 0);
  return {
    all: sharesOf(lines.map(({ count }) => count)),
    byStyle: new Map(
      styles.map((style) => [
        style,
        sharesOf(lines.filter((line) => line.style === style).map(({ count }) => count)),
      ]),
    ),
    falsely: falselyIn(scores),
    falselyWhereClean: falselyIn(scores.filter((score) => score.lines.length === 0)),
    pictures: withWriting.filter(everyLine).length / withWriting.length,
    seconds: seconds / megapixels,
  };
}

const row = (name: string, { area, ink, boxes, lines }: Shares): string =>
  `  ${name.padEnd(12)} area ${area.toFixed(3)}  ink ${ink.toFixed(3)}  boxes ${boxes.toFixed(3)}  of ${lines} lines`;

export function sayAnnotations(bench: AnnotationsBench): string {
  return [
    'annotations: what is found of invented writing over drawn pictures, boxes grown by 3 pixels',
    row('all', bench.all),
    ...[...bench.byStyle].map(([style, shares]) => row(style, shares)),
    `  pictures with every line covered ${bench.pictures.toFixed(2)}; proposed where nothing is written ${bench.falsely.toFixed(4)}, in pictures without writing ${bench.falselyWhereClean.toFixed(4)}`,
    `  ${bench.seconds.toFixed(2)} s of one core a megapixel`,
  ].join('\n');
}
