import type { Proposal } from '../../../../shared/domain/recording/proposal.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { dicomFrames } from '../find/film/dicom-frames.ts';
import { findInFilm } from '../find/film/find-in-film.ts';
import { closerPace, closerSeconds, filmFrames, type Pace } from '../find/film/frame-source.ts';
import { findInPicture } from '../find/find.ts';
import { type NamedFilm, namedWithin, namingPace } from '../read/name-in-film.ts';
import { readInFilm, readingPace } from '../read/read-in-film.ts';
import { readUnread } from '../read/read-regions.ts';
import type { TextReader } from '../read/text-reader.ts';
import type { SearchTask } from './search-tasks.ts';

/** Naming ends here with what it has, so that a slow reader takes nothing away that was found. */
const namingMs = 40_000;

/**
 * Looks for what was written over a film, and reads it where the names to look for are known; or only for what can be
 * read in single pictures of it.
 */
export async function searchFilm(
  { film, places, known, reading }: Extract<SearchTask, { name: 'film' }>,
  reader: TextReader,
): Promise<NamedFilm> {
  const framesOf = (pace?: Pace) =>
    film.container === 'dicom' ? dicomFrames(film, pace) : filmFrames(film, places, pace);
  const read = (pixels: Pixels): Promise<readonly Proposal[]> =>
    findInPicture(pixels, { known: known ?? [], reader });
  if (reading) {
    const finder = async (pixels: Pixels) => readUnread(pixels, await read(pixels), reader);
    const proposals = await readInFilm(framesOf(readingPace), finder, reading.withinMs);
    return { proposals, isRead: true };
  }
  const closer = film.seconds <= closerSeconds ? framesOf(closerPace) : null;
  const found = await findInFilm(framesOf(), findInPicture, closer);
  return known
    ? namedWithin(namingMs, found, framesOf(namingPace), read)
    : { proposals: found, isRead: true };
}
