import type { Output } from '../../../shared/contract/contract.ts';
import { counted } from '../../ui/amounts.ts';

export type Job = Output<'job.list'>[number];

export const jobNames: Readonly<Record<Job['kind'], string>> = {
  import: 'Taking in',
  previews: 'Making previews',
  erasure: 'Erasing',
  backup: 'Backing up',
  anonymise: 'Anonymising',
};

export const jobStates: Readonly<Record<Job['state'], string>> = {
  running: 'under way',
  paused: 'paused',
  done: 'finished',
  cancelled: 'cancelled',
  failed: 'stopped by a fault',
};

const outcomeWords: readonly (readonly [string, string])[] = [
  ['stored', 'stored and checked'],
  ['setAside', 'set aside'],
  ['duplicate', 'already here'],
  ['erasedBefore', 'erased before and refused'],
  ['cancelled', 'cancelled'],
];

/** What became of the files, in one sentence: 212 stored and checked, 3 set aside, 5 already here. */
export function outcomeText(job: Job): string {
  const parts = outcomeWords.flatMap(([name, words]) => {
    const count = job.outcomes[name] ?? 0;
    return count > 0 ? [`${count.toLocaleString('en-GB')} ${words}`] : [];
  });
  return parts.length > 0 ? parts.join(', ') : `${counted(job.done, 'file')} done`;
}

export const shareDone = (job: Job): number =>
  job.bytesTotal > 0
    ? (job.bytesDone / job.bytesTotal) * 100
    : job.total > 0
      ? (job.done / job.total) * 100
      : 0;

export const hasEnded = ({ state }: Job): boolean => state === 'done' || state === 'cancelled';

/** How many files need a person. */
export const troubles = ({ outcomes, state }: Job): number =>
  (outcomes.setAside ?? 0) + (outcomes.erasedBefore ?? 0) + (state === 'failed' ? 1 : 0);

/** As many as are looked through at a glance. */
const atAGlance = 5;

/** The jobs in the order of the tray: what is under way is never hidden behind what has ended since. */
export function inTray(jobs: readonly Job[], all: boolean): readonly Job[] {
  const inOrder = [...jobs].sort((one, other) => Number(hasEnded(one)) - Number(hasEnded(other)));
  return all ? inOrder : inOrder.slice(0, atAGlance);
}
