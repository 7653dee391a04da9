import { sql } from 'kysely';
import { keepsCollection } from '../../../shared/domain/recording/discovery.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { RecordingQuery, RecordingReader, TileRow, Viewer } from '../catalogue.ts';
import type { VisibilityLevel } from '../rows.ts';
import { roleShift } from './cell.ts';
import { countBy, foundBy } from './discovery.ts';
import { toRecording } from './recording-row.ts';
import type { Flag } from './schema.ts';
import { suggestWords } from './suggest.ts';
import { type ReadUnit, valuesOf } from './unit.ts';

/** What the viewer sees of a row, from what is stored beside it: the last word over what the grid proposed. */
const levelOf = (viewer: Viewer) => sql<VisibilityLevel>`CASE
  WHEN recording.state NOT IN ('active', 'quarantined') THEN 0
  ELSE max((recording.visibility >> ${roleShift(viewer.role)}) & 3, coalesce(
    (SELECT level FROM recording_viewer AS own WHERE own.user = ${viewer.user} AND own.recording = recording.number), 0))
  END`;

const treatedBy = (viewer: Viewer) =>
  viewer.role === 'clinician'
    ? sql<Flag>`coalesce((SELECT treats FROM recording_viewer AS own
        WHERE own.user = ${viewer.user} AND own.recording = recording.number), 0)`
    : sql<Flag>`0`;

async function tiles(unit: ReadUnit, viewer: Viewer, numbers: readonly number[]): Promise<TileRow[]> {
  const keeps = keepsCollection(viewer.role);
  const rows = await unit.connection.kysely
    .selectFrom('recording')
    .selectAll()
    .select([levelOf(viewer).as('level'), treatedBy(viewer).as('treated')])
    .where('number', 'in', valuesOf(numbers))
    .execute();
  const found = new Map(rows.map((row) => [row.number, row]));
  return numbers.flatMap((number) => {
    const row = found.get(number);
    return row && row.level > 0
      ? [{ recording: toRecording(row), level: row.level, named: keeps || row.treated === 1 }]
      : [];
  });
}

/** A page of a rising list, read from its end where falling order is asked for. */
export function pageOf(list: Uint32Array, query: RecordingQuery, offset: number, limit: number): number[] {
  if (!query.descending) return [...list.subarray(offset, offset + limit)];
  const end = Math.max(0, list.length - offset);
  return [...list.subarray(Math.max(0, end - limit), end)].reverse();
}

async function ids(unit: ReadUnit, viewer: Viewer, query: RecordingQuery, limit: number): Promise<Id[]> {
  const numbers = pageOf(foundBy(unit.ground, viewer, query), query, 0, limit);
  const rows = await unit.connection.kysely
    .selectFrom('recording')
    .select(['number', 'id'])
    .where('number', 'in', valuesOf(numbers))
    .where(levelOf(viewer), '>', 0)
    .execute();
  const found = new Map(rows.map((row) => [row.number, row.id]));
  return numbers.flatMap((number) => found.get(number) ?? []);
}

async function levelFor(unit: ReadUnit, viewer: Viewer, recording: Id): Promise<VisibilityLevel> {
  const row = await unit.connection.kysely
    .selectFrom('recording')
    .select(levelOf(viewer).as('level'))
    .where('id', '=', recording)
    .executeTakeFirst();
  return row?.level ?? 0;
}

/** Care team, named viewer, or the one who took it in. */
async function concerning(unit: ReadUnit, user: Id): Promise<Id[]> {
  const query = sql<Id>`
    SELECT id FROM recording WHERE added_by = ${user} AND state <> 'erased'
    UNION SELECT id FROM recording JOIN recording_viewer ON recording = number WHERE user = ${user}
    UNION SELECT recording.id FROM care_team JOIN recording_subject USING (subject)
      JOIN recording ON recording.number = recording_subject.recording WHERE care_team.user = ${user}
    UNION SELECT recording.id FROM agreement, json_each(agreement.terms, '$.viewers') AS viewer
      JOIN agreement_recording ON agreement_recording.agreement = agreement.number
      JOIN recording ON recording.number = agreement_recording.recording
      WHERE viewer.value = (SELECT name FROM user WHERE id = ${user})`;
  return unit.connection.column<Id>(query.compile(unit.connection.kysely));
}

function links(unit: ReadUnit): Pick<RecordingReader, 'subjectsOf' | 'ofSubject'> {
  const { kysely } = unit.connection;
  return {
    async subjectsOf(recording) {
      const rows = await kysely
        .selectFrom('recording_subject')
        .innerJoin('recording', 'recording.number', 'recording_subject.recording')
        .innerJoin('subject', 'subject.number', 'recording_subject.subject')
        .select('subject.id')
        .where('recording.id', '=', recording)
        .orderBy('recording_subject.position')
        .execute();
      return rows.map(({ id }) => id);
    },
    async ofSubject(subject) {
      const rows = await kysely
        .selectFrom('subject')
        .innerJoin('recording_subject', 'recording_subject.subject', 'subject.number')
        .innerJoin('recording', 'recording.number', 'recording_subject.recording')
        .select('recording.id')
        .where('subject.id', '=', subject)
        .orderBy('recording.number')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

export function readRecordings(unit: ReadUnit): RecordingReader {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('recording').selectAll();
  return {
    ...links(unit),
    async get(id) {
      const row = await all.where('id', '=', id).executeTakeFirst();
      return row ? toRecording(row) : null;
    },
    async getMany(list) {
      const rows = await all.where('id', 'in', valuesOf(list)).execute();
      const found = new Map(rows.map((row) => [row.id, row]));
      return list.flatMap((id) => {
        const row = found.get(id);
        return row ? [toRecording(row)] : [];
      });
    },
    async byNumber(number) {
      const row = await all.where('number', '=', number).executeTakeFirst();
      return row ? toRecording(row) : null;
    },
    async byMark(mark) {
      if (mark === '') return [];
      const rows = await all.where('mark', '=', mark).where('mark', '<>', '').orderBy('number').execute();
      return rows.map(toRecording);
    },
    levelFor: (viewer, recording) => levelFor(unit, viewer, recording),
    async window(viewer, query, offset, limit) {
      const list = foundBy(unit.ground, viewer, query);
      return { total: list.length, tiles: await tiles(unit, viewer, pageOf(list, query, offset, limit)) };
    },
    ids: (viewer, query, limit) => ids(unit, viewer, query, limit),
    counts: async (viewer, query) => countBy(unit.ground, viewer, query),
    suggest: async (viewer, text) => suggestWords(unit, viewer, text),
    concerning: (user) => concerning(unit, user),
    async dueForRefresh(today: Day, limit: number) {
      const rows = await kysely
        .selectFrom('recording')
        .select('id')
        .where('refresh_on', '<=', today)
        .orderBy('refresh_on')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async inState(state) {
      const rows = await kysely
        .selectFrom('recording')
        .select('id')
        .where('state', '=', state)
        .orderBy('number')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
