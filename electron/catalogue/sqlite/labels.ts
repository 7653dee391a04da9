import { sql } from 'kysely';
import { sameWords } from '../../../shared/domain/search/words.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Viewer } from '../catalogue.ts';
import type { LabelReader, LabelWriter } from '../organising.ts';
import { countFound, keptFor } from './ground.ts';
import { numberOf, type ReadUnit, type WriteUnit } from './unit.ts';

async function counts(unit: ReadUnit, viewer: Viewer): ReturnType<LabelReader['counts']> {
  const { kysely } = unit.connection;
  const labels = await kysely.selectFrom('label').selectAll().orderBy('words').execute();
  const counted = labels.map(({ number, name }) => ({
    label: name,
    count: countFound(
      unit.ground,
      viewer,
      sql<number>`SELECT recording FROM recording_label WHERE label = ${number}`,
    ),
  }));
  return counted.filter(({ count }) => count > 0);
}

export function readLabels(unit: ReadUnit): LabelReader {
  return {
    counts: (viewer) => keptFor(unit.ground, viewer, 'labels', () => counts(unit, viewer)),
    async ofRecording(recording) {
      const rows = await unit.connection.kysely
        .selectFrom('recording')
        .innerJoin('recording_label', 'recording_label.recording', 'recording.number')
        .innerJoin('label', 'label.number', 'recording_label.label')
        .select('label.name')
        .where('recording.id', '=', recording)
        .orderBy('label.words')
        .execute();
      return rows.map(({ name }) => name);
    },
  };
}

/** Labels that are on nothing any more go: their words would stay when what they were said of is erased. */
export async function dropFreeLabels(unit: WriteUnit): Promise<void> {
  await unit.connection.kysely
    .deleteFrom('label')
    .where('number', 'not in', sql<number>`(SELECT label FROM recording_label)`)
    .execute();
}

async function labelNumber({ connection }: WriteUnit, name: string): Promise<number> {
  const { number } = await connection.kysely
    .insertInto('label')
    .values({ name, words: sameWords(name) })
    .onConflict((conflict) => conflict.column('words').doUpdateSet({ words: sameWords(name) }))
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

async function set(unit: WriteUnit, recording: Id, labels: readonly string[]): Promise<void> {
  const { kysely } = unit.connection;
  const number = await numberOf(unit, 'recording', recording);
  await kysely.deleteFrom('recording_label').where('recording', '=', number).execute();
  const wanted = new Set<number>();
  for (const name of labels) wanted.add(await labelNumber(unit, name));
  for (const label of wanted)
    await kysely.insertInto('recording_label').values({ label, recording: number }).execute();
  await dropFreeLabels(unit);
  unit.change().factsChanged();
}

export const writeLabels = (unit: WriteUnit): LabelWriter => ({
  ...readLabels(unit),
  set: (recording, labels) => set(unit, recording, labels),
});
