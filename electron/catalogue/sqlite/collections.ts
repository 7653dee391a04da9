import { type Selectable, sql } from 'kysely';
import { sameWords } from '../../../shared/domain/search/words.ts';
import type { CollectionReader, CollectionWriter } from '../organising.ts';
import type { CollectionRow } from '../rows.ts';
import { countFound, keptFor } from './ground.ts';
import type { Schema } from './schema.ts';
import { numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

const toCollection = (row: Selectable<Schema['collection']>): CollectionRow => ({
  id: row.id,
  name: row.name,
  madeBy: row.made_by,
  madeAt: row.made_at,
});

export function readCollections(unit: ReadUnit): CollectionReader {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('collection').selectAll('collection');
  const ofRecording = all
    .innerJoin('collection_recording', 'collection_recording.collection', 'collection.number')
    .innerJoin('recording', 'recording.number', 'collection_recording.recording');
  return {
    async get(id) {
      const row = await all.where('id', '=', id).executeTakeFirst();
      return row ? toCollection(row) : null;
    },
    list: (viewer) =>
      keptFor(unit.ground, viewer, 'collections', async () => {
        const rows = await all.orderBy('words').orderBy('number').execute();
        return rows.map((row) => ({
          ...toCollection(row),
          found: countFound(
            unit.ground,
            viewer,
            sql<number>`SELECT recording FROM collection_recording WHERE collection = ${row.number}`,
          ),
        }));
      }),
    async ofRecording(recording) {
      const rows = await ofRecording
        .where('recording.id', '=', recording)
        .orderBy('collection.words')
        .execute();
      return rows.map(toCollection);
    },
    async holds(collection, recording) {
      const row = await ofRecording
        .where('collection.id', '=', collection)
        .where('recording.id', '=', recording)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** An erasure that empties a collection takes it along: it may be named after the patient. */
export async function dropEmptiedCollections(unit: WriteUnit, recording: number): Promise<void> {
  const { kysely } = unit.connection;
  const held = sql<number>`(SELECT collection FROM collection_recording WHERE recording = ${recording})`;
  const others = sql<number>`(SELECT collection FROM collection_recording WHERE recording <> ${recording})`;
  await kysely
    .deleteFrom('collection')
    .where('number', 'in', held)
    .where('number', 'not in', others)
    .execute();
}

export function writeCollections(unit: WriteUnit): CollectionWriter {
  const { kysely } = unit.connection;
  const changed = (): void => unit.change().factsChanged();
  return {
    ...readCollections(unit),
    async add({ id, name, madeBy, madeAt }) {
      await kysely
        .insertInto('collection')
        .values({ id, name, words: sameWords(name), made_by: madeBy, made_at: madeAt })
        .execute();
      changed();
    },
    async rename(id, name) {
      await kysely
        .updateTable('collection')
        .set({ name, words: sameWords(name) })
        .where('id', '=', id)
        .execute();
      changed();
    },
    async remove(id) {
      await kysely.deleteFrom('collection').where('id', '=', id).execute();
      changed();
    },
    async put(collection, recording) {
      const values = {
        collection: await numberOf(unit, 'collection', collection),
        recording: await numberOf(unit, 'recording', recording),
      };
      await kysely
        .insertInto('collection_recording')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      changed();
    },
    async take(collection, recording) {
      await kysely
        .deleteFrom('collection_recording')
        .where('collection', '=', await numberOf(unit, 'collection', collection))
        .where('recording', '=', await numberOf(unit, 'recording', recording))
        .execute();
      changed();
    },
  };
}
