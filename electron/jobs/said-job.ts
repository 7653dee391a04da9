import type { JobProgress, JobRow } from './store.ts';

/** A job as its owner is told of it: no paths, no request. */
export interface SaidJob extends Pick<JobRow, 'id' | 'kind' | 'state' | 'startedAt' | 'endedAt'> {
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly outcomes: Record<string, number>;
}

export const sayJob = (
  { id, kind, state, startedAt, endedAt }: JobRow,
  { outcomes, ...progress }: JobProgress,
): SaidJob => ({ id, kind, state, startedAt, endedAt, ...progress, outcomes: { ...outcomes } });
