import { likenessSide, sureLikenessOf } from '../likeness.ts';
import { type GreyPicture, sampled, summed, type Window, whole } from './grey-picture.ts';
import { heartOf, type PrintPart, printParts, printWords, wordsOf } from './print.ts';
import { largestPart, withoutBorders, withoutFrame } from './trim.ts';
import { keepsItsHeart, picturesBefore } from './windows.ts';

/** One way in which a picture may be a copy of another: where the other lay, or what it holds within its borders. */
export interface Guess {
  readonly part: PrintPart;
  readonly before: Window;
}

interface LikelyGuess extends Guess {
  readonly words: readonly [number, number];
  /** The bits that are compared. */
  readonly sure: readonly [number, number];
}

/** The picture as it is, and what is left without its borders, and without words beyond them, where it has any. */
function leftOf(picture: GreyPicture): Window[] {
  const lefts = [whole(picture), withoutFrame(picture), withoutBorders(picture), largestPart(picture)];
  const sizes = lefts.map((left) => left && left.width * left.height);
  return lefts.filter((left, at): left is Window => left !== null && sizes.indexOf(sizes[at] ?? 0) === at);
}

/** Every way in which a picture may be a copy: as it is, without even borders, and with edges cut off. */
function guessesFor(picture: GreyPicture): LikelyGuess[] {
  const sums = summed(picture);
  const guesses: LikelyGuess[] = [];
  const add = (part: PrintPart, before: Window): void => {
    const seen = part === 'heart' ? heartOf(before) : before;
    const seenAs = sureLikenessOf(sampled(sums, seen, likenessSide));
    if (seenAs) guesses.push({ part, before, words: wordsOf(seenAs.likeness), sure: wordsOf(seenAs.sure) });
  };
  const lefts = leftOf(picture);
  for (const left of lefts) {
    add('inner', left);
    add('whole', left);
  }
  // A thousand guesses each: what has borders and words beyond them is not looked for as a cut picture too.
  for (const left of lefts.slice(-2))
    for (const before of picturesBefore(left)) if (keepsItsHeart(before, left)) add('heart', before);
  return guesses;
}

/** A known picture that may be the one looked for, by its place in the list of prints. */
export interface Hit {
  readonly index: number;
  readonly distance: number;
  readonly guess: Guess;
}

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Sure bits by which a copy may differ in the best of its guesses, which is half a step beside where it lay. */
const mostDifferent = 5;
/** More are near a picture of which a library is full, as an empty frame; the nearest of them stand for all. */
const mostHits = 2_000;

/** Whether what a picture shows within its borders is little more than coding makes of it, as in a piece of sky. */
export const isTooPlain = (picture: GreyPicture): boolean =>
  sureLikenessOf(sampled(summed(picture), withoutBorders(picture), likenessSide))?.plain === true;

/** One part of every print, in words with a sign: others are compared as fractions, which takes five times as long. */
function wordsOfPart(prints: Uint32Array, part: PrintPart, word: 0 | 1): Int32Array {
  const first = 2 * printParts.indexOf(part) + word;
  const words = new Int32Array(Math.floor(prints.length / printWords));
  for (let index = 0; index < words.length; index += 1)
    words[index] = prints[index * printWords + first] ?? 0;
  return words;
}

/** The known pictures whose prints are near a guess for this one, nearest first. */
export function nearPrints(picture: GreyPicture, prints: Uint32Array): Hit[] {
  const count = Math.floor(prints.length / printWords);
  const nearest = new Uint8Array(count).fill(mostDifferent + 1);
  const best = new Int32Array(count).fill(-1);
  const guesses = guessesFor(picture);
  for (const part of printParts) {
    const [fronts, backs] = [wordsOfPart(prints, part, 0), wordsOfPart(prints, part, 1)];
    for (const [at, guess] of guesses.entries()) {
      if (guess.part !== part) continue;
      const [front, back] = guess.words.map((word) => word | 0) as [number, number];
      const [sureFront, sureBack] = guess.sure.map((word) => word | 0) as [number, number];
      for (let index = 0; index < count; index += 1) {
        const known = fronts[index] ?? 0;
        let distance = bitsIn((known ^ front) & sureFront);
        if (distance > mostDifferent) continue;
        const knownBack = backs[index] ?? 0;
        distance += bitsIn((knownBack ^ back) & sureBack);
        if (distance >= (nearest[index] ?? 0) || (known === 0 && knownBack === 0)) continue;
        nearest[index] = distance;
        best[index] = at;
      }
    }
  }
  return hitsOf(guesses, nearest, best);
}

function hitsOf(guesses: readonly LikelyGuess[], nearest: Uint8Array, best: Int32Array): Hit[] {
  const hits: Hit[] = [];
  for (const [index, at] of best.entries()) {
    const guess = guesses[at];
    if (guess)
      hits.push({ index, distance: nearest[index] ?? 0, guess: { part: guess.part, before: guess.before } });
  }
  return hits.sort((a, b) => a.distance - b.distance || a.index - b.index).slice(0, mostHits);
}
