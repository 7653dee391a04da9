import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { Region } from '../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { proposeCodes } from '../codes/propose-codes.ts';
import { recogniser } from '../read/confusions.ts';
import { readDoubtful, readWhole } from '../read/read-picture.ts';
import { withSides } from '../read/read-sides.ts';
import type { ReadWord, TextReader } from '../read/text-reader.ts';
import { believable, lettersOf, textOf, wordsIn } from '../read/words.ts';
import { areaOf, overlapOf } from './boxes.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { withoutCrossings } from './crossings.ts';
import { kindOf } from './kind.ts';
import { lineScores } from './line-score.ts';
import { withNeighbours } from './neighbours.ts';
import { withContinuation } from './prolong.ts';
import { type Sighting, sightingsOf } from './propose.ts';
import { withoutDoubt, withoutTexture } from './texture.ts';
import { asProposals, type Scored, united } from './unite.ts';

/** From this score on a line is proposed unread; from the lower one on where it can be read. */
const leastScore = 0.5;
const doubtfulScore = 0.2;
/** What was read where nothing else was seen must be longer and clearer. */
const leastLetters = 3;
const leastConfidence = 0.7;

/** The share of a box that words must span to say what all of it is. */
const mostlyRead = 0.6;

export interface FindOptions {
  /** Names, numbers and days (YYYY-MM-DD) that the catalogue knows of the subjects. */
  readonly known?: readonly string[];
  /** Reads what is found; without it nothing is read, and doubtful lines are left out. */
  readonly reader?: TextReader | null;
}

type Line = Candidate & { readonly score: number };

interface Reading {
  readonly words: readonly ReadWord[];
  /** Boxes that are kept or added because they could be read. */
  readonly boxes: readonly Scored[];
}

const uncovered = (boxes: readonly Region[], word: ReadWord): boolean =>
  !boxes.some((box) => overlapOf(box, word) > 0.5 * word.w * word.h);

/**
 * Reads the whole picture once and those lines one by one that may be writing; a failure to read clears nothing.
 * `strong` lines are proposed whatever is read.
 */
async function readingOf(
  lines: readonly Line[],
  strong: readonly Line[],
  reader: TextReader,
): Promise<Reading> {
  const channels = new Map(lines.map(({ sighting }) => [sighting.channel, sighting.reduced]));
  const words: ReadWord[] = [];
  for (const [channel, reduced] of channels)
    for (const word of await readWhole(reader, channel, reduced))
      if (believable(word, 0.5) && uncovered(words, word)) words.push(word);
  const doubtful = lines.filter(
    (line) =>
      line.score >= doubtfulScore && !strong.some((box) => overlapOf(box, line) > 0.8 * line.w * line.h),
  );
  const kept = await readDoubtful(reader, doubtful);
  const alone = words.filter(
    (word) =>
      word.confidence >= leastConfidence &&
      lettersOf(word.text).length >= leastLetters &&
      uncovered([...strong, ...kept], word),
  );
  const lineWords = kept.map(({ read, x, y, w, h }) => ({ x, y, w, h, ...read }));
  return {
    words: [...words, ...lineWords.filter((word) => uncovered(words, word))],
    boxes: [...kept, ...alone.map(({ x, y, w, h, confidence }) => ({ x, y, w, h, score: 0.8 * confidence }))],
  };
}

const nothingRead: Reading = { words: [], boxes: [] };

/** Every line that any of the proposers saw, with how sure it is that it is writing. */
function scoredLines(sightings: readonly Sighting[]): Line[] {
  const candidates = candidatesOf(sightings);
  const scores = lineScores(candidates);
  return candidates.map((candidate, index) => ({ ...candidate, score: scores[index] ?? 0 }));
}

/** A proposal with what was read in it. */
function withText(
  proposal: Proposal,
  words: readonly ReadWord[],
  knows: (text: string) => boolean,
): Proposal {
  const said = wordsIn(words, proposal);
  if (said.length === 0) return proposal;
  const text = textOf(said);
  const critical = knows(text);
  const sources = ['overlay', 'reading', ...(critical ? ['catalogue' as const] : [])] as const;
  // A side read in part of a box leaves open what else is written there.
  const all = said.reduce((sum, { w }) => sum + w, 0) >= mostlyRead * Math.max(proposal.w, proposal.h);
  return { ...proposal, text, critical, sources, kind: critical || !all ? 'text' : kindOf(text) };
}

/**
 * Proposes what was written over a picture, and codes in it: the union of several ways of looking, in whole pixels of
 * the upright picture. It takes about a second a megapixel, more with a reader: call it where it holds up nobody.
 */
export async function findInPicture(pixels: Pixels, options: FindOptions = {}): Promise<readonly Proposal[]> {
  const { known = [], reader = null } = options;
  const sightings = sightingsOf(pixels);
  const lines = scoredLines(sightings);
  const likely = withoutTexture(withoutCrossings(lines.filter(({ score }) => score >= leastScore)));
  const clear = withoutDoubt(likely, pixels);
  const doubtful = lines.filter(({ score }) => score < leastScore);
  const strong = withContinuation(withNeighbours(clear, doubtful, pixels), sightings);
  const { words, boxes } = reader ? await readingOf(lines, strong, reader) : nothingRead;
  const knows = recogniser(known);
  const codes = await proposeCodes(pixels, knows);
  const written = asProposals(united([...strong, ...boxes]), pixels)
    .filter((each) => !codes.some((code) => overlapOf(code, each) > 0.8 * areaOf(each)))
    .map((each) => withText(each, words, knows));
  return [...codes, ...(reader ? await withSides(pixels, written, reader) : written)];
}
