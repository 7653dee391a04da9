import type { CleanJob } from './engine-cleaning.ts';
import { openLooseFiles } from './engine-files.ts';
import { serveJobs } from './media/worker-loop.ts';

/*
 * The process that cleans loose files, one at a time. It may die at any time, be it of a file: its host starts
 * another, and what was half written lies beside its place under a name of its own.
 */

const files = openLooseFiles();

serveJobs(({ file, output }: CleanJob) => files.clean(file, output), {
  code: 'internal',
  message: 'Cleaning this file failed unforeseen.',
});
