import { parentPort, workerData } from 'node:worker_threads';
import type { Pixels } from '../../../../media/look-result.ts';
import { readInFilm, readingPace } from '../../read/read-in-film.ts';
import { readUnread } from '../../read/read-regions.ts';
import { createTextReader } from '../../read/text-reader.ts';
import { findInPicture } from '../find.ts';
import { dicomFrames } from './dicom-frames.ts';
import type { FilmTask } from './film-finder.ts';
import { findInFilm } from './find-in-film.ts';
import { filmFrames, type Pace } from './frame-source.ts';

// The thread that searches one film and ends, its reader with it. What it throws is told to whoever started it.
const { film, places, known, reading } = workerData as FilmTask;
const framesOf = (pace?: Pace) =>
  film.container === 'dicom' ? dicomFrames(film, pace) : filmFrames(film, places, pace);
if (reading) {
  const reader = createTextReader();
  const source = framesOf(readingPace);
  const finder = async (pixels: Pixels) =>
    readUnread(pixels, await findInPicture(pixels, { known, reader }), reader);
  parentPort?.postMessage(await readInFilm(source, finder, reading.withinMs));
  await reader.close();
} else {
  parentPort?.postMessage(await findInFilm(framesOf(), findInPicture));
}
