import { type Likeness, likenessSide, sureLikenessOf } from '../likeness.ts';
import { bitsIn, bundled, type Sought } from './bundles.ts';
import { type GreyPicture, sampled, summed, type Window, whole } from './grey-picture.ts';
import { heartOf, type PrintPart, printParts, printWords, wordsOf } from './print.ts';
import { largestPart, withoutBorders, withoutFrame } from './trim.ts';
import { WindowLikenesses } from './window-likeness.ts';
import { keepsItsHeart, picturesBefore } from './windows.ts';

/** One way in which a picture may be a copy of another: where the other lay, or what it holds within its borders. */
export interface Guess {
  readonly part: PrintPart;
  readonly before: Window;
}

/** With the likeness that is looked for, and those of its bits that are compared. */
type LikelyGuess = Guess & Sought;

/** The picture as it is, and what is left without its borders, and without words beyond them, where it has any. */
function leftOf(picture: GreyPicture): Window[] {
  const lefts = [whole(picture), withoutFrame(picture), withoutBorders(picture), largestPart(picture)];
  const sizes = lefts.map((left) => left && left.width * left.height);
  return lefts.filter((left, at): left is Window => left !== null && sizes.indexOf(sizes[at] ?? 0) === at);
}

/** In words with a sign: others are compared as fractions, which takes five times as long. */
function signed(likeness: Likeness): readonly [number, number] {
  const [front, back] = wordsOf(likeness);
  return [front | 0, back | 0];
}

/** Every way in which a picture may be a copy: as it is, without even borders, and with edges cut off. */
function guessesFor(picture: GreyPicture): LikelyGuess[] {
  const likenesses = new WindowLikenesses(summed(picture));
  const guesses: LikelyGuess[] = [];
  const add = (part: PrintPart, before: Window): void => {
    const seenAs = likenesses.of(part === 'heart' ? heartOf(before) : before);
    if (seenAs) guesses.push({ part, before, words: signed(seenAs.likeness), sure: signed(seenAs.sure) });
  };
  const lefts = leftOf(picture);
  for (const left of lefts) {
    add('inner', left);
    add('whole', left);
  }
  // An object on an even ground has no borders, and is cut as a whole: what lies within its ground is not all that is left.
  for (const left of new Set([...lefts.slice(0, 1), ...lefts.slice(-2)]))
    for (const before of picturesBefore(left)) if (keepsItsHeart(before, left)) add('heart', before);
  return guesses;
}

/** A known picture that may be the one looked for, by its place in the list of prints. */
export interface Hit {
  readonly index: number;
  readonly distance: number;
  /** The nearest of each part, the nearest first: where one lays it a little beside, another may fit. */
  readonly guesses: readonly Guess[];
}

/** Sure bits by which a copy may differ in the best of its guesses, which is half a step beside where it lay. */
const mostDifferent = 5;
/** More are near a picture of which a library is full, as an empty frame; the nearest of them stand for all. */
const mostHits = 2_000;

/** Whether what a picture shows within its borders is little more than coding makes of it, as in a piece of sky. */
export const isTooPlain = (picture: GreyPicture): boolean =>
  sureLikenessOf(sampled(summed(picture), withoutBorders(picture), likenessSide))?.plain === true;

/** One part of every print, in words with a sign too. */
function wordsOfPart(prints: Uint32Array, part: PrintPart, word: 0 | 1): Int32Array {
  const first = 2 * printParts.indexOf(part) + word;
  const words = new Int32Array(Math.floor(prints.length / printWords));
  for (let index = 0; index < words.length; index += 1)
    words[index] = prints[index * printWords + first] ?? 0;
  return words;
}

/** The guess of one part that is nearest to each print, and how near; none where no guess is near. */
interface NearestOfPart {
  readonly distances: Uint8Array;
  readonly guesses: readonly (LikelyGuess | undefined)[];
}

function nearestOfPart(guesses: readonly LikelyGuess[], prints: Uint32Array, part: PrintPart): NearestOfPart {
  const [fronts, backs] = [wordsOfPart(prints, part, 0), wordsOfPart(prints, part, 1)];
  const distances = new Uint8Array(fronts.length).fill(mostDifferent + 1);
  const nearest: (LikelyGuess | undefined)[] = new Array(fronts.length);
  for (const { words, sure, members } of bundled(guesses)) {
    const [front, back] = words;
    const [sureFront, sureBack] = sure;
    for (let index = 0; index < fronts.length; index += 1) {
      const known = fronts[index] ?? 0;
      const shared = bitsIn((known ^ front) & sureFront);
      if (shared > mostDifferent) continue;
      const knownBack = backs[index] ?? 0;
      if (shared + bitsIn((knownBack ^ back) & sureBack) > mostDifferent) continue;
      if (known === 0 && knownBack === 0) continue;
      for (const at of members) {
        const guess = guesses[at] as LikelyGuess;
        const distance =
          bitsIn((known ^ guess.words[0]) & guess.sure[0]) +
          bitsIn((knownBack ^ guess.words[1]) & guess.sure[1]);
        if (distance >= (distances[index] ?? 0)) continue;
        distances[index] = distance;
        nearest[index] = guess;
      }
    }
  }
  return { distances, guesses: nearest };
}

/** The known pictures whose prints are near a guess for this one, nearest first. */
export function nearPrints(picture: GreyPicture, prints: Uint32Array): Hit[] {
  const guesses = guessesFor(picture);
  const parts = printParts.map((part) =>
    nearestOfPart(
      guesses.filter((guess) => guess.part === part),
      prints,
      part,
    ),
  );
  const hits: Hit[] = [];
  for (let index = 0; index * printWords < prints.length; index += 1) {
    const near = parts
      .flatMap(({ distances, guesses: { [index]: guess } }) =>
        guess ? [{ distance: distances[index] ?? 0, part: guess.part, before: guess.before }] : [],
      )
      .sort((a, b) => a.distance - b.distance);
    if (near[0])
      hits.push({
        index,
        distance: near[0].distance,
        guesses: near.map(({ part, before }) => ({ part, before })),
      });
  }
  return hits.sort((a, b) => a.distance - b.distance || a.index - b.index).slice(0, mostHits);
}
