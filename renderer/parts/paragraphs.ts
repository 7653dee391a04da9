/** The edition of the guidance, by its year. */
export type Year = '2002' | '2011';

/** A paragraph as answers name it: of the library's own edition, or of the one that stands before it. */
export const named = (paragraph: string, year: Year): string =>
  paragraph.includes(':') ? paragraph : `${year}:${paragraph}`;

/** The number, with its year where that is not the library's own. */
export function shownNumber(paragraph: string, year: Year): string {
  const [edition, number] = named(paragraph, year).split(':');
  return edition === year ? `${number}` : `${edition}, ${number}`;
}
