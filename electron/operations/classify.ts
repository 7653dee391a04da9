import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueReader, CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ChangeItemRow, RecordingRow } from '../catalogue/rows.ts';
import { keepChange } from './changes.ts';
import { assertNotAlone, type Refused, refused } from './classify-alone.ts';
import { type ClassifiedField, snapshotOf } from './classify-snapshot.ts';
import type { Context, Handlers, Output, Parsed } from './context.ts';
import { refreshRecordings } from './derive.ts';
import type { RecordingFacts } from './gather.ts';
import { mayReadSubject, workableRecording } from './treats.ts';

type Classification = Parsed<'recording.classify'>['classification'];

/** The change of a row that a statement makes. A date that a person states is theirs: its source says so. */
export function changeOf(recording: RecordingRow, stated: Classification): Partial<RecordingRow> {
  const { made, subjects: _subjects, ...facts } = stated;
  const given = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as Partial<RecordingRow>;
  if (!made) return given;
  if (made.earliest !== null && made.latest !== null && made.earliest > made.latest) {
    throw new CustosError('invalid-input', 'The earliest day lies after the latest.', {
      field: 'classification.made',
    });
  }
  return { ...given, made: { ...recording.made, ...made, source: 'person' } };
}

/**
 * Applies a statement about recordings inside a transaction; the import uses it as well. The statement's values
 * are in the trail; who the subjects are is there as ids.
 */
export async function applyClassification(
  { rooms, caller }: Pick<Context, 'rooms'> & { readonly caller: { readonly user: Id } },
  writer: CatalogueWriter,
  ids: readonly Id[],
  stated: Classification,
  reason: string,
): Promise<void> {
  for (const subject of stated.subjects ?? []) {
    const known = await writer.subjects.get(subject);
    if (!known || known.mergedInto) throw new CustosError('not-found', 'There is no such patient.');
  }
  for (const id of ids) {
    const recording = await writer.recordings.get(id);
    if (!recording || recording.state === 'erased' || recording.state === 'erasing') {
      throw new CustosError('not-found', 'There is no such recording any more.');
    }
    await writer.recordings.change(id, changeOf(recording, stated));
    if (stated.subjects) await writer.recordings.setSubjects(id, [...new Set(stated.subjects)]);
    const { subjects, ...facts } = stated;
    await rooms.record(writer, {
      kind: 'recording.classified',
      by: caller.user,
      about: [
        { noun: 'recording', id },
        ...(subjects ?? []).map((subject) => ({ noun: 'subject' as const, id: subject })),
      ],
      facts: JSON.parse(JSON.stringify(facts)),
      ...(reason === '' ? {} : { text: reason }),
    });
  }
  await refreshRecordings(rooms, writer, ids, caller.user);
}

/**
 * A clinician says whom a recording shows among the patients they treat, and takes nobody away: to enter it for
 * another patient would carry it past that patient's agreements, and is the custodian's act with a reason.
 */
export async function assertOwnPatients(
  context: Context,
  reader: CatalogueReader,
  facts: RecordingFacts,
  { subjects }: Classification,
): Promise<void> {
  if (!subjects) return;
  for (const subject of subjects) {
    if (!(await mayReadSubject(context, reader, subject)))
      throw new CustosError('not-found', 'There is no such patient, or the entry is not open to you.');
  }
  if (facts.subjects.some(({ row }) => !subjects.includes(row.id))) {
    throw new CustosError(
      'conflict',
      'This recording is entered for another patient as well. Please ask the custodian to put that right.',
    );
  }
}

async function classify(
  context: Context,
  input: Parsed<'recording.classify'>,
): Promise<Output<'recording.classify'>> {
  const { rooms, caller } = context;
  const fields = (Object.keys(input.classification) as ClassifiedField[]).filter(
    (field) => input.classification[field] !== undefined,
  );
  const done = await rooms.catalogue.write(async (writer) => {
    const before = new Map<Id, string>();
    const ruled: Refused[] = [];
    for (const id of new Set(input.recordings)) {
      const facts = await workableRecording(context, writer, id);
      if (caller.role === 'clinician') await assertOwnPatients(context, writer, facts, input.classification);
      const held = await refused(context, writer, facts);
      if (held) ruled.push(held);
      before.set(id, await snapshotOf(writer, id, fields));
    }
    await applyClassification(context, writer, [...before.keys()], input.classification, input.reason);
    await assertNotAlone(context, writer, ruled);
    const items: ChangeItemRow[] = [];
    for (const [recording, said] of before) {
      const after = await snapshotOf(writer, recording, fields);
      if (after !== said) items.push({ recording, before: said, after });
    }
    return keepChange(context, writer, 'classified', items);
  });
  rooms.emit({ kind: 'changed', nouns: ['recording', 'queue', 'trail'] });
  return done;
}

export const classifyOperations: Handlers = { 'recording.classify': classify };
