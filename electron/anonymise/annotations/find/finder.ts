import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { type Decoder, pixelsOf } from '../redact/redact.ts';
import { KeptThreads } from './kept-threads.ts';

/** What is known of a picture before it is searched. */
export interface Search {
  /** Names, numbers and days (YYYY-MM-DD) that the catalogue knows of the subjects. */
  readonly known: readonly string[];
  readonly signal: AbortSignal;
  /** Reads by itself what was found and not read with the whole picture: where it matters what is left. */
  readonly thorough?: boolean;
}

/** What the thread that searches is given. */
export interface FindTask {
  readonly pixels: Pixels;
  readonly known: readonly string[];
  /** Whether what is found is read as well, which takes longer and finds more. */
  readonly reading: boolean;
  readonly thorough: boolean;
}

/**
 * Looks for what may identify in a still picture, given as the bytes of its file.
 * @throws CustosError `unreadable`, `cancelled` where the signal ends it
 */
export type Finder = (bytes: Uint8Array, search: Search) => Promise<readonly Proposal[]>;

const ended = (): CustosError => new CustosError('cancelled', 'Searching this picture was stopped.');

const failed = (): CustosError =>
  new CustosError(
    'unreadable',
    'This picture could not be searched. Please look through it yourself and draw over what identifies.',
  );

const threads = new KeptThreads<FindTask, Proposal>(new URL('./find-worker', import.meta.url), {
  ended,
  failed,
});

/** Foreign bytes are decoded in the processes that may die; their samples are searched in a thread. */
export const createFinder =
  (decoder: Decoder): Finder =>
  async (bytes, { known, signal, thorough = false }) => {
    const pixels = await pixelsOf(Buffer.from(bytes), decoder);
    return threads.search({ pixels, known, reading: true, thorough }, signal);
  };
