import { parentPort } from 'node:worker_threads';
import { readUnread } from '../read/read-regions.ts';
import { createTextReader } from '../read/text-reader.ts';
import { findInPicture } from './find.ts';
import type { FindTask } from './finder.ts';

// The thread that searches one picture after another, with one reader. What it throws ends it, and whoever asked is told.
const reader = createTextReader();

async function search({ pixels, known, reading, thorough }: FindTask): Promise<void> {
  const found = await findInPicture(pixels, { known, reader: reading ? reader : null });
  parentPort?.postMessage(reading && thorough ? await readUnread(pixels, found, reader) : found);
}

parentPort?.on('message', (task: FindTask) => void search(task));
