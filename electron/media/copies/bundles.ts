/** Bits that are looked for, and which of them are compared, each in two words of 32 with a sign. */
export interface Sought {
  readonly words: readonly [number, number];
  readonly sure: readonly [number, number];
}

/** Several that are looked for, by their places, and the bits that all of them compare and have alike. */
interface Bundle {
  words: readonly [number, number];
  sure: readonly [number, number];
  readonly members: number[];
}

export function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** So many bits tell nearly every other picture from a whole bundle at once. */
const leastShared = 26;

/**
 * Bundles those that are much the same, as windows that lie a step beside each other: what differs from a bundle in more
 * of its bits than are allowed differs so from each in it, and need not be compared with them.
 */
export function bundled(sought: readonly Sought[]): Bundle[] {
  const bundles: Bundle[] = [];
  for (const [at, { words, sure }] of sought.entries()) {
    let joined = false;
    for (const bundle of bundles) {
      const front = bundle.sure[0] & sure[0] & ~(bundle.words[0] ^ words[0]);
      const back = bundle.sure[1] & sure[1] & ~(bundle.words[1] ^ words[1]);
      if (bitsIn(front) + bitsIn(back) < leastShared) continue;
      bundle.sure = [front, back];
      bundle.members.push(at);
      joined = true;
      break;
    }
    if (!joined) bundles.push({ words, sure, members: [at] });
  }
  return bundles;
}
