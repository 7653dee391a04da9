import type { Selectable } from 'kysely';
import { parseSearch } from '../../../shared/domain/search/parse.ts';
import { wordsOf } from '../../../shared/domain/search/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { SavedViewReader, SavedViewWriter } from '../organising.ts';
import type { SavedViewRow } from '../rows.ts';
import { namedSo } from './names-find.ts';
import type { Schema } from './schema.ts';
import { flag, type ReadUnit, type WriteUnit } from './unit.ts';

const toView = (row: Selectable<Schema['saved_view']>): SavedViewRow => ({
  id: row.id,
  name: row.name,
  query: JSON.parse(row.query) as SavedViewRow['query'],
  shared: row.shared === 1,
  madeBy: row.made_by,
});

export function readSavedViews({ connection: { kysely } }: ReadUnit): SavedViewReader {
  const all = kysely.selectFrom('saved_view').selectAll();
  return {
    async get(id) {
      const row = await all.where('id', '=', id).executeTakeFirst();
      return row ? toView(row) : null;
    },
    async list() {
      return (await all.orderBy('number').execute()).map(toView);
    },
  };
}

export function writeSavedViews(unit: WriteUnit): SavedViewWriter {
  const { kysely } = unit.connection;
  return {
    ...readSavedViews(unit),
    async save({ id, name, query, shared, madeBy }) {
      const values = { name, query: JSON.stringify(query), shared: flag(shared), made_by: madeBy };
      await kysely
        .insertInto('saved_view')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
    async remove(id) {
      await kysely.deleteFrom('saved_view').where('id', '=', id).execute();
    },
  };
}

/** The words of a view that may be somebody's name. */
function tellingWords({ name, query }: SavedViewRow): string[] {
  const { words, withoutWords, phrases, fields } = parseSearch(query.text);
  const values = fields.flatMap((test) =>
    test.field === 'subject' || test.field === 'file' ? test.values : [],
  );
  return wordsOf([name, words, ...withoutWords, ...phrases.map(({ text }) => text), ...values].join(' '));
}

/** Views that look for a patient, or by words, that an erasure has taken out of the library go with them. */
export async function dropViewsOf(
  unit: WriteUnit,
  gone: { readonly subject?: Id; readonly words?: readonly string[] },
): Promise<void> {
  const { connection } = unit;
  const isGone = (word: string): boolean =>
    gone.words?.some((other) => other.startsWith(word)) === true && namedSo(connection, [word]).length === 0;
  const { list } = readSavedViews(unit);
  for (const view of await list()) {
    const sameSubject = gone.subject !== undefined && view.query.subject === gone.subject;
    if (sameSubject || tellingWords(view).some(isGone))
      await connection.kysely.deleteFrom('saved_view').where('id', '=', view.id).execute();
  }
}
