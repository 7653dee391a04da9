import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';

export const jobKinds = ['import', 'previews', 'erasure', 'backup', 'anonymise'] as const;
export type JobKind = (typeof jobKinds)[number];
export type JobState = 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export interface JobRow {
  readonly id: Id;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly by: Id;
  /** What the job was asked to do, as JSON of its kind. Paths in it go when the job ends. */
  readonly request: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

export type ItemState =
  | 'waiting'
  | 'running'
  | 'stored'
  | 'duplicate'
  | 'setAside'
  | 'erasedBefore'
  | 'cancelled';

export interface JobItemRow {
  readonly id: Id;
  readonly job: Id;
  readonly position: number;
  /** Path of the source file; it may identify and is erased with the recording. */
  readonly source: string;
  readonly bytes: number;
  readonly state: ItemState;
  readonly recording: Id | null;
  readonly sourceRemoved: boolean;
  readonly error: { readonly code: string; readonly message: string; readonly wayForward: string } | null;
}

export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** What the durable queue needs of a store; the catalogue implements it. */
export interface JobStore {
  add(job: JobRow): Promise<void>;
  get(job: Id): Promise<JobRow | null>;
  list(limit: number): Promise<readonly JobRow[]>;
  setState(job: Id, state: JobState, endedAt: Instant | null): Promise<void>;
  addItems(items: readonly JobItemRow[]): Promise<void>;
  items(job: Id, offset: number, limit: number): Promise<readonly JobItemRow[]>;
  /** Of the items only those beside which an error stands. */
  troubled(job: Id, offset: number, limit: number): Promise<readonly JobItemRow[]>;
  item(item: Id): Promise<JobItemRow | null>;
  inState(state: JobState): Promise<readonly JobRow[]>;
  /** The next items still waiting, in order. */
  waiting(job: Id, limit: number): Promise<readonly JobItemRow[]>;
  setItem(
    item: Id,
    change: Partial<Pick<JobItemRow, 'state' | 'recording' | 'sourceRemoved' | 'error'>>,
  ): Promise<void>;
  /** After a kill: items that were running wait again. */
  requeueRunning(job: Id): Promise<void>;
  cancelWaiting(job: Id): Promise<number>;
  progress(job: Id): Promise<JobProgress>;
  /** Removes the request and the source paths of a job, but for those of items in the states to keep. */
  forgetSources(job: Id, keep: readonly ItemState[]): Promise<void>;
}

/** The transactions of whoever implements the store; the catalogue does. */
export interface JobTransactions {
  read<T>(
    work: (reader: {
      readonly jobs: Pick<JobStore, 'get' | 'list' | 'items' | 'item' | 'inState' | 'waiting' | 'progress'>;
    }) => Promise<T>,
  ): Promise<T>;
  write<T>(work: (writer: { readonly jobs: JobStore }) => Promise<T>): Promise<T>;
}
