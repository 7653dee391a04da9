import { type RawBuilder, sql } from 'kysely';
import { categories, uses } from '../../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../../shared/domain/recording/state.ts';
import type { FieldName, FieldTest } from '../../../shared/domain/search/fields.ts';
import { none } from '../../../shared/domain/search/fields.ts';
import type { Range, Span } from '../../../shared/domain/search/spans.ts';
import { sameWords } from '../../../shared/domain/search/words.ts';
import { addDays } from '../../../shared/kernel/day.ts';
import {
  categoryOf,
  dayNumber,
  facetSpace,
  kindOf,
  lastDay,
  madeForOf,
  ratingPlace,
  standingOf,
} from './cell.ts';
import { listOf, marksOf, othersThan } from './marks.ts';
import { ofSubjectNamed, withFileName } from './names-find.ts';
import type { Narrowing } from './narrowing.ts';
import { valuesOf } from './unit.ts';

/** What each field of the grammar narrows a search to. */

type Test<Name extends FieldName> = Extract<FieldTest, { field: Name }>;
type Narrow<Name extends FieldName> = (narrowing: Narrowing, test: Test<Name>) => void;

/** Everything to which one of the classes applies; place 0 is "nobody has said". */
function classesAt(placeOf: (bits: number) => number, places: ReadonlySet<number>): Uint8Array {
  const table = new Uint8Array(facetSpace);
  for (let bits = 0; bits < facetSpace; bits += 1) table[bits] = places.has(placeOf(bits)) ? 1 : 0;
  return table;
}

interface AnyTest {
  readonly values: readonly unknown[];
  readonly not: boolean;
}

/** `none` is in no list and so comes to place 0. */
const byClass =
  (list: readonly unknown[], placeOf: (bits: number) => number) =>
  (narrowing: Narrowing, { values, not }: AnyTest): void => {
    const places = new Set(values.map((value) => list.indexOf(value) + 1));
    narrowing.toClasses(classesAt(placeOf, places), not);
  };

/** From the first day there is to the last, where a span is open. */
export const daysOf = ({ from, to }: Span) => ({
  from: from === null ? 1 : dayNumber(from),
  to: to === null ? lastDay : dayNumber(to),
});

const made: Narrow<'made'> = (narrowing, { values, not }) =>
  narrowing.toAny(
    values.map((value) => (value === none ? { undated: true } : { days: daysOf(value) })),
    not,
  );

const number: Narrow<'number'> = (narrowing, { values, not }) =>
  narrowing.toAny(
    values.map((numbers) => ({ numbers })),
    not,
  );

const rating: Narrow<'rating'> = (narrowing, { values, not }) => {
  const placesOf = ({ from, to }: Range): number[] =>
    Array.from({ length: to - from + 1 }, (_, step) => ratingPlace(from + step));
  narrowing.toRatings(
    values.flatMap((value) => (value === none ? [ratingPlace(null)] : placesOf(value))),
    not,
  );
};

const listed = (narrowing: Narrowing, query: RawBuilder<number>): Uint32Array => {
  const { connection } = narrowing.ground;
  return connection.numbers(query.compile(connection.kysely));
};

/** Recordings tied to any of the chosen things; with `none`, those that are tied to nothing as well. */
function tied(
  narrowing: Narrowing,
  { values, not }: AnyTest,
  chosen: RawBuilder<number>,
  all: RawBuilder<number>,
  namesOnly: boolean,
): void {
  const { size } = narrowing.ground.grid();
  const marks = marksOf(size, listed(narrowing, chosen));
  if (values.includes(none)) {
    const free = othersThan(marksOf(size, listed(narrowing, all)));
    for (let place = 0; place < size; place += 1) marks[place] = (marks[place] ?? 0) | (free[place] ?? 0);
  }
  narrowing.toNumbers(listOf(marks), namesOnly, not);
}

const label: Narrow<'label'> = (narrowing, test) => {
  const words = valuesOf(test.values.map(sameWords));
  const chosen = sql<number>`SELECT recording FROM recording_label
    WHERE label IN (SELECT number FROM label WHERE words IN ${words})`;
  tied(narrowing, test, chosen, sql`SELECT recording FROM recording_label`, false);
};

const collection: Narrow<'collection'> = (narrowing, test) => {
  const words = valuesOf(test.values.map(sameWords));
  const chosen = sql<number>`SELECT recording FROM collection_recording
    WHERE collection IN (SELECT number FROM collection WHERE words IN ${words})`;
  tied(narrowing, test, chosen, sql`SELECT recording FROM collection_recording`, false);
};

const agreement: Narrow<'agreement'> = (narrowing, test) => {
  const numbers = valuesOf(test.values.filter((value) => value !== none));
  const chosen = sql<number>`SELECT recording FROM agreement_recording WHERE agreement IN ${numbers}`;
  tied(narrowing, test, chosen, sql`SELECT recording FROM agreement_recording`, true);
};

/** The days on which recordings were added are those of UTC, as the stored instants have them. */
const added: Narrow<'added'> = (narrowing, { values, not }) => {
  const found = values.map(({ from, to }: Span) =>
    listed(
      narrowing,
      sql<number>`SELECT number FROM recording
        WHERE added_at >= ${from ?? ''} AND added_at < ${to === null ? '9999' : addDays(to, 1)}`,
    ),
  );
  narrowing.toAny(
    found.map((marked) => ({ marked })),
    not,
  );
};

const byName =
  (find: typeof ofSubjectNamed) =>
  (narrowing: Narrowing, { values, not }: AnyTest): void => {
    const { connection } = narrowing.ground;
    const found = narrowing.mayAskNames ? values.map((value) => find(connection, String(value))) : [];
    narrowing.toAny(
      found.map((named) => ({ named })),
      not,
    );
  };

/** The fields of classes: their lists, and where a value has its place in the bits of a cell. */
export const classFields: Partial<
  Readonly<Record<FieldName, { list: readonly string[]; placeOf: (bits: number) => number }>>
> = {
  kind: { list: kinds, placeOf: kindOf },
  status: { list: standings, placeOf: standingOf },
  category: { list: categories, placeOf: categoryOf },
  for: { list: uses, placeOf: madeForOf },
};

const narrows: { readonly [Name in FieldName]: Narrow<Name> } = {
  subject: byName(ofSubjectNamed),
  file: byName(withFileName),
  kind: byClass(kinds, kindOf),
  status: byClass(standings, standingOf),
  category: byClass(categories, categoryOf),
  for: byClass(uses, madeForOf),
  made,
  number,
  rating,
  added,
  label,
  collection,
  agreement,
};

/** Narrows a search to what one field is asked for. */
export function narrowToField(narrowing: Narrowing, test: FieldTest): void {
  (narrows[test.field] as (narrowing: Narrowing, test: FieldTest) => void)(narrowing, test);
}
