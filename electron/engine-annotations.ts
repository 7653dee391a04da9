import { readFile, stat } from 'node:fs/promises';
import type { Proposal } from '../shared/domain/recording/proposal.ts';
import { couldName } from '../shared/domain/recording/readable.ts';
import { CustosError, isCustosError } from '../shared/kernel/error.ts';
import type { FilmPlace } from './anonymise/annotations/find/film/frame-source.ts';
import type { Searcher } from './anonymise/annotations/search/searcher.ts';
import { inputLimit } from './anonymise/metadata/cleaners.ts';
import type { Looked } from './media/look-result.ts';
import type { Media } from './media/media.ts';

/** What was written over a picture or a film, as far as it was found, in pixels of the upright picture. */
export interface Annotated {
  readonly width: number | null;
  readonly height: number | null;
  readonly regions: readonly Proposal[];
}

/** What looks at a file, and what searches it. */
export interface Searching {
  readonly media: Media;
  readonly searcher: Searcher;
}

/** Bounds of one search, however long the film and however odd the picture. */
const pictureLimitMs = 3 * 60_000;
const filmLimitMs = 10 * 60_000;
const filmReadingMs = 8 * 60_000;

async function inPicture(
  { searcher }: Searching,
  path: string,
  thorough = false,
): Promise<readonly Proposal[]> {
  if ((await stat(path)).size > inputLimit)
    throw new CustosError('too-large', 'The file is larger than 512 MB, which Custos cannot search.');
  const signal = AbortSignal.timeout(pictureLimitMs);
  return searcher.picture(await readFile(path), { known: [], signal, thorough });
}

function filmPlace(path: string, { container, width, height, durationMs }: Looked): FilmPlace {
  return { path, container, width: width ?? 0, height: height ?? 0, seconds: (durationMs ?? 0) / 1000 };
}

/** In a film every region says from when to when: the whole of it where it is there throughout. */
async function inFilm({ searcher }: Searching, path: string, looked: Looked): Promise<readonly Proposal[]> {
  const film = filmPlace(path, looked);
  const { seconds } = film;
  const { proposals } = await searcher.film(film, {
    signal: AbortSignal.timeout(filmLimitMs),
  });
  return proposals.map((region) => ({ ...region, from: region.from ?? 0, to: region.to ?? seconds }));
}

async function lookedAt({ media }: Searching, path: string): Promise<Looked> {
  const looked = await media.look({ path }, { thumbnail: false });
  if (looked.outcome === 'set-aside')
    throw new CustosError('unreadable', `${looked.message} ${looked.wayForward}`, { reason: looked.reason });
  return looked;
}

/**
 * What can still be read in a file that has been redacted; null where it could not be searched to its end.
 * A sound has no writing.
 */
export async function writingLeftIn(rooms: Searching, path: string): Promise<readonly string[] | null> {
  try {
    const looked = await lookedAt(rooms, path);
    if (looked.kind === 'audio') return [];
    const found =
      looked.kind === 'photo'
        ? await inPicture(rooms, path, true)
        : (
            await rooms.searcher.film(filmPlace(path, looked), {
              signal: AbortSignal.timeout(filmLimitMs),
              reading: { withinMs: filmReadingMs },
            })
          ).proposals;
    const texts = found.flatMap(({ text }) => (text !== null && couldName(text) ? [text] : []));
    return [...new Set(texts)];
  } catch (error) {
    if (isCustosError(error)) return null;
    throw error;
  }
}

/** Proposes what was written over a file that is in no library. @throws CustosError `unreadable`, `too-large` */
export async function annotationsOf(rooms: Searching, path: string): Promise<Annotated> {
  const looked = await lookedAt(rooms, path);
  const { kind, width, height } = looked;
  if (kind === 'audio') return { width, height, regions: [] };
  const regions = kind === 'photo' ? await inPicture(rooms, path) : await inFilm(rooms, path, looked);
  return { width, height, regions };
}
