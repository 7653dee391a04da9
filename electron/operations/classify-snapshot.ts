import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { RecordingRow } from '../catalogue/rows.ts';
import type { Parsed } from './context.ts';

/** The fields that a statement about a recording may have. */
export type ClassifiedField = keyof Parsed<'recording.classify'>['classification'];

type Snapshot = Partial<Omit<RecordingRow, 'id' | 'number' | 'standing'>> & {
  readonly subjects?: readonly Id[];
};

/** How these fields of a recording stand, as canonical text by which two moments are compared. */
export async function snapshotOf(
  reader: CatalogueReader,
  id: Id,
  fields: readonly ClassifiedField[],
): Promise<string> {
  const recording = await reader.recordings.get(id);
  if (!recording) throw new CustosError('not-found', 'There is no such recording.');
  const said = [];
  for (const field of [...fields].sort())
    said.push([
      field,
      field === 'subjects' ? await reader.recordings.subjectsOf(id) : recording[field],
    ] as const);
  return JSON.stringify(Object.fromEntries(said));
}

export const fieldsOf = (snapshot: string): ClassifiedField[] =>
  Object.keys(JSON.parse(snapshot) as object) as ClassifiedField[];

/** Puts the fields of a snapshot back. @throws CustosError `conflict` where a patient of it is no longer entered */
export async function putBack(writer: CatalogueWriter, id: Id, snapshot: string): Promise<void> {
  const { subjects, ...facts } = JSON.parse(snapshot) as Snapshot;
  await writer.recordings.change(id, facts);
  if (!subjects) return;
  for (const subject of subjects) {
    const row = await writer.subjects.get(subject);
    if (!row || row.mergedInto)
      throw new CustosError(
        'conflict',
        'A patient for whom this was entered before is not entered any more, or was joined to another. Nothing was taken back.',
      );
  }
  await writer.recordings.setSubjects(id, subjects);
}
