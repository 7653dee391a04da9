import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { agreementNumber, subjectName, subjectNumber } from './names.ts';
import { findRecording } from './recordings.ts';
import { mayReadNames } from './treats.ts';

type Together = Output<'recording.together'>;

/** How many have each value, the most frequent first. */
class Counts<Value> {
  readonly #counts = new Map<Value, number>();

  add(value: Value): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  get all(): { value: Value; count: number }[] {
    return [...this.#counts]
      .map(([value, count]) => ({ value, count }))
      .sort((one, other) => other.count - one.count);
  }
}

async function subjectsOf(reader: CatalogueReader, ids: Counts<Id>): Promise<Together['subjects']> {
  const said = [];
  for (const { value, count } of ids.all) {
    const row = await reader.subjects.get(value);
    if (row) said.push({ id: row.id, number: subjectNumber(row.number), name: subjectName(row), count });
  }
  return said;
}

/** What several recordings share and in what they differ, as far as the asker may know of each. */
async function compare(
  context: Context,
  reader: CatalogueReader,
  recordings: readonly Id[],
): Promise<Together> {
  const kinds = new Counts<Together['kinds'][number]['value']>();
  const standings = new Counts<Together['standings'][number]['value']>();
  const categories = new Counts<Together['categories'][number]['value']>();
  const uses = new Counts<Together['uses'][number]['value']>();
  const ratings = new Counts<number | null>();
  const labels = new Counts<string>();
  const subjects = new Counts<Id>();
  const agreements = new Map<Id, Together['agreements'][number]>();
  let unnamed = 0;
  for (const id of recordings) {
    const { facts } = await findRecording(context, reader, id);
    const { recording } = facts;
    kinds.add(recording.kind);
    standings.add(recording.standing);
    categories.add(recording.category);
    uses.add(recording.madeFor);
    ratings.add(recording.rating);
    for (const label of await reader.labels.ofRecording(id)) labels.add(label);
    if (!mayReadNames(context, facts)) {
      unnamed += 1;
      continue;
    }
    for (const { row } of facts.subjects) subjects.add(row.id);
    for (const { id: agreement, number } of await reader.agreements.ofRecording(id)) {
      const count = (agreements.get(agreement)?.count ?? 0) + 1;
      agreements.set(agreement, { id: agreement, number: agreementNumber(number), count });
    }
  }
  return {
    recordings: recordings.length,
    kinds: kinds.all,
    standings: standings.all,
    categories: categories.all,
    uses: uses.all,
    ratings: ratings.all,
    labels: labels.all,
    subjects: await subjectsOf(reader, subjects),
    agreements: [...agreements.values()].sort((one, other) => other.count - one.count),
    unnamed,
  };
}

const together = (context: Context, input: Parsed<'recording.together'>): Promise<Together> =>
  context.rooms.catalogue.read((reader) => compare(context, reader, [...new Set(input.recordings)]));

export const togetherOperations: Handlers = { 'recording.together': together };
