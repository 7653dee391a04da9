import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { inThread } from '../find/in-thread.ts';

const limitMs = 120_000;

const failed = (): CustosError => new CustosError('unreadable', 'The codes of this page could not be read.');

/** What the codes on a page say, whichever way up it lies. @throws CustosError `unreadable` */
export const codesOnPage = (pixels: Pixels): Promise<readonly string[]> =>
  inThread<readonly string[]>(
    new URL('./codes-worker', import.meta.url),
    pixels,
    AbortSignal.timeout(limitMs),
    {
      ended: failed,
      failed,
    },
  );
