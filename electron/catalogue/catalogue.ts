import type { AgreementEvent } from '../../shared/domain/agreement/agreement.ts';
import type { RecordingQuery } from '../../shared/domain/recording/query.ts';
import type { RecordingState } from '../../shared/domain/recording/state.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { JobStore } from '../jobs/store.ts';
import type { TrailStore } from '../trail/store.ts';
import type { BenchReader, BenchWriter } from './benching.ts';
import type { DisclosureReader, DisclosureWriter } from './disclosures.ts';
import type { FormReader, FormWriter } from './forms.ts';
import type * as organising from './organising.ts';
import type { ObligationReader, ObligationWriter } from './owing.ts';
import type * as row from './rows.ts';
import type { SealReader, SealWriter } from './sealing.ts';

type Viewer = row.Viewer;

export type { RecordingQuery, Viewer };

export interface TileRow {
  readonly recording: row.RecordingRow;
  readonly level: row.VisibilityLevel;
  /** Whether the viewer may learn whom it shows: as a keeper of the collection, or as one who treats the patient. */
  readonly named: boolean;
  readonly labels: readonly string[];
}

/** An end of what is being typed; `text` is the whole search with it, `shown` what a list shows. */
export interface Suggestion {
  readonly text: string;
  readonly shown: string;
  readonly kind: 'field' | 'value' | 'word' | 'name';
  /** How many recordings the viewer would find by it alone; null where that was not counted. */
  readonly count: number | null;
}

export interface Similar {
  /** False where nothing is known of this picture that could be compared. */
  readonly compared: boolean;
  /** `distance`: in how many of 64 points the pictures differ. */
  readonly tiles: readonly (TileRow & { readonly distance: number })[];
}

export interface Twins {
  /** Of a large group the first tiles stand for the rest; `count` is all of it. */
  readonly groups: readonly {
    readonly exact: boolean;
    readonly count: number;
    readonly tiles: readonly TileRow[];
  }[];
  readonly total: number;
  readonly uncompared: number;
}

/** Recordings of one month in a sort by the day made; undated ones have neither year nor month. */
export interface TimelineMonth {
  readonly year: number | null;
  readonly month: number | null;
  readonly count: number;
  /** The place of the first of them in that sort. */
  readonly offset: number;
}

/** The working out anew of every recording, from the highest number down: one that is stopped goes on where it was. */
export interface Recomputation {
  /** What has this number or a lower one is still to come; 0 where nothing is. */
  readonly to: number;
  /** As far as that number what is stored may let somebody see too much, and is shown to the keepers only. */
  readonly hiddenTo: number;
  /** Numbers below that one which were worked out ahead of their turn. */
  readonly fresh: readonly number[];
}

export interface RecordingReader {
  get(id: Id): Promise<row.RecordingRow | null>;
  getMany(ids: readonly Id[]): Promise<readonly row.RecordingRow[]>;
  /** All that decisions about these recordings rest on, in this order; nothing for one that does not exist. */
  facts(ids: readonly Id[]): Promise<readonly row.FactRows[]>;
  byNumber(number: number): Promise<row.RecordingRow | null>;
  byMark(mark: string): Promise<readonly row.RecordingRow[]>;
  levelFor(viewer: Viewer, recording: Id): Promise<row.VisibilityLevel>;
  window(
    viewer: Viewer,
    query: RecordingQuery,
    offset: number,
    limit: number,
  ): Promise<{
    readonly total: number;
    readonly tiles: readonly TileRow[];
    /** What the search has to say in sentences. */
    readonly notes: readonly string[];
  }>;
  /** Pictures that look like this one's, the nearest first; only where the viewer may see both originals. */
  similar(viewer: Viewer, recording: Id, most: number): Promise<Similar>;
  /** Groups of the same content, and of pictures that hardly differ, among all that this viewer may see. */
  twins(viewer: Viewer, offset: number, limit: number): Promise<Twins>;
  /** Recordings with a picture that nobody has compared yet, in order of number from after one. */
  uncompared(after: number, limit: number): Promise<readonly { readonly id: Id; readonly number: number }[]>;
  timeline(viewer: Viewer, query: RecordingQuery): Promise<readonly TimelineMonth[]>;
  ids(viewer: Viewer, query: RecordingQuery, limit: number): Promise<readonly Id[]>;
  counts(
    viewer: Viewer,
    query: RecordingQuery,
  ): Promise<{
    readonly kinds: Readonly<Record<string, number>>;
    readonly standings: Readonly<Record<string, number>>;
    readonly notes: readonly string[];
  }>;
  suggest(viewer: Viewer, text: string): Promise<readonly Suggestion[]>;
  subjectsOf(recording: Id): Promise<readonly Id[]>;
  ofSubject(subject: Id): Promise<readonly Id[]>;
  /** Recordings that this person finds by name, as care team or named viewer, or took in. */
  concerning(user: Id): Promise<readonly Id[]>;
  /** Recordings whose derived row is due because a day has passed, but for these. */
  dueForRefresh(today: Day, limit: number, except?: readonly Id[]): Promise<readonly Id[]>;
  recomputation(): Promise<Recomputation>;
  /** Those that are not erased, from this number down. */
  downFrom(number: number, limit: number): Promise<readonly { readonly id: Id; readonly number: number }[]>;
  highestNumber(): Promise<number>;
  /**
   * Of what these ids name those recordings whose stored answers are behind: recordings themselves, their renditions,
   * what they owe, and all that show a subject or are tied to an agreement.
   */
  behindAmong(ids: readonly Id[], limit: number): Promise<readonly Id[]>;
  /** Recorded telephone calls that are not erased, up to a limit. */
  calls(limit: number): Promise<readonly Id[]>;
  inState(state: RecordingState): Promise<readonly Id[]>;
}
export interface RecordingWriter extends RecordingReader {
  /** Adds a recording and gives its number. */
  add(recording: Omit<row.RecordingRow, 'number' | 'standing'>): Promise<row.RecordingRow>;
  change(id: Id, change: Partial<Omit<row.RecordingRow, 'id' | 'number' | 'standing'>>): Promise<void>;
  setSubjects(recording: Id, subjects: readonly Id[]): Promise<void>;
  /** Keeps by what a recording's picture is compared; null where there is nothing to compare. */
  setLikeness(recording: Id, likeness: row.Likeness | null): Promise<void>;
  setRecomputation(recomputation: Recomputation): Promise<void>;
  /** What is stored of it is behind from this day on, until it is derived again; `Catalogue.lookAsOf` takes note. */
  setDue(recording: Id, day: Day): Promise<void>;
  setDerived(recording: Id, derived: row.DerivedRow): Promise<void>;
  /** The same for several: what is stored as it should be is not written again. */
  setAllDerived(derived: ReadonlyMap<Id, row.DerivedRow>): Promise<void>;
  /** Everything that is known of the recording goes, its search entries too; what stays is a row with number and state. */
  erase(recording: Id): Promise<void>;
}

export interface SubjectReader {
  get(id: Id): Promise<row.SubjectRow | null>;
  getMany(ids: readonly Id[]): Promise<readonly row.SubjectRow[]>;
  find(text: string, limit: number): Promise<readonly row.SubjectRow[]>;
  byIdentifier(kind: string, value: string, issuer: string): Promise<row.SubjectRow | null>;
  careTeam(subject: Id): Promise<readonly row.CareTeamRow[]>;
  /** The entries that were joined to this one, directly or through another. */
  mergedInto(subject: Id): Promise<readonly Id[]>;
}
export interface SubjectWriter extends SubjectReader {
  add(subject: Omit<row.SubjectRow, 'number'>): Promise<row.SubjectRow>;
  change(id: Id, change: Partial<Omit<row.SubjectRow, 'id' | 'number'>>): Promise<void>;
  setCareTeam(member: row.CareTeamRow): Promise<void>;
  /** Removes a subject to whom nothing is tied any more. */
  remove(id: Id): Promise<void>;
}

export interface AgreementReader {
  get(id: Id): Promise<row.AgreementRow | null>;
  /** The agreements tied to a recording (each with its subjects). */
  ofRecording(recording: Id): Promise<readonly row.AgreementRow[]>;
  ofSubject(subject: Id): Promise<readonly row.AgreementRow[]>;
  /** The newest first; those of patients whom somebody treats on a day, where one is named. */
  list(
    offset: number,
    limit: number,
    treatedBy?: { readonly user: Id; readonly today: Day } | null,
  ): Promise<{ readonly total: number; readonly agreements: readonly row.AgreementRow[] }>;
  /** Those of recordings on which an asking afterwards is owed and that nobody was asked about, the first due first. */
  toConfirm(
    offset: number,
    limit: number,
    treatedBy: { readonly user: Id; readonly today: Day } | null,
    /** Leaves out what is owed on recordings that are closed to this person. */
    closedTo?: Id | null,
  ): Promise<{
    readonly total: number;
    readonly agreements: readonly { readonly id: Id; readonly due: Day }[];
  }>;
  history(agreement: Id): Promise<readonly row.AgreementEventRow[]>;
  recordingsOf(agreement: Id): Promise<readonly Id[]>;
  scans(agreement: Id): Promise<readonly row.ScanRow[]>;
  scan(id: Id): Promise<row.ScanRow | null>;
}
export interface AgreementWriter extends AgreementReader {
  /** Adds an agreement by its first event; the row of how it stands now is kept beside the history. */
  add(
    id: Id,
    event: AgreementEvent,
    by: Id,
    at: Instant,
    subjects: readonly Id[],
    recordings: readonly Id[],
  ): Promise<row.AgreementRow>;
  addEvent(agreement: Id, event: AgreementEvent, by: Id, at: Instant): Promise<row.AgreementRow>;
  link(agreement: Id, subjects: readonly Id[], recordings: readonly Id[]): Promise<void>;
  unlinkRecording(agreement: Id, recording: Id): Promise<void>;
  addScan(scan: row.ScanRow): Promise<void>;
  removeScan(scan: Id): Promise<void>;
  /** Removes an agreement that covers nothing any more, with its history. */
  remove(agreement: Id): Promise<void>;
}

export interface RenditionReader {
  get(id: Id): Promise<row.RenditionRow | null>;
  ofRecording(recording: Id): Promise<readonly row.RenditionRow[]>;
  /** The sign-offs of a rendition, newest first. */
  signOffs(rendition: Id): Promise<readonly row.SignOffRow[]>;
  /** Those with this very content. */
  byMark(mark: string): Promise<readonly row.RenditionRow[]>;
  blobs(): Promise<readonly Id[]>;
  /** Of all that the vault should hold. */
  size(): Promise<{ readonly files: number; readonly bytes: number }>;
  knowsBlob(blob: Id): Promise<boolean>;
}
export interface RenditionWriter extends RenditionReader {
  add(rendition: row.RenditionRow): Promise<void>;
  remove(rendition: Id): Promise<void>;
  addSignOff(signOff: row.SignOffRow): Promise<void>;
  voidSignOffs(rendition: Id, at: Instant): Promise<number>;
}

/** What pictures are known again by as copies found elsewhere; six words of 32 bits a rendition. */
export interface PrintReader {
  /** Every print, and in the same order whose it is. */
  all(): Promise<{ readonly renditions: readonly Id[]; readonly prints: Uint32Array }>;
  /** Renditions with a picture of which none was taken yet, in order of id from after one. */
  missing(after: Id | null, limit: number): Promise<readonly Id[]>;
}
export interface PrintWriter extends PrintReader {
  /** Null where there is nothing to compare. */
  set(rendition: Id, print: Uint32Array | null): Promise<void>;
}

export interface ReleaseReader {
  get(id: Id): Promise<row.ReleaseRow | null>;
  items(release: Id): Promise<readonly row.ReleaseItemRow[]>;
  ofRecording(recording: Id): Promise<readonly row.ReleaseRow[]>;
  /** The release of the copies that were given under a disclosure; null where none were. */
  ofDisclosure(disclosure: Id): Promise<row.ReleaseRow | null>;
  /** Copies that left with this very content, by their SHA-256. */
  bySha256(sha256: string): Promise<readonly row.ReleaseItemRow[]>;
  list(
    recording: Id | null,
    offset: number,
    limit: number,
    /** Leaves out those with a recording that is closed to this person, unless they made them. */
    closedTo?: Id | null,
  ): Promise<{ readonly total: number; readonly releases: readonly row.ReleaseRow[] }>;
}
export interface ReleaseWriter extends ReleaseReader {
  add(
    release: Omit<row.ReleaseRow, 'number'>,
    items: readonly Omit<row.ReleaseItemRow, 'release'>[],
  ): Promise<row.ReleaseRow>;
  setItem(release: Id, recording: Id, state: row.ReleaseItemRow['state']): Promise<void>;
}

export interface ErasureReader {
  open(recording: Id): Promise<row.ErasureRow | null>;
  get(id: Id): Promise<row.ErasureRow | null>;
  inState(state: row.ErasureRow['state']): Promise<readonly row.ErasureRow[]>;
  certificates(
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly erasures: readonly row.ErasureRow[] }>;
  /** The erasure by which a file with this mark ended, if one did. */
  byMark(mark: string): Promise<row.ErasureRow | null>;
  /** The marks of the files that ended with this erasure. */
  marksOf(erasure: Id): Promise<readonly string[]>;
}
export interface ErasureWriter extends ErasureReader {
  /** Adds an erasure. A number is given only where it was issued before, to an erasure that is repeated. */
  propose(erasure: Omit<row.ErasureRow, 'number'> & { readonly number?: number }): Promise<row.ErasureRow>;
  change(id: Id, change: Partial<Omit<row.ErasureRow, 'id' | 'number' | 'recording'>>): Promise<void>;
  addMark(erasure: Id, mark: string): Promise<void>;
}

export interface UserReader {
  get(id: Id): Promise<row.UserRow | null>;
  byName(name: string): Promise<row.UserRow | null>;
  list(): Promise<readonly row.UserRow[]>;
}
export interface UserWriter extends UserReader {
  add(user: row.UserRow): Promise<void>;
  change(id: Id, change: Partial<Pick<row.UserRow, 'role' | 'removedAt' | 'publicKey'>>): Promise<void>;
}

export interface SettingReader {
  /** A setting of the library as JSON text; null where it was never set. */
  get(name: string): Promise<string | null>;
  backups(): Promise<readonly row.BackupRow[]>;
}
export interface SettingWriter extends SettingReader {
  set(name: string, value: string): Promise<void>;
  setBackup(backup: row.BackupRow): Promise<void>;
}

/** All that can be read, in one consistent view. */
export interface CatalogueReader {
  readonly recordings: RecordingReader;
  readonly subjects: SubjectReader;
  readonly agreements: AgreementReader;
  readonly forms: FormReader;
  readonly renditions: RenditionReader;
  readonly prints: PrintReader;
  readonly bench: BenchReader;
  readonly releases: ReleaseReader;
  readonly disclosures: DisclosureReader;
  readonly obligations: ObligationReader;
  readonly erasures: ErasureReader;
  readonly users: UserReader;
  readonly labels: organising.LabelReader;
  readonly collections: organising.CollectionReader;
  readonly savedViews: organising.SavedViewReader;
  readonly changes: organising.ChangeReader;
  readonly seals: SealReader;
  readonly settings: SettingReader;
  readonly trail: Pick<TrailStore, 'last' | 'from' | 'texts' | 'window'>;
  readonly jobs: Pick<
    JobStore,
    'get' | 'list' | 'items' | 'troubled' | 'item' | 'inState' | 'waiting' | 'progress'
  >;
}

/** One transaction: everything written through it happens together with its trail entries, or not at all. */
export interface CatalogueWriter extends CatalogueReader {
  readonly recordings: RecordingWriter;
  readonly subjects: SubjectWriter;
  readonly agreements: AgreementWriter;
  readonly forms: FormWriter;
  readonly renditions: RenditionWriter;
  readonly prints: PrintWriter;
  readonly bench: BenchWriter;
  readonly releases: ReleaseWriter;
  readonly disclosures: DisclosureWriter;
  readonly obligations: ObligationWriter;
  readonly erasures: ErasureWriter;
  readonly users: UserWriter;
  readonly labels: organising.LabelWriter;
  readonly collections: organising.CollectionWriter;
  readonly savedViews: organising.SavedViewWriter;
  readonly changes: organising.ChangeWriter;
  readonly seals: SealWriter;
  readonly settings: SettingWriter;
  readonly trail: TrailStore;
  readonly jobs: JobStore;
}

export interface Catalogue {
  read<T>(work: (reader: CatalogueReader) => Promise<T>): Promise<T>;
  /** Runs one transaction; transactions queue behind one another. A throw rolls everything back. */
  write<T>(work: (writer: CatalogueWriter) => Promise<T>): Promise<T>;
  /**
   * From now on what may be otherwise as of this day than when it was worked out is shown to the keepers of the
   * collection only, until it is worked out anew. Answers whether there is any.
   */
  lookAsOf(today: Day): Promise<boolean>;
  /** Whether any recording is behind. */
  isBehind(): boolean;
  /** A copy under the same key that opens by itself. */
  snapshot(path: string): Promise<void>;
  /** Rewrites the file so that nothing deleted lies in a free page or the log any more (secure_delete, VACUUM, truncated WAL). */
  scour(): Promise<void>;
  /** `PRAGMA integrity_check`, `foreign_key_check` and the links between tables; a sentence for each fault. */
  check(): Promise<readonly string[]>;
  rekey(key: Uint8Array): Promise<void>;
  /**
   * Has the system read what first searches read, in a thread of its own; nothing where the file is smaller than so many
   * bytes. It ends by itself, or with whatever needs the file alone.
   */
  readAhead(fromBytes?: number): Promise<void>;
  close(): Promise<void>;
}
