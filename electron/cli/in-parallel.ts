import { availableParallelism } from 'node:os';
import type { Voice } from './terminal.ts';

/** Works through entries as many at a time as there are cores; the results keep the entries' order. */
export async function inParallel<Entry, Result>(
  entries: readonly Entry[],
  work: (entry: Entry) => Promise<Result>,
  voice: Voice,
): Promise<Result[]> {
  const results: Result[] = new Array(entries.length);
  const waiting = entries.entries();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const [index, entry] of waiting) {
      results[index] = await work(entry);
      done += 1;
      voice.progress(`${done} of ${entries.length}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}
