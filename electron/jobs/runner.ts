import type { JobItemRow, JobRow, JobStore } from './store.ts';

/** How an item ended. */
export type ItemOutcome = Pick<JobItemRow, 'state' | 'recording' | 'sourceRemoved' | 'error'>;

/** One item in work. */
export interface Task {
  readonly job: JobRow;
  readonly item: JobItemRow;
  /** Says stop: when the job is cancelled or the library is left. */
  readonly signal: AbortSignal;
  /** Writes the outcome inside the runner's own transaction, so that facts and outcome are one. */
  done(writer: { readonly jobs: JobStore }, outcome: ItemOutcome): Promise<void>;
}

/** Works the items of one kind of job. */
export interface Runner {
  /** How many items are worked at once. */
  readonly concurrency: number;
  /**
   * Works one item and writes its outcome in the transaction of its facts. A fault of the item is an outcome; it
   * throws only what the next item would meet too, and that fails the job, whose item waits again.
   */
  run(task: Task): Promise<void>;
  /** The items that a job was begun with, for one whose list a kill has cut off. */
  findAgain?(job: JobRow): Promise<readonly Pick<JobItemRow, 'source' | 'bytes'>[]>;
}

/** For an item whose runner ended without a word: it must not be tried for ever. */
export const noOutcome: ItemOutcome = {
  state: 'setAside',
  recording: null,
  sourceRemoved: false,
  error: {
    code: 'internal',
    message: 'This was worked, but nothing was said of how it ended.',
    wayForward: 'Try it again. If it is set aside once more, please report it.',
  },
};
