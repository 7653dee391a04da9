import type { Insertable, Selectable } from 'kysely';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { RecordingWriter } from '../catalogue.ts';
import type { DerivedRow } from '../rows.ts';
import { noteWorkedOut, setRecomputation } from './behind.ts';
import { cellColumns, cellOf, packVisibility } from './cell.ts';
import { dropEmptiedCollections } from './collections.ts';
import { forgetDisclosed } from './disclosures.ts';
import { dropFreeLabels } from './labels.ts';
import { setLikeness } from './likeness.ts';
import { toColumns, toRecording } from './recording-row.ts';
import type { RecordingTable } from './recording-table.ts';
import { forgetWords, renewWords } from './recording-words.ts';
import { readRecordings } from './recordings-read.ts';
import type { Schema } from './schema.ts';
import { forgetSeal } from './seals.ts';
import { flag, numberOf, valuesOf, type WriteUnit } from './unit.ts';

async function renewCell(unit: WriteUnit, number: number): Promise<void> {
  const row = await unit.connection.kysely
    .selectFrom('recording')
    .select([...cellColumns])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  unit.change().set(number, cellOf(row));
}

async function add(
  unit: WriteUnit,
  recording: Parameters<RecordingWriter['add']>[0],
): ReturnType<RecordingWriter['add']> {
  const { id, ...facts } = recording;
  const row = await unit.connection.kysely
    .insertInto('recording')
    .values({
      ...(toColumns(facts) as Omit<Insertable<RecordingTable>, 'id' | 'standing'>),
      id,
      standing: 'needsClass',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  unit.change().set(row.number, cellOf(row));
  await renewWords(unit, row.number);
  return toRecording(row);
}

async function setSubjects(unit: WriteUnit, recording: Id, subjects: readonly Id[]): Promise<void> {
  const { kysely } = unit.connection;
  const number = await numberOf(unit, 'recording', recording);
  await kysely.deleteFrom('recording_subject').where('recording', '=', number).execute();
  for (const [position, id] of [...new Set(subjects)].entries()) {
    const subject = await numberOf(unit, 'subject', id);
    await kysely.insertInto('recording_subject').values({ recording: number, subject, position }).execute();
  }
  await renewWords(unit, number);
}

type ViewerRow = Selectable<Schema['recording_viewer']>;

async function setViewers(
  unit: WriteUnit,
  number: number,
  users: DerivedRow['users'],
  known: readonly ViewerRow[],
): Promise<void> {
  const { kysely } = unit.connection;
  const wanted = new Map(
    users
      .filter(({ level }) => level > 0)
      .map(({ user, level, treats }) => [user, { user, level, treats: flag(treats) }]),
  );
  const isKept = ({ user, level, treats }: ViewerRow): boolean =>
    wanted.get(user)?.level === level && wanted.get(user)?.treats === treats;
  const same = known.length === wanted.size && known.every(isKept);
  if (same) return;
  await kysely.deleteFrom('recording_viewer').where('recording', '=', number).execute();
  for (const viewer of wanted.values())
    await kysely
      .insertInto('recording_viewer')
      .values({ ...viewer, recording: number })
      .execute();
  unit.change().viewersChanged();
}

/** Reads what is stored of all of them by two questions, and writes only what is otherwise. */
async function setDerived(unit: WriteUnit, all: ReadonlyMap<Id, DerivedRow>): Promise<void> {
  const { kysely } = unit.connection;
  const rows = await kysely
    .selectFrom('recording')
    .select(['id', 'number', 'refresh_on', ...cellColumns])
    .where('id', 'in', valuesOf([...all.keys()]))
    .execute();
  const numbers = valuesOf(rows.map(({ number }) => number));
  const known = await kysely
    .selectFrom('recording_viewer')
    .selectAll()
    .where('recording', 'in', numbers)
    .execute();
  const viewers = Map.groupBy(known, ({ recording }) => recording);
  for (const { id, number, ...stored } of rows) {
    const derived = all.get(id) as DerivedRow;
    const { standing, refreshOn: refresh_on } = derived;
    const wanted = { standing, visibility: packVisibility(derived.roles), refresh_on };
    const same =
      stored.standing === standing &&
      stored.visibility === wanted.visibility &&
      stored.refresh_on === refresh_on;
    if (!same) await kysely.updateTable('recording').set(wanted).where('number', '=', number).execute();
    unit.change().set(number, cellOf({ ...stored, ...wanted }));
    await setViewers(unit, number, derived.users, viewers.get(number) ?? []);
  }
  await noteWorkedOut(
    unit,
    rows.map(({ number }) => number),
  );
}

/** What a row says when nothing is known any more: who took it in and when stays, as the trail has it too. */
const nothingKnown = toColumns({
  state: 'erased',
  container: '',
  codecs: [],
  width: null,
  height: null,
  durationMs: null,
  bytes: 0,
  made: { earliest: null, latest: null, local: null, offset: null, source: 'unknown' },
  fileName: '',
  mark: '',
  category: null,
  madeFor: null,
  circumstances: null,
  callerNotice: false,
  colleagueConsulted: false,
  medicoLegalInvestigation: false,
  coronerDiscussed: false,
  externalFilming: false,
  bodiesInformed: false,
  records: 'general',
  appraisedUntil: null,
  hold: null,
  rating: null,
});

async function erase(unit: WriteUnit, recording: Id): Promise<void> {
  const { kysely } = unit.connection;
  const number = await numberOf(unit, 'recording', recording);
  await kysely
    .updateTable('recording')
    .set({ ...nothingKnown, standing: 'quarantined', visibility: 0, refresh_on: null })
    .where('number', '=', number)
    .execute();
  await dropEmptiedCollections(unit, number);
  for (const table of [
    'recording_subject',
    'recording_viewer',
    'agreement_recording',
    'form_recording',
    'rendition',
    'recording_label',
    'collection_recording',
    'change_item',
    'likeness',
  ] as const) {
    await kysely
      .deleteFrom(table as 'recording_subject')
      .where('recording', '=', number)
      .execute();
  }
  await dropFreeLabels(unit);
  // What the system still owes, as forgetting at a backup out of reach, outlives the recording.
  await kysely
    .deleteFrom('obligation')
    .where('recording', '=', number)
    .where('source', '<>', 'system')
    .execute();
  await kysely
    .updateTable('release_item')
    .set({ file_name: '', sha256: '' })
    .where('recording', '=', number)
    .execute();
  await forgetDisclosed(unit, number);
  await forgetSeal(unit, number);
  await kysely
    .updateTable('job_item')
    .set({ source: '', error: null, recording: null })
    .where('recording', '=', recording)
    .execute();
  await forgetWords(unit, number);
  await renewCell(unit, number);
  unit.change().viewersChanged();
}

export function writeRecordings(unit: WriteUnit): RecordingWriter {
  return {
    ...readRecordings(unit),
    add: (recording) => add(unit, recording),
    async change(id, change) {
      const number = await numberOf(unit, 'recording', id);
      if (change.state === 'erased')
        throw new CustosError(
          'internal',
          'A recording is erased by erase(), which takes everything with it.',
        );
      const columns = toColumns(change);
      if (Object.keys(columns).length === 0) return;
      await unit.connection.kysely
        .updateTable('recording')
        .set(columns)
        .where('number', '=', number)
        .execute();
      await renewCell(unit, number);
      if (change.fileName !== undefined) await renewWords(unit, number);
    },
    setSubjects: (recording, subjects) => setSubjects(unit, recording, subjects),
    setLikeness: (recording, likeness) => setLikeness(unit, recording, likeness),
    setDerived: (recording, derived) => setDerived(unit, new Map([[recording, derived]])),
    setAllDerived: (all) => setDerived(unit, all),
    setRecomputation: (recomputation) => setRecomputation(unit, recomputation),
    async setDue(id, refresh_on) {
      await unit.connection.kysely
        .updateTable('recording')
        .set({ refresh_on })
        .where('id', '=', id)
        .execute();
    },
    erase: (recording) => erase(unit, recording),
  };
}
