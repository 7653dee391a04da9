import type { JobItemRow, JobRow, JobStore } from './store.ts';

/** How an item ended. */
export type ItemOutcome = Pick<JobItemRow, 'state' | 'recording' | 'sourceRemoved' | 'error'>;

/** One item in work. */
export interface Task {
  readonly job: JobRow;
  readonly item: JobItemRow;
  /** Says stop: when the job is cancelled or the library is left. */
  readonly signal: AbortSignal;
  /**
   * Resolves when no item before this one is in work without its outcome written: whoever waits for it gives numbers
   * in the order of the list. Meanwhile others may begin (`Runner.ahead`).
   */
  turn(): Promise<void>;
  /** Writes the outcome inside the runner's own transaction, so that facts and outcome are one. */
  done(writer: { readonly jobs: JobStore }, outcome: ItemOutcome): Promise<void>;
}

/** Works the items of one kind of job. */
export interface Runner {
  /** How many items are worked at once. */
  readonly concurrency: number;
  /** How many there may be in all with those that only wait for their turn; none may wait where it is absent. */
  readonly ahead?: number;
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
