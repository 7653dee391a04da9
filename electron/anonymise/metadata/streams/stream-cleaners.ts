import { mkvCleaner } from './mkv.ts';
import { mp4Cleaner } from './mp4.ts';
import type { StreamCleaner } from './stream-cleaner.ts';

const cleaners: ReadonlyMap<string, StreamCleaner> = new Map(
  [mp4Cleaner, mkvCleaner].flatMap((cleaner) => cleaner.containers.map((container) => [container, cleaner])),
);

/** Films and sound that can be cleaned today. */
export const streamContainers: readonly string[] = [...cleaners.keys()];

export const streamCleanerFor = (container: string): StreamCleaner | null => cleaners.get(container) ?? null;
