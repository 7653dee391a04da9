/** Letters without their marks, so that `Szczepanska` finds `Szczepańska`. */
export const plainLetters = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L').toLowerCase();

const atWordStart = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');

function wordScore(word: string, text: string): number | null {
  const whole = text.indexOf(word);
  if (whole >= 0) return (atWordStart(text, whole) ? 100 : 60) - Math.min(20, whole / 4);
  let score = 30;
  let at = -1;
  for (const letter of word) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return null;
    if (atWordStart(text, next)) score += 4;
    score -= Math.min(3, next - at - 1);
    at = next;
  }
  return score;
}

/**
 * How well what was typed fits a text: higher is better, null where it does not fit. Every word typed must be found,
 * whole or as letters in order; marks on letters do not count.
 */
export function fitOf(typed: string, text: string): number | null {
  const words = plainLetters(typed).split(/\s+/).filter(Boolean);
  const plain = plainLetters(text);
  let sum = 0;
  for (const word of words) {
    const score = wordScore(word, plain);
    if (score === null) return null;
    sum += score;
  }
  return sum - plain.length / 100;
}
