import type { Proposal } from '../../../../../shared/domain/recording/proposal.ts';
import { CustosError } from '../../../../../shared/kernel/error.ts';
import type { ToolPlaces } from '../../../../media/ffmpeg.ts';
import type { NamedFilm } from '../../read/name-in-film.ts';
import { inThread } from '../in-thread.ts';
import type { FilmPlace } from './frame-source.ts';

/** What the thread that searches a film is given. */
export interface FilmTask {
  readonly film: FilmPlace;
  readonly places: ToolPlaces;
  readonly known: readonly string[] | null;
  readonly reading: FilmReading | null;
}

/** How single pictures of a film are read. */
export interface FilmReading {
  /** No picture is begun after so many milliseconds: reading one may take seconds. */
  readonly withinMs: number;
}

/** How a film is searched. */
export interface FilmSearch {
  readonly signal: AbortSignal;
  /** Names, numbers and days (YYYY-MM-DD) that the catalogue knows of the subjects; without, nothing that is found is read. */
  readonly known?: readonly string[];
  /** Looks only for what can be read in single pictures of it, as whoever has the film could. */
  readonly reading?: FilmReading;
}

export interface FilmFound {
  readonly proposals: readonly Proposal[];
  /** What could not be done of the search, for whoever decides on what it found. */
  readonly fault: string | null;
}

const unread =
  'What was found in this film could not be read to the end, so a name may stand in it that is not marked as one. ' +
  'Please look at each region yourself.';

/**
 * Looks for what was written over a film, given as a file.
 * @throws CustosError `unreadable`, `cancelled` where the signal ends it
 */
export type FilmFinder = (film: FilmPlace, search: FilmSearch) => Promise<FilmFound>;

const ended = (): CustosError => new CustosError('cancelled', 'Searching this film was stopped.');

const failed = (): CustosError =>
  new CustosError(
    'unreadable',
    'This film could not be searched. Please look through it yourself and draw over what identifies.',
  );

/** Searches films in a thread of their own, which ends with the signal. */
export const createFilmFinder =
  (places: ToolPlaces): FilmFinder =>
  async (film, { signal, known = null, reading = null }) => {
    const task: FilmTask = { film, places, known, reading };
    const { proposals, isRead }: NamedFilm = await inThread(
      new URL('./film-worker', import.meta.url),
      task,
      signal,
      { ended, failed },
    );
    return { proposals, fault: isRead ? null : unread };
  };
