import { planCleaning } from '../../electron/anonymise/anonymise-stream.ts';
import { Notes } from '../../electron/anonymise/metadata/noted.ts';
import { seekableBytes } from '../../electron/anonymise/metadata/streams/seekable.ts';
import { verifyStream } from '../../electron/anonymise/verification/streams/verify-stream.ts';
import { made, tone } from '../rooms/anonymise/streams/films.ts';
import { sample } from '../rooms/anonymise/witnesses.ts';
import type { Walker } from './walkers.ts';

const tiny = ['-f', 'lavfi', '-i', 'testsrc2=s=32x32:r=10:d=0.4'];
const short = [...tone, '-t', '0.05'];

/** Cleans in memory what the product cleans piece by piece, and reads it back as the product does. */
function streamed(container: string, seeds: () => readonly Buffer[], head = 2_000): Walker {
  const clean = async (bytes: Uint8Array) => {
    const plan = await planCleaning(seekableBytes(bytes), container, new Notes());
    const parts: Uint8Array[] = [];
    for await (const part of plan.parts()) parts.push(part);
    const written = { container: 'jpeg' as const, removed: [], removedValues: [], notes: [] };
    return { ...written, bytes: Buffer.concat(parts), lossless: true };
  };
  return {
    // Looking into a film makes the same plan as cleaning it does, so it has no trial of its own.
    cleaner: { container, inspect: () => [], clean },
    account: async (bytes) => {
      const expected = { container, removedValues: [], knownIdentifiers: [] };
      const { residual } = await verifyStream(seekableBytes(bytes), expected);
      return { spans: [], residual: [...residual] };
    },
    seeds: async () => seeds(),
    regions: (seed) => [
      [0, Math.min(seed.length, head)],
      [Math.max(0, seed.length - head / 4), seed.length],
    ],
    mend: (bytes) => bytes,
  };
}

/** A frame of speech at 12.2 kbit/s. */
const speech = (): Buffer => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 0x5a)]);

const fragmented = ['-movflags', 'frag_keyframe+empty_moov+default_base_moof'];

export const streamWalkers: Readonly<Record<string, Walker>> = {
  mp4: streamed('mp4', () => [
    sample('tika__testMP4Video.mp4'),
    sample('media__bbb_1ch_8kHz_aac_lc.m4a'),
    made('a.mp4', [...tiny, ...short, '-c:v', 'libx264', '-preset', 'ultrafast', ...fragmented]),
    made('a.mov', [...tiny, ...short, '-c:v', 'mjpeg', '-c:a', 'pcm_s16le', '-shortest']),
  ]),
  mkv: streamed('mkv', () => [
    sample('music-metadata__My_Baby_Boy.webm'),
    made('a.mkv', [...tiny, ...short, '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'libvorbis']),
  ]),
  avi: streamed('avi', () => [
    made('a.avi', [...tiny, ...short, '-c:v', 'mpeg4', '-c:a', 'pcm_s16le']),
    made('b.avi', [...tiny, '-c:v', 'mjpeg']),
  ]),
  'mpeg-ts': streamed('mpeg-ts', () => [
    made('a.ts', [...tiny, '-c:v', 'libx264', '-preset', 'ultrafast']),
    made('b.ts', [...tiny, ...short, '-c:v', 'mpeg2video', '-c:a', 'mp2']),
  ]),
  'mpeg-ps': streamed('mpeg-ps', () => [
    made('a.mpg', [...tiny, ...short, '-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob']),
    made('b.mpg', [...tiny, '-c:v', 'libx264', '-preset', 'ultrafast', '-f', 'vob']),
    made('c.mpg', [...tiny, '-c:v', 'mpeg1video', '-r', '25', '-f', 'mpeg']),
  ]),
  wav: streamed('wav', () => [sample('tika__testWAV.wav')]),
  aiff: streamed('aiff', () => [made('a.aiff', [...short, '-c:a', 'pcm_s16be'])]),
  mp3: streamed('mp3', () => [
    sample('media__test-cbr-info-header.mp3'),
    sample('lofty-rs__id3v1_001_basic.mp3'),
  ]),
  flac: streamed('flac', () => [made('a.flac', [...short, '-c:a', 'flac'])]),
  ogg: streamed('ogg', () => [
    sample('lofty-rs__issue_37.ogg').subarray(0, 9_000),
    made('a.opus', [...short, '-c:a', 'libopus']),
    made('a.ogg', [...tiny, '-c:v', 'libtheora']),
  ]),
  aac: streamed('aac', () => [made('a.aac', [...short, '-c:a', 'aac'])]),
  amr: streamed('amr', () => [
    Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 20 }, speech)]),
  ]),
  caf: streamed('caf', () => [
    made('a.caf', [...short, '-c:a', 'pcm_s16be']),
    made('b.caf', [...short, '-c:a', 'alac']),
  ]),
};
