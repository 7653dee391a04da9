import type { Selectable, Updateable } from 'kysely';
import type { RecordingRow } from '../rows.ts';
import type { RecordingTable } from './recording-table.ts';
import { flag } from './unit.ts';

export function toRecording(row: Selectable<RecordingTable>): RecordingRow {
  const held = row.hold_reason !== null && row.hold_by !== null && row.hold_at !== null;
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    container: row.container,
    codecs: JSON.parse(row.codecs) as string[],
    width: row.width,
    height: row.height,
    durationMs: row.duration_ms,
    bytes: row.bytes,
    made: {
      earliest: row.made_earliest,
      latest: row.made_latest,
      local: row.made_local,
      offset: row.made_offset,
      source: row.made_source,
    },
    addedAt: row.added_at,
    addedBy: row.added_by,
    fileName: row.file_name,
    mark: row.mark,
    category: row.category,
    madeFor: row.made_for,
    circumstances: row.circumstances,
    callerNotice: row.caller_notice === 1,
    colleagueConsulted: row.colleague_consulted === 1,
    medicoLegalInvestigation: row.medico_legal_investigation === 1,
    coronerDiscussed: row.coroner_discussed === 1,
    externalFilming: row.external_filming === 1,
    bodiesInformed: row.bodies_informed === 1,
    records: row.records,
    appraisedUntil: row.appraised_until,
    hold: held
      ? {
          reason: row.hold_reason as string,
          by: row.hold_by as RecordingRow['id'],
          at: row.hold_at as RecordingRow['addedAt'],
          senior: row.hold_senior ?? '',
          until: row.hold_until,
        }
      : null,
    standing: row.standing,
    rating: row.rating,
  };
}

type Columns = Updateable<RecordingTable>;
type Members = Omit<RecordingRow, 'id' | 'number' | 'standing'>;
type Change = Partial<Members>;

const columnOf: { readonly [K in keyof Members]: (value: Members[K]) => Columns } = {
  kind: (kind) => ({ kind }),
  state: (state) => ({ state }),
  container: (container) => ({ container }),
  codecs: (codecs) => ({ codecs: JSON.stringify(codecs) }),
  width: (width) => ({ width }),
  height: (height) => ({ height }),
  durationMs: (length) => ({ duration_ms: length === null ? null : Math.round(length) }),
  bytes: (bytes) => ({ bytes }),
  made: (made) => ({
    made_earliest: made.earliest,
    made_latest: made.latest,
    made_local: made.local,
    made_offset: made.offset,
    made_source: made.source,
  }),
  addedAt: (at) => ({ added_at: at }),
  addedBy: (by) => ({ added_by: by }),
  fileName: (name) => ({ file_name: name }),
  mark: (mark) => ({ mark }),
  category: (category) => ({ category }),
  madeFor: (use) => ({ made_for: use }),
  circumstances: (circumstances) => ({ circumstances }),
  callerNotice: (yes) => ({ caller_notice: flag(yes) }),
  colleagueConsulted: (yes) => ({ colleague_consulted: flag(yes) }),
  medicoLegalInvestigation: (yes) => ({ medico_legal_investigation: flag(yes) }),
  coronerDiscussed: (yes) => ({ coroner_discussed: flag(yes) }),
  externalFilming: (yes) => ({ external_filming: flag(yes) }),
  bodiesInformed: (yes) => ({ bodies_informed: flag(yes) }),
  records: (records) => ({ records }),
  appraisedUntil: (day) => ({ appraised_until: day }),
  rating: (rating) => ({ rating }),
  hold: (hold) => ({
    hold_reason: hold?.reason ?? null,
    hold_by: hold?.by ?? null,
    hold_at: hold?.at ?? null,
    hold_senior: hold?.senior ?? null,
    hold_until: hold?.until ?? null,
  }),
};

function columns<K extends keyof Members>(member: K, value: Members[K] | undefined): Columns {
  return value === undefined ? {} : columnOf[member](value);
}

/** The columns of the members that a change names. */
export function toColumns(change: Change): Columns {
  const all: Columns = {};
  for (const member of Object.keys(columnOf) as (keyof Members)[])
    Object.assign(all, columns(member, change[member]));
  return all;
}
