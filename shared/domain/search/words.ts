/** Ten digits in the groups in which NHS, H&C (3-3-4) and CHI numbers (6-4) are printed; searched for as one. */
const groupedDigits = /(?<![\p{L}\p{N}])(?:\d{3}[\s-]\d{3}|\d{6})[\s-]\d{4}(?![\p{L}\p{N}])/gu;

/**
 * The words of a text as they are compared: lower case, without accents, letters and digits only. What is stored
 * and what is typed go through this one door, so that they always agree.
 */
export function wordsOf(text: string): string[] {
  const joined = text.replace(groupedDigits, (digits) => digits.replace(/[\s-]/g, ''));
  const plain = joined.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What two texts have in common that a reader takes for the same: "Left hand", "left-hand". */
export const sameWords = (text: string): string => wordsOf(text).join(' ');
