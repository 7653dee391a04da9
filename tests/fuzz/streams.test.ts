import { expect, it } from 'vitest';
import { planCleaning } from '../../electron/anonymise/anonymise-stream.ts';
import { Notes } from '../../electron/anonymise/metadata/noted.ts';
import { seekableBytes } from '../../electron/anonymise/metadata/streams/seekable.ts';
import { verifyStream } from '../../electron/anonymise/verification/streams/verify-stream.ts';
import { isCustosError } from '../../shared/kernel/error.ts';
import { pick, seeded } from '../bench/seeded.ts';
import { made, tone } from '../rooms/anonymise/streams/films.ts';
import { sample } from '../rooms/anonymise/witnesses.ts';
import { mutate } from './mutate.ts';

const executions = 2_000;
const slowMs = 10_000;
const tiny = ['-f', 'lavfi', '-i', 'testsrc2=s=32x32:r=10:d=0.4'];

/** Small files to begin from, by container. */
const seeds: Readonly<Record<string, () => readonly Buffer[]>> = {
  mp4: () => [sample('tika__testMP4Video.mp4'), sample('media__bbb_1ch_8kHz_aac_lc.m4a')],
  webm: () => [sample('music-metadata__My_Baby_Boy.webm')],
  wav: () => [sample('tika__testWAV.wav')],
  aiff: () => [made('a.aiff', [...tone, '-t', '0.05', '-c:a', 'pcm_s16be'])],
  mp3: () => [sample('media__test-cbr-info-header.mp3'), sample('lofty-rs__id3v1_001_basic.mp3')],
  flac: () => [made('a.flac', [...tone, '-t', '0.3', '-c:a', 'flac'])],
  ogg: () => [sample('lofty-rs__issue_37.ogg')],
  avi: () => [made('a.avi', [...tiny, '-c:v', 'mpeg4'])],
  'mpeg-ts': () => [made('a.ts', [...tiny, '-c:v', 'libx264', '-preset', 'ultrafast'])],
};

/** Cleans one file and reads it back; what is wrong with the doing, or null. */
async function fault(bytes: Buffer, container: string): Promise<string | null> {
  const parts: Uint8Array[] = [];
  try {
    const plan = await planCleaning(seekableBytes(bytes), container, new Notes());
    for await (const part of plan.parts()) parts.push(part);
  } catch (error) {
    return isCustosError(error) ? 'refused' : String(error instanceof Error ? error.stack : error);
  }
  const out = Buffer.concat(parts);
  if (out.length > bytes.length * 3 + 65_536) return `grew to ${out.length} bytes`;
  const expected = { container, removedValues: [], knownIdentifiers: [] };
  const { residual } = await verifyStream(seekableBytes(out), expected);
  // A map of a transport stream that is damaged but still read makes its reading-back refuse the copy.
  if (
    container === 'mpeg-ts' &&
    residual.every(({ what }) => what === 'a packet of no stream') &&
    residual.length > 0
  )
    return 'refused';
  return residual.length > 0 ? `residue: ${JSON.stringify(residual.slice(0, 3))}` : null;
}

it.each(Object.keys(seeds))(
  'hostile files never break the cleaning of %s, and what it writes accounts for every byte',
  { timeout: 120_000 },
  async (container) => {
    const from = seeds[container]?.() ?? [];
    const faults: string[] = [];
    let cleaned = 0;
    for (let execution = 0; execution < executions && faults.length < 10; execution += 1) {
      const random = seeded(execution);
      const seed = pick(random, from);
      const bytes = mutate(seed, [[0, Math.min(seed.length, 2_000)]], random);
      const started = performance.now();
      const found = await fault(bytes, container);
      if (found === null) cleaned += 1;
      else if (found !== 'refused') faults.push(`${execution}: ${found}`);
      if (performance.now() - started > slowMs) faults.push(`${execution}: too slow`);
    }
    expect(faults).toEqual([]);
    expect(cleaned).toBeGreaterThan(executions / 20);
  },
);
