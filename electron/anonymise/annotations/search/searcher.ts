import { availableParallelism } from 'node:os';
import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import { CustosError } from '../../../../shared/kernel/error.ts';
import type { ToolPlaces } from '../../../media/ffmpeg.ts';
import { createWorkerPool } from '../../../media/worker-pool.ts';
import { nodeWorkerStarter, type WorkerStarter } from '../../../media/worker-starter.ts';
import type { FilmPlace } from '../find/film/frame-source.ts';
import type { FilmReading, SearchJob, SearchTask, SearchValues } from './search-tasks.ts';

/** What is known of a picture before it is searched. */
export interface PictureSearch {
  /** Names, numbers and days (YYYY-MM-DD) that the catalogue knows of the subjects. */
  readonly known: readonly string[];
  readonly signal: AbortSignal;
  /** Reads by itself what was found and not read with the whole picture: where it matters what is left. */
  readonly thorough?: boolean;
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

/**
 * Searches recordings in processes of their own, which may die without harm to anything else.
 * Each throws CustosError `unreadable`, and `cancelled` where the signal ends it.
 */
export interface Searcher {
  /** Looks for what may identify in a still picture, given as the bytes of its file. */
  picture(bytes: Uint8Array, search: PictureSearch): Promise<readonly Proposal[]>;
  /** Looks for what was written over a film, given as a file. */
  film(film: FilmPlace, search: FilmSearch): Promise<FilmFound>;
  /** What the codes on a page say, whichever way up it lies; the page as the bytes of a picture. */
  codes(bytes: Uint8Array): Promise<readonly string[]>;
  /** Ends all searches at once. */
  close(): void;
}

/** Longer than any search that a signal ends. */
const longestMs = 15 * 60_000;
const codesMs = 120_000;
/** To start a process and its reader costs as much as a search: one that is done waits so long for the next. */
const idleMs = 5_000;

const unread =
  'What was found in this film could not be read to the end, so a name may stand in it that is not marked as one. ' +
  'Please look at each region yourself.';

async function givenUp(): Promise<never> {
  throw new CustosError(
    'unreadable',
    'The program that searches recordings failed on this one, twice. Please look through it yourself and draw over what identifies.',
  );
}

/** Opens processes for searching: one a core, and one so that whoever waits need not wait for what runs ahead. */
export function createSearcher(
  places: ToolPlaces,
  starter: WorkerStarter = nodeWorkerStarter(new URL('./search-worker.ts', import.meta.url)),
): Searcher {
  const pool = createWorkerPool<Omit<SearchJob, 'id'>, SearchValues[SearchTask['name']]>({
    starter,
    concurrency: availableParallelism() + 1,
    timeLimitMs: longestMs,
    idleMs,
    givenUp,
  });
  const run = async <T extends SearchTask>(task: T, signal: AbortSignal) =>
    (await pool.run({ task }, { signal })) as SearchValues[T['name']];
  return {
    picture: (bytes, { known, signal, thorough = false }) =>
      run({ name: 'picture', bytes, known, thorough }, signal),
    async film(film, { signal, known = null, reading = null }) {
      const { proposals, isRead } = await run({ name: 'film', film, places, known, reading }, signal);
      return { proposals, fault: isRead ? null : unread };
    },
    codes: (bytes) => run({ name: 'codes', bytes }, AbortSignal.timeout(codesMs)),
    close: () => pool.close(),
  };
}
