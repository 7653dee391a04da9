import type { Output } from '../../../shared/contract/contract.ts';

/** One duty in a queue, as the engine tells it. */
export type QueueItem = Output<'queue.items'>['items'][number];
