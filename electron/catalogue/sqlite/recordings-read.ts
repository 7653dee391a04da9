import { sql } from 'kysely';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { RecordingQuery, RecordingReader, Viewer } from '../catalogue.ts';
import type { VisibilityLevel } from '../rows.ts';
import { isBehind, storedRecomputation } from './behind.ts';
import { countBy, foundBy } from './discovery.ts';
import { factsOf } from './facts.ts';
import { isUncompared, similarTo } from './likeness.ts';
import { toRecording } from './recording-row.ts';
import type { Sorted } from './sorted.ts';
import { suggestEnds } from './suggest.ts';
import { levelOf, tilesOf } from './tiles.ts';
import { timelineOf } from './timeline.ts';
import { twinsOf } from './twins.ts';
import { type ReadUnit, valuesOf } from './unit.ts';

/** A page of a rising list, read from its end where falling order is asked for. */
export function pageOf(list: Sorted, query: RecordingQuery, offset: number, limit: number): number[] {
  if (!query.descending) return [...list.slice(offset, offset + limit)];
  const end = Math.max(0, list.size - offset);
  return [...list.slice(Math.max(0, end - limit), end)].reverse();
}

async function ids(unit: ReadUnit, viewer: Viewer, query: RecordingQuery, limit: number): Promise<Id[]> {
  const numbers = pageOf(foundBy(unit.ground, viewer, query).list, query, 0, limit);
  const rows = await unit.connection.kysely
    .selectFrom('recording')
    .select(['number', 'id'])
    .where('number', 'in', valuesOf(numbers))
    .where(levelOf(unit, viewer), '>', 0)
    .execute();
  const found = new Map(rows.map((row) => [row.number, row.id]));
  return numbers.flatMap((number) => found.get(number) ?? []);
}

async function levelFor(unit: ReadUnit, viewer: Viewer, recording: Id): Promise<VisibilityLevel> {
  const row = await unit.connection.kysely
    .selectFrom('recording')
    .select(levelOf(unit, viewer).as('level'))
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

/** What a viewer finds, and nothing that they may not know of. */
const discovery = (
  unit: ReadUnit,
): Pick<
  RecordingReader,
  'levelFor' | 'window' | 'ids' | 'similar' | 'twins' | 'timeline' | 'counts' | 'suggest' | 'concerning'
> => ({
  levelFor: (viewer, recording) => levelFor(unit, viewer, recording),
  async window(viewer, query, offset, limit) {
    const { list, notes } = foundBy(unit.ground, viewer, query);
    const page = pageOf(list, query, offset, limit);
    return { total: list.size, tiles: await tilesOf(unit, viewer, page), notes };
  },
  ids: (viewer, query, limit) => ids(unit, viewer, query, limit),
  similar: (viewer, recording, most) => similarTo(unit, viewer, recording, most),
  twins: (viewer, offset, limit) => twinsOf(unit, viewer, offset, limit),
  timeline: async (viewer, query) => timelineOf(unit.ground, viewer, query),
  counts: async (viewer, query) => countBy(unit.ground, viewer, query),
  suggest: (viewer, text) => suggestEnds(unit, viewer, text),
  concerning: (user) => concerning(unit, user),
});

function behindAmong(unit: ReadUnit, named: readonly Id[], limit: number): Id[] {
  const ids = valuesOf(named);
  const query = sql<Id>`SELECT id FROM recording WHERE state <> 'erased' AND ${isBehind(unit)} AND number IN (
    SELECT number FROM recording WHERE id IN ${ids}
    UNION SELECT recording FROM rendition WHERE id IN ${ids}
    UNION SELECT recording FROM obligation WHERE id IN ${ids}
    UNION SELECT recording FROM recording_subject JOIN subject ON subject.number = subject WHERE subject.id IN ${ids}
    UNION SELECT recording FROM agreement_recording JOIN agreement ON agreement.number = agreement
      WHERE agreement.id IN ${ids}) LIMIT ${limit}`;
  return unit.connection.column<Id>(query.compile(unit.connection.kysely));
}

/** Recordings on which work is due, whoever asks. */
function toBeDone(
  unit: ReadUnit,
): Pick<
  RecordingReader,
  'uncompared' | 'dueForRefresh' | 'recomputation' | 'downFrom' | 'highestNumber' | 'behindAmong'
> {
  const { kysely } = unit.connection;
  return {
    uncompared: (after, limit) =>
      kysely
        .selectFrom('recording')
        .select(['id', 'number'])
        .where('number', '>', after)
        .where(isUncompared)
        .orderBy('number')
        .limit(limit)
        .execute(),
    async dueForRefresh(today: Day, limit: number, except: readonly Id[] = []) {
      const rows = await kysely
        .selectFrom('recording')
        .select('id')
        .where('refresh_on', '<=', today)
        .where('id', 'not in', valuesOf(except))
        .orderBy('refresh_on')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    recomputation: async () => storedRecomputation(unit.connection),
    downFrom: (number, limit) =>
      kysely
        .selectFrom('recording')
        .select(['id', 'number'])
        .where('number', '<=', number)
        .where('state', '<>', 'erased')
        .orderBy('number', 'desc')
        .limit(limit)
        .execute(),
    async highestNumber() {
      const row = await kysely
        .selectFrom('recording')
        .select('number')
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.number ?? 0;
    },
    behindAmong: async (named, limit) => behindAmong(unit, named, limit),
  };
}

/** Recordings of one sort, whoever asks. */
function ofOneSort({ connection: { kysely } }: ReadUnit): Pick<RecordingReader, 'calls' | 'inState'> {
  return {
    async calls(limit) {
      const rows = await kysely
        .selectFrom('recording')
        .select('id')
        .where('circumstances', '=', 'telephoneCall')
        .orderBy('number')
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

export function readRecordings(unit: ReadUnit): RecordingReader {
  const { kysely } = unit.connection;
  const all = kysely.selectFrom('recording').selectAll();
  return {
    ...links(unit),
    ...discovery(unit),
    ...toBeDone(unit),
    ...ofOneSort(unit),
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
    facts: (list) => factsOf(unit, list),
    async byNumber(number) {
      const row = await all.where('number', '=', number).executeTakeFirst();
      return row ? toRecording(row) : null;
    },
    async byMark(mark) {
      if (mark === '') return [];
      const rows = await all.where('mark', '=', mark).where('mark', '<>', '').orderBy('number').execute();
      return rows.map(toRecording);
    },
  };
}
