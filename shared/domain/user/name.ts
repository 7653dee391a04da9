/**
 * What two names that a reader takes for the same have in common: width and composition of letters, their case,
 * spaces and invisible characters do not tell people apart. Letters of other alphabets that look alike do.
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .replace(/[\s.,]+/gu, ' ')
    .trim()
    .toLowerCase()
    .normalize('NFKC');
