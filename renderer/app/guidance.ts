import edition2002 from '../../resources/editions/gmc-2002.json';
import edition2011 from '../../resources/editions/gmc-2011.json';

const clausesOf = (year: string, paragraphs: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(paragraphs).map(([number, clause]) => [`${year}:${number}`, clause]);

/** What each paragraph of each edition asks, in our words, as `2002:14e`. Shipped resources; this file alone reaches for them. */
export const guidance: ReadonlyMap<string, string> = new Map([
  ...clausesOf('2002', edition2002.paragraphs),
  ...clausesOf('2011', edition2011.paragraphs),
]);
