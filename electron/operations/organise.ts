import { CustosError } from '../../shared/kernel/error.ts';
import type { Handlers } from './context.ts';

const notYet = async (): Promise<never> => {
  throw new CustosError('not-found', 'There is no such thing, or it is not open to you.');
};

/** Ratings, labels, collections, saved views, the timeline and pictures that look alike. */
export const organiseOperations: Handlers = {
  'recording.previewClassify': notYet,
  'recording.rate': notYet,
  'recording.label': notYet,
  'label.list': async () => [],
  'collection.list': async () => [],
  'collection.create': notYet,
  'collection.rename': notYet,
  'collection.remove': notYet,
  'collection.add': notYet,
  'collection.take': notYet,
  'view.list': async () => [],
  'view.save': notYet,
  'view.remove': notYet,
  'recording.timeline': async () => [],
  'recording.similar': notYet,
  'recording.twins': notYet,
  'change.undo': notYet,
};
