import { availableParallelism } from 'node:os';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Agreement, Comparison, Near } from './copies/copies.ts';
import type { Print } from './copies/print.ts';
import type { PlainForm } from './dicom/convert.ts';
import type { Drawing, FilmPlan } from './draw.ts';
import type { ToolPlaces } from './ffmpeg.ts';
import type { CleanedLecture, Lecture } from './lecture/lecture.ts';
import type { Display, LookResult, MediaInput, Pixels, Salvaged, SetAside, Tiles } from './look-result.ts';
import { makePlayable, type Playable, type Unplayable } from './playable.ts';
import { SetAsideError, setAside } from './set-aside.ts';
import { createWorkerPool } from './worker-pool.ts';
import type { Job, Task, TaskValues } from './worker-protocol.ts';
import { nodeWorkerStarter, type WorkerStarter } from './worker-starter.ts';

const thumbnailSide = 512;
const taskLimitMs = 120_000;

export interface MediaOptions {
  /** How worker processes are started; by default with Node's `fork`. */
  readonly starter?: WorkerStarter;
  /** Worker processes at once; by default one a core. */
  readonly concurrency?: number;
  /** Paths of the tools; otherwise they are looked for in `resourcesPath` and then in PATH. */
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  readonly resourcesPath?: string;
  readonly refused?: NonNullable<ToolPlaces['refused']>;
  /** Where sound and video given as bytes lie, mode 0600, while they are read. Without it they are refused. */
  readonly temporaryFolder?: string;
  /** How long one file may take, in milliseconds; it is tried twice. Two minutes unless stated. */
  readonly timeLimitMs?: number;
}

export interface Media {
  /** Where its tools are looked for, for other rooms that work with them. */
  readonly places: ToolPlaces;
  /**
   * What a file is, when it was made, and (where asked) its thumbnail, poster or waveform, that of a film too. Every fault of the
   * file itself comes back as a set-aside. @throws CustosError 'cancelled' after `close`, 'invalid-input' for
   * sound or video as bytes without a temporary folder.
   */
  look(
    input: MediaInput,
    options?: { readonly thumbnail?: boolean; readonly filmSound?: boolean },
  ): Promise<LookResult>;
  /** A still for the screen, upright, sRGB, longest side at most `maxSide` pixels, and its full size. */
  display(input: MediaInput, maxSide: number): Promise<Display | SetAside>;
  /** A still in squares of `side` pixels at `levels` sizes: its own, a half, a quarter. */
  tiles(input: MediaInput, side: number, levels: number): Promise<Tiles | SetAside>;
  /**
   * A film or sound coded anew for a window that cannot play its own form; in memory, one after the other.
   * @throws SetAsideError, CustosError `missing-tool`, `cancelled` after `close` or where `signal` ends it.
   */
  playable(recording: Unplayable, signal: AbortSignal): Promise<Playable>;
  /** The picture of a DICOM file, or its frames as a film. @throws SetAsideError */
  convert(bytes: Uint8Array, form: PlainForm): Promise<Uint8Array>;
  /** All samples of a still picture, upright. */
  pixels(input: MediaInput): Promise<Pixels | SetAside>;
  /** The pages of a scanned paper as JPEG, from a PDF, TIFF or picture; null for one that cannot be read. */
  pagePictures(input: MediaInput): Promise<readonly (Uint8Array | null)[] | SetAside>;
  /** As much of a damaged still as can be decoded, upright and in sRGB, coded anew. */
  salvage(input: MediaInput): Promise<Salvaged | SetAside>;
  /**
   * What the picture in a thumbnail is known again by, also after cutting and bordering; null where it cannot be read.
   * This and the two below throw CustosError `internal` where the worker failed, which says nothing of the picture.
   */
  copyPrint(thumbnail: Uint8Array): Promise<Print | null>;
  /** Which of many known prints may be of the picture in a thumbnail, and whether it may be too plain to tell. */
  copyHits(thumbnail: Uint8Array, prints: Uint32Array): Promise<Near>;
  /** Whether each known thumbnail is of the picture asked about, and how well it agrees; null where it is another. */
  copyAgreement(
    thumbnail: Uint8Array,
    comparisons: readonly Comparison[],
  ): Promise<readonly (Agreement | null)[]>;
  /**
   * Takes a presentation or PDF apart: each picture, clip and file within it is written into this folder. Null where
   * the file is neither.
   */
  unpackLecture(path: string, folder: string): Promise<Lecture | SetAside | null>;
  /** Writes a copy of a lecture to `to` in which the parts of these names are plain grey, or empty. */
  cleanLecture(path: string, parts: readonly string[], to: string): Promise<CleanedLecture | SetAside>;
  /** Makes a picture, for the demonstration library. */
  draw(drawing: Drawing): Promise<Uint8Array>;
  /** Makes a film, for the demonstration library. @throws CustosError `missing-tool`, `unsupported` */
  film(plan: FilmPlan): Promise<void>;
  /** Ends all workers at once; what still waits is rejected with CustosError 'cancelled'. */
  close(): void;
}

const givenUp = (timedOut: boolean): SetAside =>
  timedOut
    ? setAside('timed-out', 'Reading this file took too long and was stopped.')
    : setAside('crashed', 'The program that reads recordings failed on this file, twice.');

/** @throws CustosError `internal` where the worker failed at the task. */
function made<T extends object | null>(value: T | SetAside): T {
  if (value !== null && 'outcome' in value) throw new CustosError('internal', value.message);
  return value as T;
}

type Run = <T extends Task>(task: T, urgent: boolean) => Promise<TaskValues[T['name']]>;

/** What pictures are compared by. A worker that gave up has said nothing of a picture, so nothing is taken from that. */
const comparing = (run: Run): Pick<Media, 'copyPrint' | 'copyHits' | 'copyAgreement'> => ({
  copyPrint: async (thumbnail) => made(await run({ name: 'copyPrint', thumbnail }, false)),
  copyHits: async (thumbnail, prints) => made(await run({ name: 'copyHits', thumbnail, prints }, true)),
  copyAgreement: async (thumbnail, comparisons) =>
    made(await run({ name: 'copyAgreement', thumbnail, comparisons }, true)),
});

/** Opens the room that looks at foreign bytes. Workers start with the first task, not before. */
export function createMedia(options: MediaOptions = {}): Media {
  const { ffmpeg, ffprobe, resourcesPath, refused } = options;
  const timeLimitMs = options.timeLimitMs ?? taskLimitMs;
  const pool = createWorkerPool<Omit<Job, 'id'>, TaskValues[Task['name']]>({
    starter: options.starter ?? nodeWorkerStarter(),
    concurrency: options.concurrency ?? availableParallelism(),
    timeLimitMs,
    givenUp,
  });
  const surroundings = {
    places: {
      ...(ffmpeg === undefined ? {} : { ffmpeg }),
      ...(ffprobe === undefined ? {} : { ffprobe }),
      ...(resourcesPath === undefined ? {} : { resourcesPath }),
      ...(refused === undefined ? {} : { refused }),
    },
    // A hung tool is ended by its worker, which then need not die itself.
    toolTimeLimitMs: Math.ceil(timeLimitMs * 0.75),
    temporaryFolder: options.temporaryFolder ?? null,
  };
  const run: Run = async <T extends Task>(task: T, urgent: boolean) =>
    (await pool.run({ ...surroundings, task }, { urgent })) as TaskValues[T['name']];
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  const convert: Media['convert'] = async (bytes, form) => {
    const result = await run({ name: 'convert', input: { bytes }, form }, true);
    if ('outcome' in result) throw new SetAsideError(result.reason, result.message, result.found);
    return result;
  };
  const playable: Media['playable'] = async (recording, signal) => {
    const { container, file } = recording;
    if (container === 'dicom')
      return { bytes: await convert(await file.read(0, file.size), 'matroska'), type: 'video/x-matroska' };
    const either = AbortSignal.any([signal, closing.signal]);
    const work = last.then(() => makePlayable(recording, surroundings.places, either));
    last = work.catch(() => undefined);
    return work;
  };
  return {
    places: surroundings.places,
    playable,
    convert,
    look: (input, { thumbnail = true, filmSound = false } = {}) =>
      run({ name: 'look', input, thumbnailSide: thumbnail ? thumbnailSide : null, filmSound }, false),
    display: (input, maxSide) => run({ name: 'display', input, maxSide }, true),
    tiles: (input, side, levels) => run({ name: 'tiles', input, side, levels }, true),
    pixels: (input) => run({ name: 'pixels', input }, true),
    pagePictures: (input) => run({ name: 'pagePictures', input }, true),
    salvage: (input) => run({ name: 'salvage', input }, true),
    ...comparing(run),
    unpackLecture: (path, folder) => run({ name: 'unpackLecture', path, folder }, false),
    cleanLecture: (path, parts, to) => run({ name: 'cleanLecture', path, parts, to }, false),
    draw: async (drawing) => made(await run({ name: 'draw', drawing }, false)),
    film: async (plan) => void made(await run({ name: 'film', plan }, false)),
    close: () => {
      closing.abort();
      pool.close();
    },
  };
}
