import { aacCleaner } from './aac.ts';
import { aiffCleaner } from './aiff.ts';
import { amrCleaner } from './amr.ts';
import { aviCleaner } from './avi.ts';
import { cafCleaner } from './caf.ts';
import { flacCleaner } from './flac.ts';
import { mkvCleaner } from './mkv.ts';
import { mp3Cleaner } from './mp3.ts';
import { mp4Cleaner } from './mp4.ts';
import { oggCleaner } from './ogg.ts';
import { psCleaner } from './ps.ts';
import type { StreamCleaner } from './stream-cleaner.ts';
import { tsCleaner } from './ts.ts';
import { wavCleaner } from './wav.ts';

const cleaners: ReadonlyMap<string, StreamCleaner> = new Map(
  [
    mp4Cleaner,
    mkvCleaner,
    aviCleaner,
    tsCleaner,
    psCleaner,
    wavCleaner,
    aiffCleaner,
    mp3Cleaner,
    flacCleaner,
    oggCleaner,
    aacCleaner,
    amrCleaner,
    cafCleaner,
  ].flatMap((cleaner) => cleaner.containers.map((container) => [container, cleaner])),
);

/** Films and sound that can be cleaned today. */
export const streamContainers: readonly string[] = [...cleaners.keys()];

export const streamCleanerFor = (container: string): StreamCleaner | null => cleaners.get(container) ?? null;
