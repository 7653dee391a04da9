import { CustosError } from '../../shared/kernel/error.ts';
import type { Handlers } from './context.ts';

const notYet = async (): Promise<never> => {
  throw new CustosError('not-found', 'There is no such thing, or it is not open to you.');
};

/** Pictures that look alike. */
export const organiseOperations: Handlers = {
  'recording.similar': notYet,
  'recording.twins': notYet,
};
