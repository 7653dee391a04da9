import { parentPort, workerData } from 'node:worker_threads';
import type { Proposal } from '../../../../../shared/domain/recording/proposal.ts';
import type { Pixels } from '../../../../media/look-result.ts';
import { type NamedFilm, namedWithin, namingPace } from '../../read/name-in-film.ts';
import { readInFilm, readingPace } from '../../read/read-in-film.ts';
import { readUnread } from '../../read/read-regions.ts';
import { createTextReader } from '../../read/text-reader.ts';
import { findInPicture } from '../find.ts';
import { dicomFrames } from './dicom-frames.ts';
import type { FilmTask } from './film-finder.ts';
import { findInFilm } from './find-in-film.ts';
import { closerPace, closerSeconds, filmFrames, type Pace } from './frame-source.ts';

// The thread that searches one film and ends, its reader with it. What it throws is told to whoever started it.
const { film, places, known, reading } = workerData as FilmTask;
const framesOf = (pace?: Pace) =>
  film.container === 'dicom' ? dicomFrames(film, pace) : filmFrames(film, places, pace);
const reader = createTextReader();
const read = (pixels: Pixels) => findInPicture(pixels, { known: known ?? [], reader });

/** Naming ends here with what it has, so that a slow reader takes nothing away that was found. */
const namingMs = 40_000;

/** Reads what was found where the names to look for are known. */
const named = (found: readonly Proposal[]): Promise<NamedFilm> | NamedFilm =>
  known ? namedWithin(namingMs, found, framesOf(namingPace), read) : { proposals: found, isRead: true };

if (reading) {
  const finder = async (pixels: Pixels) => readUnread(pixels, await read(pixels), reader);
  const proposals = await readInFilm(framesOf(readingPace), finder, reading.withinMs);
  parentPort?.postMessage({ proposals, isRead: true } satisfies NamedFilm);
  await reader.close();
} else {
  const closer = film.seconds <= closerSeconds ? framesOf(closerPace) : null;
  parentPort?.postMessage(await named(await findInFilm(framesOf(), findInPicture, closer)));
}
