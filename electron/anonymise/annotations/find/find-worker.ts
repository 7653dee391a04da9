import { parentPort, workerData } from 'node:worker_threads';
import { findInPicture } from './find.ts';
import type { FindTask } from './finder.ts';

// The thread that searches one picture and ends. What it throws is told to whoever started it.
const { pixels } = workerData as FindTask;
parentPort?.postMessage(await findInPicture(pixels));
