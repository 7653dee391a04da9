import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { CustosError } from '../../shared/kernel/error.ts';
import { findTool, runTool, type ToolPlaces } from './ffmpeg.ts';

/** A picture to be made: samples (RGB, rows from the top) scaled to the size, and a drawing laid over them. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly samples: { readonly bytes: Uint8Array; readonly width: number; readonly height: number } | null;
  /** The inside of an SVG document of this size. */
  readonly over: string;
  readonly format: 'jpeg' | 'png';
  /** EXIF by directory (IFD0, IFD2 of the camera, IFD3 of the place), values as text. */
  readonly exif?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A film to be made of pictures that follow one another and begin again, with a sound of its length. */
export interface FilmPlan {
  readonly frames: readonly Drawing[];
  readonly framesPerSecond: number;
  readonly seconds: number;
  /** A WAV file in memory. */
  readonly sound: Uint8Array | null;
  /** What the container says: title, artist, comment, creation_time. */
  readonly tags: Readonly<Record<string, string>>;
  /** A folder of its own for what lies on the disk meanwhile; made and removed. */
  readonly folder: string;
  readonly output: string;
}

const quality = 88;

const document = ({ width, height, over }: Drawing): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${over}</svg>`,
  );

/** Makes a picture and answers the file's bytes. */
export async function draw(drawing: Drawing): Promise<Uint8Array> {
  const { width, height, samples, format, exif } = drawing;
  const ground = samples
    ? sharp(samples.bytes, { raw: { width: samples.width, height: samples.height, channels: 3 } }).resize(
        width,
        height,
        { fit: 'fill', kernel: 'cubic' },
      )
    : sharp({ create: { width, height, channels: 3, background: '#fff' } });
  const laid = ground.composite([{ input: document(drawing) }]);
  const made = exif ? laid.withExif(exif as Record<string, Record<string, string>>) : laid;
  return format === 'png' ? made.png().toBuffer() : made.jpeg({ quality }).toBuffer();
}

const pictureCoders: readonly (readonly string[])[] = [
  ['libx264', '-preset', 'veryfast', '-crf', '24'],
  ['libopenh264'],
  ['mpeg4', '-q:v', '4'],
];

function filmArguments(plan: FilmPlan, coder: readonly string[], sound: string | null): string[] {
  const { folder, framesPerSecond, seconds, tags, output } = plan;
  const tagged = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-stream_loop', '-1'],
    ...['-framerate', String(framesPerSecond), '-f', 'image2', '-i', join(folder, 'frame-%04d.jpg')],
    ...(sound ? ['-f', 'wav', '-i', sound, '-c:a', 'aac', '-b:a', '64k'] : ['-an']),
    ...['-t', String(seconds), '-r', '12', '-c:v', ...coder, '-pix_fmt', 'yuv420p', ...tagged],
    ...['-movflags', '+faststart', '-f', 'mp4', output],
  ];
}

/**
 * Makes a film with the first of the coders that this machine's ffmpeg has.
 * @throws CustosError `missing-tool` without ffmpeg, `unsupported` where it has none of the coders.
 */
export async function makeFilm(plan: FilmPlan, places: ToolPlaces, timeLimitMs: number): Promise<void> {
  const ffmpeg = findTool('ffmpeg', places);
  await mkdir(plan.folder, { mode: 0o700 });
  try {
    for (const [index, frame] of plan.frames.entries()) {
      const name = `frame-${String(index).padStart(4, '0')}.jpg`;
      await writeFile(join(plan.folder, name), await draw(frame), { mode: 0o600 });
    }
    const sound = plan.sound && join(plan.folder, 'sound.wav');
    if (sound && plan.sound) await writeFile(sound, plan.sound, { mode: 0o600 });
    for (const coder of pictureCoders) {
      const run = { timeLimitMs, outputLimit: 65_536 };
      const { exitCode } = await runTool(ffmpeg, filmArguments(plan, coder, sound), run);
      if (exitCode === 0) return;
    }
    throw new CustosError('unsupported', 'The ffmpeg of this machine makes no films.');
  } finally {
    await rm(plan.folder, { recursive: true, force: true });
  }
}
