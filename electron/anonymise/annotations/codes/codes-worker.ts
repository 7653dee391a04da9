import { parentPort, workerData } from 'node:worker_threads';
import type { Pixels } from '../../../media/look-result.ts';
import { codesIn } from './code-reader.ts';

// The thread that reads the codes of one page and ends.
parentPort?.postMessage((await codesIn(workerData as Pixels)).map(({ text }) => text));
