import { isCustosError } from '../shared/kernel/error.ts';
import type { CleanJob, CleanReply } from './engine-cleaning.ts';
import { openLooseFiles } from './engine-files.ts';

/*
 * The process that cleans loose files, one at a time. It may die at any time, be it of a file: its host starts
 * another, and what was half written lies beside its place under a name of its own.
 */

const files = openLooseFiles();

async function answer({ id, file, output }: CleanJob): Promise<CleanReply> {
  try {
    return { id, ok: true, value: await files.clean(file, output), residentBytes: process.memoryUsage.rss() };
  } catch (error) {
    const known = isCustosError(error);
    const { code, message, details } = known
      ? error
      : { code: 'internal' as const, message: 'Cleaning this file failed unforeseen.', details: {} };
    return { id, ok: false, error: { code, message, details }, residentBytes: process.memoryUsage.rss() };
  }
}

process.on('message', (job) => {
  void answer(job as CleanJob).then((reply) => process.send?.(reply));
});
// The host is gone: nobody waits for an answer any more.
process.on('disconnect', () => process.exit(0));
