import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planCleaning } from '../../electron/anonymise/anonymise-stream.ts';
import { Notes } from '../../electron/anonymise/metadata/noted.ts';
import type { Seekable } from '../../electron/anonymise/metadata/streams/seekable.ts';
import { openSource } from '../../electron/media/byte-source.ts';

interface Options {
  /** Bytes of the film, about. */
  readonly size?: number;
  readonly runs?: number;
}

export interface CleanVideoBench {
  readonly megabytes: number;
  /** Seconds of the middle run. */
  readonly clean: number;
  readonly ffmpeg: number;
  readonly copy: number;
  /** Megabytes that cleaning took beyond those the process had before. */
  readonly memory: number;
}

const ffmpeg = (...args: readonly string[]): void => {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { stdio: 'ignore' });
};

/** A clip of noise, so that its frames are as large as those of a camera, repeated until it is long enough. */
function makeFilm(folder: string, size: number): string {
  const clip = join(folder, 'clip.mp4');
  const film = join(folder, 'film.mp4');
  ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=1280x720:r=25:d=4,noise=alls=60:allf=t',
      '-f',
      'lavfi',
      '-i',
      'sine=d=4',
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '40M', '-pix_fmt', 'yuv420p', '-c:a', 'aac', clip],
  );
  const times = Math.ceil(size / statSync(clip).size);
  ffmpeg(
    '-stream_loop',
    String(times - 1),
    '-i',
    clip,
    '-c',
    'copy',
    '-metadata',
    'title=Jane Patient',
    film,
  );
  return film;
}

async function clean(film: string, output: string): Promise<void> {
  const source = openSource({ path: film });
  const seekable: Seekable = { size: source.size, read: async (at, length) => source.at(at, length) };
  try {
    const plan = await planCleaning(seekable, 'mp4', new Notes(), 'heads');
    // As ffmpeg and cp write: without waiting for the disk.
    const file = await open(output, 'w');
    for await (const part of plan.parts()) await file.write(part);
    await file.close();
  } finally {
    source.close();
  }
}

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const middle = (times: readonly number[]): number =>
  [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;

/** Reads the film once, so that everybody finds it in the page cache. */
async function warm(film: string): Promise<void> {
  const file = await open(film);
  const piece = Buffer.alloc(1 << 20);
  while ((await file.read(piece)).bytesRead > 0);
  await file.close();
}

export async function benchCleanVideo({
  size = 1_000_000_000,
  runs = 3,
}: Options = {}): Promise<CleanVideoBench> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-clean-video-'));
  try {
    const film = makeFilm(folder, size);
    const out = join(folder, 'out.mp4');
    await warm(film);
    const times = { clean: [] as number[], ffmpeg: [] as number[], copy: [] as number[] };
    const before = process.resourceUsage().maxRSS;
    for (let run = 0; run < runs; run += 1) {
      times.clean.push(await seconds(() => clean(film, out)));
      times.ffmpeg.push(await seconds(() => ffmpeg('-i', film, '-map', '0', '-c', 'copy', out)));
      times.copy.push(await seconds(() => execFileSync('cp', [film, out])));
    }
    return {
      megabytes: statSync(film).size / 1e6,
      clean: middle(times.clean),
      ffmpeg: middle(times.ffmpeg),
      copy: middle(times.copy),
      memory: (process.resourceUsage().maxRSS - before) / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const speed = (bench: CleanVideoBench, time: number): string =>
  `${time.toFixed(2)} s, ${(bench.megabytes / time).toFixed(0)} MB/s`;

export const sayCleanVideo = (bench: CleanVideoBench): string =>
  [
    `clean-video: one film of ${bench.megabytes.toFixed(0)} MB, page cache warm, verification left out`,
    `  cleaning             ${speed(bench, bench.clean)}, ${bench.memory.toFixed(0)} MB of memory more than before`,
    `    ffmpeg -c copy     ${speed(bench, bench.ffmpeg)}, ratio ${(bench.clean / bench.ffmpeg).toFixed(2)} (at most 1.5)`,
    `    cp                 ${speed(bench, bench.copy)}, ratio ${(bench.clean / bench.copy).toFixed(2)}`,
  ].join('\n');
