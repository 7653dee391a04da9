import { CustosError } from '../../shared/kernel/error.ts';
import type { Handlers } from './context.ts';

const notYet = async (): Promise<never> => {
  throw new CustosError('not-found', 'There is no such thing, or it is not open to you.');
};

/** Previews of classifying, taking back, and pictures that look alike. */
export const organiseOperations: Handlers = {
  'recording.previewClassify': notYet,
  'recording.similar': notYet,
  'recording.twins': notYet,
  'change.undo': notYet,
};
