import { commonWords } from './common.ts';

export type StrengthWord = 'weak' | 'fair' | 'good' | 'strong';

export type Strength = {
  /** A rough estimate, erring low, of what guessing would cost: 2 to this power tries. */
  readonly bits: number;
  readonly word: StrengthWord;
  /** Whether a library accepts it: 12 characters and fair. */
  readonly acceptable: boolean;
  /** What would make it better; empty where nothing need. */
  readonly advice: readonly string[];
};

export const leastCharacters = 12;
const fairBits = 45;
const goodBits = 60;
const strongBits = 80;

/** What a guessed piece costs, whatever its length: it is looked up, not spelt. */
const wordBits = 11;
const stepBits = 1;
/** A letter of a word: what English leaves open, not what the alphabet does. */
const letterBits = 2.5;

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const fold = (text: string): string =>
  Array.from(text.toLowerCase(), (letter) => lookalikes[letter] ?? letter).join('');

/** How many signs a guesser must try for each place, by the classes of sign in use. */
function alphabetOf(text: string): number {
  const classes: readonly (readonly [RegExp, number])[] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/ /, 1],
    [/[!-/:-@[-`{-~]/, 32],
    [/[^ -~]/, 64],
  ];
  return classes.reduce((sum, [form, size]) => sum + (form.test(text) ? size : 0), 0);
}

const adjacent = (a: string, b: string): boolean => {
  const step = (b.codePointAt(0) ?? 0) - (a.codePointAt(0) ?? 0);
  return step === 1 || step === -1 || rows.some((row) => row.includes(a + b) || row.includes(b + a));
};

/** Whether a sign only goes on with a repeat or a run: `aaa`, `abc`, `321`, `qwe`. */
const goesOn = (text: readonly string[], at: number): boolean => {
  const [before, here] = [text[at - 1], text[at]];
  return before !== undefined && here !== undefined && (before === here || adjacent(before, here));
};

/** Which signs stand in a stretch of four letters or more (digits read as letters): a word, most likely. */
function inWords(folded: string): readonly boolean[] {
  const places = Array.from(folded, () => false);
  for (const stretch of folded.matchAll(/[a-z]{4,}/g)) {
    places.fill(true, stretch.index, stretch.index + stretch[0].length);
  }
  return places;
}

type Weighed = { readonly bits: number; readonly words: number; readonly runs: number };

function weigh(text: string): Weighed {
  const folded = fold(text);
  const wordy = inWords(folded);
  const lower = Array.from(text.toLowerCase());
  const perSign = Math.log2(Math.max(2, alphabetOf(text)));
  const seen = new Set<string>();
  let found: Weighed = { bits: 0, words: 0, runs: 0 };
  let at = 0;
  while (at < lower.length) {
    const here = lower.slice(at).join('');
    const word = commonWords.find((known) => here.startsWith(known) || folded.slice(at).startsWith(known));
    const quad = here.slice(0, 4);
    if (word !== undefined) {
      found = { ...found, bits: found.bits + wordBits, words: found.words + 1 };
      at += word.length;
    } else if (quad.length === 4 && seen.has(quad)) {
      // Four signs again: a phrase said twice is hardly longer than said once.
      found = { ...found, bits: found.bits + stepBits, runs: found.runs + 1 };
      at += 4;
    } else {
      const run = goesOn(lower, at);
      const bits = run ? stepBits : wordy[at] ? letterBits : perSign;
      found = { ...found, bits: found.bits + bits, runs: found.runs + (run ? 1 : 0) };
      seen.add(quad);
      at += 1;
    }
  }
  return found;
}

const years = /(?:19|20)\d\d/;

function adviceFor(text: string, weighed: Weighed, word: StrengthWord): string[] {
  const advice: string[] = [];
  if (Array.from(text).length < leastCharacters) advice.push(`Use at least ${leastCharacters} characters.`);
  if (word === 'good' || word === 'strong') return advice;
  if (weighed.words > 0)
    advice.push('Leave out words that are tried first, such as names of clubs or months.');
  if (weighed.runs > 2) advice.push('Avoid repeats and runs such as aaa, abc or 123.');
  if (years.test(text)) advice.push('Leave out years and dates.');
  advice.push(
    'Four or five words that have nothing to do with each other are easy to keep in mind and hard to guess.',
  );
  return advice;
}

/** Estimates how hard a passphrase is to guess. It never leaves this function and is not stored. */
export function passphraseStrength(passphrase: string): Strength {
  const weighed = weigh(passphrase);
  const bits = Math.floor(weighed.bits);
  const word: StrengthWord =
    bits >= strongBits ? 'strong' : bits >= goodBits ? 'good' : bits >= fairBits ? 'fair' : 'weak';
  const long = Array.from(passphrase).length >= leastCharacters;
  return { bits, word, acceptable: long && word !== 'weak', advice: adviceFor(passphrase, weighed, word) };
}
