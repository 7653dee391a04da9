import { parentPort, workerData } from 'node:worker_threads';
import { readUnread } from '../read/read-regions.ts';
import { createTextReader } from '../read/text-reader.ts';
import { findInPicture } from './find.ts';
import type { FindTask } from './finder.ts';

// The thread that searches one picture and ends, its reader with it. What it throws is told to whoever started it.
const { pixels, known, reading, thorough } = workerData as FindTask;
const reader = reading ? createTextReader() : null;
const found = await findInPicture(pixels, { known, reader });
parentPort?.postMessage(reader && thorough ? await readUnread(pixels, found, reader) : found);
await reader?.close();
