import type { Output } from '../../../shared/contract/contract.ts';
import { counted } from '../../ui/amounts.ts';
import type { QueueItem } from './queue-item.ts';

/** As much of a duty as an act on several needs: what is on other pages was not shown in full. */
export type Duty = Output<'queue.whole'>['duties'][number];

export const dutyOf = ({ id, recording, action }: QueueItem): Duty => ({
  id,
  recording: recording.id,
  action,
});

export const duties = (count: number): string => counted(count, 'duty', 'duties');

/** What to say of those that somebody else has settled since they were chosen. */
export const settledMeanwhile = (count: number): string =>
  count === 0 ? '' : ` ${duties(count)} had been settled meanwhile.`;
