import { sql } from 'kysely';
import { keepsCollection } from '../../../shared/domain/recording/discovery.ts';
import type { TileRow, Viewer } from '../catalogue.ts';
import type { VisibilityLevel } from '../rows.ts';
import { isBehind } from './behind.ts';
import { roleShift } from './cell.ts';
import { toRecording } from './recording-row.ts';
import type { Flag } from './recording-table.ts';
import { type ReadUnit, valuesOf } from './unit.ts';

/** What the viewer sees of a row, from what is stored beside it: the last word over what the grid proposed. */
export const levelOf = (unit: ReadUnit, viewer: Viewer) => sql<VisibilityLevel>`CASE
  WHEN recording.state NOT IN ('active', 'quarantined') THEN 0
  WHEN ${keepsCollection(viewer.role) ? sql`recording.circumstances = 'covert' AND ${isBehind(unit)}` : isBehind(unit)} THEN 0
  ELSE max((recording.visibility >> ${roleShift(viewer.role)}) & 3, coalesce(
    (SELECT level FROM recording_viewer AS own WHERE own.user = ${viewer.user} AND own.recording = recording.number), 0))
  END`;

const treatedBy = (viewer: Viewer) =>
  viewer.role === 'clinician'
    ? sql<Flag>`coalesce((SELECT treats FROM recording_viewer AS own
        WHERE own.user = ${viewer.user} AND own.recording = recording.number), 0)`
    : sql<Flag>`0`;

const labelsOf = sql<string>`(SELECT json_group_array(name) FROM
  (SELECT label.name FROM recording_label AS set_on JOIN label ON label.number = set_on.label
   WHERE set_on.recording = recording.number ORDER BY label.words))`;

/** The tiles of these recordings in this order, without those that the viewer may not find. */
export async function tilesOf(
  unit: ReadUnit,
  viewer: Viewer,
  numbers: readonly number[],
): Promise<TileRow[]> {
  const keeps = keepsCollection(viewer.role);
  const rows = await unit.connection.kysely
    .selectFrom('recording')
    .selectAll()
    .select([levelOf(unit, viewer).as('level'), treatedBy(viewer).as('treated'), labelsOf.as('labels')])
    .where('number', 'in', valuesOf(numbers))
    .execute();
  const found = new Map(rows.map((row) => [row.number, row]));
  return numbers.flatMap((number) => {
    const row = found.get(number);
    if (!row || row.level === 0) return [];
    const labels = JSON.parse(row.labels) as string[];
    return [{ recording: toRecording(row), level: row.level, named: keeps || row.treated === 1, labels }];
  });
}
