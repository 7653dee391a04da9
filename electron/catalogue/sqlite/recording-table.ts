import type { Generated } from 'kysely';
import type { MadeSource } from '../../../shared/domain/recording/made.ts';
import type { Kind, RecordingState, Standing } from '../../../shared/domain/recording/state.ts';
import type { RecordKind } from '../../../shared/domain/retention/schedule.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type * as row from '../rows.ts';

/** SQLite has no truth values. */
export type Flag = 0 | 1;

export interface RecordingTable {
  number: Generated<number>;
  id: Id;
  kind: Kind;
  state: RecordingState;
  standing: Standing;
  container: string;
  codecs: string;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  bytes: number;
  made_earliest: Day | null;
  made_latest: Day | null;
  made_local: string | null;
  made_offset: string | null;
  made_source: MadeSource;
  added_at: Instant;
  added_by: Id;
  file_name: string;
  mark: string;
  category: row.RecordingRow['category'];
  made_for: row.RecordingRow['madeFor'];
  circumstances: row.RecordingRow['circumstances'];
  caller_notice: Flag;
  colleague_consulted: Flag;
  medico_legal_investigation: Flag;
  coroner_discussed: Flag;
  external_filming: Flag;
  bodies_informed: Flag;
  hold_reason: string | null;
  hold_by: Id | null;
  hold_at: Instant | null;
  hold_senior: string | null;
  hold_until: Day | null;
  visibility: Generated<number>;
  refresh_on: Day | null;
  rating: number | null;
  records: Generated<RecordKind>;
  appraised_until: Day | null;
}
