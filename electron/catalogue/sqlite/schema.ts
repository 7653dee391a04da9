import type { Generated, GeneratedAlways } from 'kysely';
import type { FormState } from '../../../shared/domain/consent-form/entry.ts';
import type { FormPurpose } from '../../../shared/domain/consent-form/template.ts';
import type { AfterRecording, Identifiability, Use } from '../../../shared/domain/policy/words.ts';
import type { IdentifierKind } from '../../../shared/domain/subject/identifier.ts';
import type { Role } from '../../../shared/domain/user/role.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { ItemState, JobKind, JobState } from '../../jobs/store.ts';
import type { DisclosureRow } from '../disclosures.ts';
import type * as row from '../rows.ts';
import type { OpeningRow } from '../sealing.ts';
import type { Flag, RecordingTable } from './recording-table.ts';

interface FormTable {
  number: Generated<number>;
  id: Id;
  template: number;
  subject: number;
  publication: string;
  issued_at: Instant;
  issued_by: Id;
  state: FormState;
  changed_at: Instant;
  changed_by: Id;
  reason: Generated<string>;
  entry: string | null;
  agreement: number | null;
}

interface SubjectTable {
  number: Generated<number>;
  id: Id;
  family_name: string;
  given_name: string;
  born_on: Day | null;
  died_on: Day | null;
  appointed_person: Flag;
  capacity_regained_on: Day | null;
  last_seen_on: Day | null;
  status_noted_on: Day | null;
  merged_into: Id | null;
}

interface RenditionTable {
  id: Id;
  recording: number;
  kind: row.RenditionRow['kind'];
  parent: Id | null;
  blob: Id;
  container: string;
  width: number | null;
  height: number | null;
  bytes: number;
  mark: string;
  made_at: Instant;
  made_by: Id;
  recipe: string | null;
  verification: string | null;
}

interface SignOffTable {
  number: Generated<number>;
  rendition: Id;
  by: Id;
  at: Instant;
  looked_at: string;
  identifiability: Identifiability;
  mark: string;
  trail_head: string;
  signature: string;
  voided_at: Instant | null;
  awaits_second: Flag;
}

interface PictureSearchTable {
  rendition: Id;
  at: Instant;
  known: string;
  device: string;
  proposals: string;
  fault: string | null;
}

interface DeviceTemplateTable {
  number: Generated<number>;
  id: Id;
  name: string;
  maker: string | null;
  model: string | null;
  width: number;
  height: number;
  regions: string;
  made_by: Id;
  made_at: Instant;
}

interface ReleaseTable {
  number: Generated<number>;
  id: Id;
  at: Instant;
  by: Id;
  use: Use | null;
  audience: row.ReleaseRow['audience'];
  disclosure: Id | null;
  recipient: string;
  organisation: string;
  purpose: string;
  until: Day | null;
}

interface DisclosureTable {
  number: Generated<number>;
  id: Id;
  kind: DisclosureRow['kind'];
  means: DisclosureRow['means'];
  state: DisclosureRow['state'];
  about: Id | null;
  viewer: Id | null;
  recipient: string;
  organisation: string;
  words: string | null;
  hours: number;
  proposed_by: Id;
  proposed_as: Role;
  proposed_at: Instant;
  decided_by: Generated<Id | null>;
  decided_at: Generated<Instant | null>;
  second_missing: Generated<Flag>;
  signature: Generated<string | null>;
  ends_at: Generated<Instant | null>;
  ended_by: Generated<Id | null>;
  ended_at: Generated<Instant | null>;
  review: Generated<DisclosureRow['review']>;
  reviewed_by: Generated<Id | null>;
  reviewed_at: Generated<Instant | null>;
  duty: Id | null;
}

interface ObligationTable {
  number: Generated<number>;
  id: Id;
  recording: number;
  queue: row.ObligationRow['queue'];
  paragraph: string;
  reason: string;
  due: Day;
  action: row.ObligationRow['action'];
  raised_at: Instant;
  snoozed_until: Day | null;
  settled_at: Instant | null;
  source: row.ObligationRow['source'];
  owner: Generated<Id | null>;
  shown_on: GeneratedAlways<Day>;
}

interface ErasureTable {
  number: Generated<number>;
  id: Id;
  recording: number;
  state: row.ErasureRow['state'];
  why: string;
  paragraph: string;
  proposed_by: Id;
  proposed_at: Instant;
  approved_by: Id | null;
  approved_at: Instant | null;
  signature: string | null;
  completed_at: Instant | null;
  certificate: string | null;
}

interface TrailTable {
  sequence: number;
  at: Instant;
  by: Id | null;
  kind: string;
  about: string;
  facts: string;
  text_commitment: string | null;
  previous: string;
  hash: string;
}

interface JobItemTable {
  number: Generated<number>;
  id: Id;
  job: number;
  position: number;
  source: string;
  bytes: number;
  state: ItemState;
  recording: Id | null;
  source_removed: Flag;
  error: string | null;
}

/** The tables as `schema.sql` has them. */
interface SealOpeningTable {
  number: Generated<number>;
  id: Id;
  recording: number;
  state: OpeningRow['state'];
  reason: string;
  until: Day;
  asked_by: Id;
  asked_at: Instant;
  second: Id;
  decided_at: Instant | null;
  second_missing: Generated<Flag>;
  signature: string | null;
  closed_by: Id | null;
  closed_at: Instant | null;
}

export interface Schema {
  recording: RecordingTable;
  recording_viewer: { user: Id; recording: number; level: row.VisibilityLevel; treats: Flag };
  recording_text: { number: number; words: string };
  recording_subject: { recording: number; subject: number; position: number };
  grid: { chunk: number; cells: Uint8Array };
  search_word: { word: string; recordings: number };
  label: { number: Generated<number>; name: string; words: string };
  recording_label: { label: number; recording: number };
  collection: {
    number: Generated<number>;
    id: Id;
    name: string;
    words: string;
    made_by: Id;
    made_at: Instant;
  };
  collection_recording: { collection: number; recording: number };
  saved_view: {
    number: Generated<number>;
    id: Id;
    name: string;
    query: string;
    shared: Flag;
    made_by: Id;
  };
  change: {
    number: Generated<number>;
    id: Id;
    kind: row.ChangeRow['kind'];
    by: Id;
    at: Instant;
    undone_at: Instant | null;
  };
  change_item: { change: number; recording: number; before: string; after: string };
  rendition_print: { rendition: Id; print: Uint8Array | null };
  likeness: {
    recording: number;
    part_0: number | null;
    part_1: number | null;
    part_2: number | null;
    part_3: number | null;
  };
  subject: SubjectTable;
  subject_identifier: {
    subject: number;
    position: number;
    kind: IdentifierKind;
    issuer: string;
    value: string;
    compact: string;
  };
  subject_word: { word: string; subject: number };
  care_team: { subject: number; user: Id; from_day: Day; to_day: Day | null };
  agreement: {
    number: Generated<number>;
    id: Id;
    terms: string;
    after_recording: AfterRecording;
    answered_on: Day | null;
  };
  agreement_event: { agreement: number; position: number; at: Instant; by: Id; event: string };
  agreement_subject: { agreement: number; subject: number };
  agreement_recording: { agreement: number; recording: number };
  scan: { id: Id; agreement: number; blob: Id; type: string; bytes: number };
  form_template: {
    number: Generated<number>;
    purpose: FormPurpose;
    version: number;
    shipped: number | null;
    template: string;
    by: Id;
    at: Instant;
    reason: string;
  };
  form: FormTable;
  form_recording: { form: number; recording: number };
  form_scan: {
    id: Id;
    form: number;
    blob: Id | null;
    type: string;
    bytes: number;
    mark: string;
    pages: string;
    at: Instant;
    by: Id;
  };
  rendition: RenditionTable;
  sign_off: SignOffTable;
  picture_search: PictureSearchTable;
  bench_draft: { rendition: Id; by: Id; at: Instant; draft: string };
  device_template: DeviceTemplateTable;
  release: ReleaseTable;
  release_item: {
    release: number;
    recording: number;
    rendition: Id;
    file_name: string;
    sha256: string;
    state: row.ReleaseItemRow['state'];
  };
  disclosure: DisclosureTable;
  disclosure_item: {
    disclosure: number;
    recording: number;
    position: number;
    rendition: Id;
    mark: string;
    checks: string;
  };
  seal_person: { recording: number; user: Id; named_by: Id | null; named_at: Instant };
  seal_opening: SealOpeningTable;
  obligation: ObligationTable;
  erasure: ErasureTable;
  erasure_mark: { mark: string; erasure: number };
  user: {
    id: Id;
    name: string;
    role: Role;
    added_at: Instant;
    added_by: Id | null;
    removed_at: Instant | null;
    public_key: string;
  };
  setting: { name: string; value: string };
  backup: { id: Id; place: string; last_made_at: Instant | null };
  trail_entry: TrailTable;
  trail_about: { id: Id; sequence: number };
  trail_text: { sequence: number; salt: string; text: string };
  job: {
    number: Generated<number>;
    id: Id;
    kind: JobKind;
    state: JobState;
    by: Id;
    request: string;
    started_at: Instant;
    ended_at: Instant | null;
  };
  job_item: JobItemTable;
  job_count: { job: number; state: ItemState; items: number; bytes: number };
}
