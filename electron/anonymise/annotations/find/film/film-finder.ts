import { Worker } from 'node:worker_threads';
import type { Proposal } from '../../../../../shared/domain/recording/proposal.ts';
import { CustosError } from '../../../../../shared/kernel/error.ts';
import type { ToolPlaces } from '../../../../media/ffmpeg.ts';
import type { FilmPlace } from './frame-source.ts';

/** What the thread that searches a film is given. */
export interface FilmTask {
  readonly film: FilmPlace;
  readonly places: ToolPlaces;
  readonly reading: boolean;
}

/** How a film is searched. */
export interface FilmSearch {
  readonly signal: AbortSignal;
  /** Looks only for what can be read in single pictures of it, as whoever has the film could. */
  readonly reading?: boolean;
}

/**
 * Looks for what was written over a film, given as a file.
 * @throws CustosError `unreadable`, `cancelled` where the signal ends it
 */
export type FilmFinder = (film: FilmPlace, search: FilmSearch) => Promise<readonly Proposal[]>;

const ended = (): CustosError => new CustosError('cancelled', 'Searching this film was stopped.');

const failed = (): CustosError =>
  new CustosError(
    'unreadable',
    'This film could not be searched. Please look through it yourself and draw over what identifies.',
  );

/** Searches films in a thread of their own, which ends with the signal. */
export const createFilmFinder =
  (places: ToolPlaces): FilmFinder =>
  async (film, { signal, reading = false }) => {
    if (signal.aborted) throw ended();
    const task: FilmTask = { film, places, reading };
    const worker = new Worker(new URL('./film-worker.ts', import.meta.url), { workerData: task });
    const { promise, resolve, reject } = Promise.withResolvers<readonly Proposal[]>();
    const stop = (): void => reject(ended());
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', () => reject(failed()));
    worker.once('exit', () => reject(failed()));
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', stop);
      await worker.terminate();
    }
  };
