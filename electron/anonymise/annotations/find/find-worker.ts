import { parentPort, workerData } from 'node:worker_threads';
import { createTextReader } from '../read/text-reader.ts';
import { findInPicture } from './find.ts';
import type { FindTask } from './finder.ts';

// The thread that searches one picture and ends, its reader with it. What it throws is told to whoever started it.
const { pixels, known, reading } = workerData as FindTask;
const reader = reading ? createTextReader() : null;
parentPort?.postMessage(await findInPicture(pixels, { known, reader }));
await reader?.close();
