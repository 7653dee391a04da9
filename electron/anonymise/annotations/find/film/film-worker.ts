import { parentPort, workerData } from 'node:worker_threads';
import { findInPicture } from '../find.ts';
import type { FilmTask } from './film-finder.ts';
import { findInFilm } from './find-in-film.ts';
import { filmFrames } from './frame-source.ts';

// The thread that searches one film and ends. What it throws is told to whoever started it.
const { film, places } = workerData as FilmTask;
parentPort?.postMessage(await findInFilm(filmFrames(film, places), findInPicture));
