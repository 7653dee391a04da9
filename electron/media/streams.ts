import type { ByteSource } from './byte-source.ts';
import { fileSystemMade } from './date-made.ts';
import { findTool, runTool, type ToolPlaces } from './ffmpeg.ts';
import {
  frameArguments,
  lengthArguments,
  probeArguments,
  samplesArguments,
  waveformRate,
} from './ffmpeg-arguments.ts';
import type { Container, Looked, Picture, Waveform } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';
import { stillFacts } from './sharp-pictures.ts';
import {
  madeOf,
  orientationOf,
  type Probed,
  type ProbedStream,
  parseProbe,
  pictureStream,
  shownWidth,
  soundStream,
  statedDuration,
} from './stream-facts.ts';
import { checkStreamStructure } from './stream-structure.ts';
import { waveformMeter } from './waveform.ts';

const jsonLimit = 16 * 1024 * 1024;
const pictureLimit = 64 * 1024 * 1024;
/** A day of eight channels at the rate a waveform is measured. */
const samplesLimit = 86_400 * waveformRate * 2 * 8;

/** Containers that state their length, and by how much it may exceed what is heard (encoder delay, an edit list). */
const lengthSlackMs: Partial<Record<Container, number>> = { flac: 5, aiff: 5, m4a: 500 };

export interface StreamTools {
  readonly places: ToolPlaces;
  readonly timeLimitMs: number;
}

/** A sound or video file on disk that has been sniffed. */
export interface StreamFile {
  readonly path: string;
  readonly container: Container;
}

async function probe({ path, container }: StreamFile, tools: StreamTools): Promise<Probed> {
  const ran = await runTool(findTool('ffprobe', tools.places), probeArguments(container, path), {
    timeLimitMs: tools.timeLimitMs,
    outputLimit: jsonLimit,
  });
  const probed = parseProbe(ran.output);
  if (ran.exitCode !== 0 || probed.streams.length === 0) {
    const early = /moov atom not found|partial file|End of file|Truncat/i.test(ran.complaints);
    throw early
      ? new SetAsideError('truncated', 'The recording ends too early to be read.', container)
      : new SetAsideError(
          'unreadable',
          'The recording could not be read; it seems to be damaged.',
          container,
        );
  }
  return probed;
}

/** One frame as JPEG, or null where none could be decoded there. */
async function frame(
  file: StreamFile,
  second: number,
  maxSide: number,
  tools: StreamTools,
): Promise<Picture | null> {
  const args = frameArguments(file.container, file.path, second, maxSide);
  const ran = await runTool(findTool('ffmpeg', tools.places), args, {
    timeLimitMs: tools.timeLimitMs,
    outputLimit: pictureLimit,
  });
  if (ran.output.length === 0) return null;
  const { width, height } = await stillFacts(ran.output);
  return { bytes: ran.output, type: 'image/jpeg', width, height };
}

/** A frame that codes to so little is all of one colour: black before a title, white behind a flash. */
const isPlain = ({ bytes, width, height }: Picture): boolean => bytes.length * 60 < width * height;

/**
 * A video's poster: the frame at a tenth of its length, since the first is often black; the middle where that one
 * shows nothing; else the first that can be decoded. @throws SetAsideError
 */
export async function poster(
  file: StreamFile,
  durationMs: number | null,
  maxSide: number,
  tools: StreamTools,
): Promise<Picture> {
  const seconds = (durationMs ?? 0) / 1000;
  const early = seconds > 0 ? await frame(file, seconds / 10, maxSide, tools) : null;
  const middle = early && isPlain(early) ? await frame(file, seconds / 2, maxSide, tools) : null;
  const shown = middle ?? early ?? (await frame(file, 0, maxSide, tools));
  if (!shown) {
    throw new SetAsideError('unreadable', 'No picture of this video could be decoded.', file.container);
  }
  return shown;
}

interface Heard {
  readonly waveform: Waveform;
  readonly durationMs: number;
}

async function listen(file: StreamFile, stream: ProbedStream, tools: StreamTools): Promise<Heard> {
  const meter = waveformMeter();
  const ran = await runTool(findTool('ffmpeg', tools.places), samplesArguments(file.container, file.path), {
    timeLimitMs: tools.timeLimitMs,
    outputLimit: samplesLimit,
    onOutput: (piece) => meter.add(piece),
  });
  // A recording of less than an eighth of a millisecond gives no sample at this rate, and no complaint either.
  if (meter.samples() === 0 && (ran.exitCode !== 0 || ran.complaints !== '')) {
    throw new SetAsideError(
      'unreadable',
      'The sound of this recording could not be decoded.',
      file.container,
    );
  }
  const frames = meter.samples() / Math.max(1, stream.channels ?? 1);
  return { waveform: meter.finish(), durationMs: Math.round((frames / waveformRate) * 1000) };
}

async function measuredDuration(file: StreamFile, tools: StreamTools): Promise<number | null> {
  const ran = await runTool(findTool('ffmpeg', tools.places), lengthArguments(file.container, file.path), {
    timeLimitMs: tools.timeLimitMs,
    outputLimit: jsonLimit,
  });
  const last = ran.output
    .toString('latin1')
    .match(/out_time_us=(\d+)/g)
    ?.at(-1);
  const microseconds = Number(last?.slice('out_time_us='.length));
  return Number.isFinite(microseconds) && microseconds > 0 ? Math.round(microseconds / 1000) : null;
}

interface LookOptions extends StreamTools {
  readonly thumbnailSide: number | null;
  /** Whether a film's sound is measured as well. */
  readonly filmSound: boolean;
  readonly now: Date;
}

function facts(source: ByteSource, container: Container, probed: Probed, now: Date): Looked {
  const { made, note } = madeOf(container, probed, now);
  return {
    outcome: 'ok',
    kind: 'audio',
    container,
    width: null,
    height: null,
    stored: null,
    orientation: 1,
    frames: null,
    durationMs: statedDuration(probed),
    codecs: probed.streams.flatMap((stream) =>
      (stream.codec_type === 'video' || stream.codec_type === 'audio') && stream.codec_name
        ? [stream.codec_name]
        : [],
    ),
    made: made ?? fileSystemMade(source.modified, now),
    thumbnail: null,
    waveform: null,
    notes: note ? [note] : [],
  };
}

async function lookAtSound(
  file: StreamFile,
  base: Looked,
  stream: ProbedStream,
  tools: LookOptions,
): Promise<Looked> {
  const heard = await listen(file, stream, tools);
  const stated = base.durationMs;
  const slack = lengthSlackMs[file.container];
  if (slack !== undefined && stated !== null && heard.durationMs + slack < stated) {
    throw new SetAsideError('truncated', 'The recording holds less sound than it states.', file.container);
  }
  // A length estimated from a bit rate (MP3 without a header) may be far off: what was heard is what there is.
  return { ...base, durationMs: heard.durationMs || stated, waveform: heard.waveform };
}

/** How loud a film is; null where it has no sound, or none that can be decoded: the film is looked at all the same. */
async function filmWaveform(file: StreamFile, probed: Probed, tools: LookOptions): Promise<Waveform | null> {
  const sound = tools.filmSound ? soundStream(probed) : undefined;
  if (!sound) return null;
  try {
    return (await listen(file, sound, tools)).waveform;
  } catch (error) {
    if (error instanceof SetAsideError) return null;
    throw error;
  }
}

async function lookAtVideo(
  file: StreamFile,
  base: Looked,
  probed: Probed,
  stream: ProbedStream,
  tools: LookOptions,
): Promise<Looked> {
  const orientation = orientationOf(stream);
  const turned = orientation >= 5;
  const stored = { width: stream.width ?? 0, height: stream.height ?? 0 };
  const width = shownWidth(stream);
  const durationMs = base.durationMs ?? (await measuredDuration(file, tools));
  const thumbnail = await poster(file, durationMs, tools.thumbnailSide ?? 64, tools);
  return {
    ...base,
    kind: 'video',
    width: turned ? stored.height : width,
    height: turned ? width : stored.height,
    stored,
    orientation,
    durationMs,
    thumbnail: tools.thumbnailSide === null ? null : thumbnail,
    waveform: await filmWaveform(file, probed, tools),
  };
}

/** Looks at sound or video: facts, date, poster or waveform. @throws SetAsideError, CustosError('missing-tool') */
export async function lookAtStream(
  source: ByteSource,
  file: StreamFile,
  tools: LookOptions,
): Promise<Looked> {
  checkStreamStructure(source, file.container);
  const probed = await probe(file, tools);
  const base = facts(source, file.container, probed, tools.now);
  const picture = pictureStream(probed);
  if (picture) return lookAtVideo(file, base, probed, picture, tools);
  const sound = soundStream(probed);
  if (sound) return lookAtSound(file, base, sound, tools);
  throw new SetAsideError(
    'unreadable',
    'The file holds neither pictures nor sound that can be read.',
    file.container,
  );
}
