import { emptyQuery, type LibraryQuery } from '../../parts/library-query.ts';
import { starWords } from '../../parts/stars.tsx';
import { categoryNames, kindNames, standingNames, useNames } from '../../parts/words.ts';
import { dayText } from '../../ui/dates.ts';

const orders = ['sort', 'descending'];

/** Whether anything narrows what is shown. */
export const isFiltered = (query: LibraryQuery): boolean =>
  Object.entries(query).some(
    ([name, value]) => !orders.includes(name) && (Array.isArray(value) ? value.length > 0 : Boolean(value)),
  );

/** Everything again, in the order it was. */
export const unfiltered = ({ sort, descending }: LibraryQuery): LibraryQuery => ({
  ...emptyQuery,
  ...(sort ? { sort } : {}),
  ...(descending === undefined ? {} : { descending }),
});

/** Among the other filters a short word is enough. */
export const filterCategoryNames = { ...categoryNames, other: 'Other' };

export interface Chip {
  readonly words: string;
  /** What is left when it is taken away. */
  readonly without: LibraryQuery;
}

type Listed = 'standings' | 'kinds' | 'madeFor' | 'categories' | 'labels' | 'collections';

function listed(query: LibraryQuery, member: Listed, words: (value: string) => string): Chip[] {
  const values: readonly string[] = query[member] ?? [];
  return values.map((value) => ({
    words: words(value),
    without: { ...query, [member]: values.filter((other) => other !== value) },
  }));
}

const wordsIn =
  (names: Readonly<Record<string, string>>) =>
  (value: string): string =>
    names[value] ?? value;

/** Each thing that narrows the view, in words; the names of collections as far as they are known. */
export function chipsOf(query: LibraryQuery, collectionNames: ReadonlyMap<string, string>): Chip[] {
  const one = (held: unknown, words: string, without: Partial<LibraryQuery>): Chip[] =>
    held ? [{ words, without: { ...query, ...without } }] : [];
  const { text, ratingFrom, ratingTo, madeFrom, madeTo, subject } = query;
  return [
    ...one(text?.trim(), `“${text?.trim()}”`, { text: '' }),
    ...listed(query, 'standings', wordsIn(standingNames)),
    ...listed(query, 'kinds', wordsIn(kindNames)),
    ...one(ratingFrom, `${starWords(ratingFrom ?? null)} or more`, { ratingFrom: null }),
    ...one(ratingTo, `${starWords(ratingTo ?? null)} or fewer`, { ratingTo: null }),
    ...listed(query, 'labels', (label) => label),
    ...listed(query, 'collections', (id) => collectionNames.get(id) ?? 'A collection'),
    ...listed(query, 'madeFor', (use) => `For ${wordsIn(useNames)(use).toLowerCase()}`),
    ...listed(query, 'categories', wordsIn(filterCategoryNames)),
    ...one(madeFrom, madeFrom ? `From ${dayText(madeFrom)}` : '', { madeFrom: null }),
    ...one(madeTo, madeTo ? `Until ${dayText(madeTo)}` : '', { madeTo: null }),
    ...one(subject, 'One patient', { subject: null }),
  ];
}
