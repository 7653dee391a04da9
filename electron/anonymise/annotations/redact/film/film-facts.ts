import { isOrientation, type Orientation } from '../../../../../shared/domain/recording/orientation.ts';
import type { Size } from '../../../../../shared/domain/recording/region.ts';
import { CustosError } from '../../../../../shared/kernel/error.ts';
import { findTool, runTool, type ToolPlaces } from '../../../../media/ffmpeg.ts';
import { input } from '../../../../media/ffmpeg-arguments.ts';
import type { Container } from '../../../../media/look-result.ts';
import { orientationOf, parseProbe, shownWidth } from '../../../../media/stream-facts.ts';

/** What every run of a tool in this room is given. */
export interface Tools {
  readonly places: ToolPlaces;
  readonly timeLimitMs: number;
  /** A folder for what the tools need on a disk; its owner removes it. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

export interface FilmFile {
  readonly path: string;
  readonly container: Container;
}

export interface PictureTrack {
  readonly codec: string;
  readonly profile: string;
  readonly form: string;
  /** As stored, before it is turned. */
  readonly stored: Size;
  readonly orientation: Orientation;
  /** Upright, with square pixels: what people see and draw on. */
  readonly upright: Size;
  readonly squeezed: string | null;
  readonly colours: Readonly<Record<'range' | 'space' | 'transfer' | 'primaries', string | null>>;
  readonly tag: string;
}

export interface SoundTrack {
  readonly codec: string;
  readonly channels: number;
  readonly rate: number;
  readonly bitRate: number | null;
  readonly form: string;
  readonly bits: number;
}

export interface FilmFacts {
  readonly picture: PictureTrack | null;
  readonly sounds: readonly SoundTrack[];
  /** The time that counts as nought, in seconds of the file. */
  readonly start: number;
  readonly seconds: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.:/+-]{1,60}$/.test(value) && value !== 'unknown' ? value : null;

const number = (value: unknown): number | null =>
  value !== undefined && value !== null && Number.isFinite(Number(value)) ? Number(value) : null;

function pictureOf(stream: Fields): PictureTrack {
  const stored = { width: number(stream.width) ?? 0, height: number(stream.height) ?? 0 };
  const turned = orientationOf(stream);
  const orientation = isOrientation(turned) ? turned : 1;
  const wide = { width: shownWidth(stream), height: stored.height };
  const ratio = text(stream.sample_aspect_ratio);
  return {
    codec: text(stream.codec_name) ?? '',
    profile: typeof stream.profile === 'string' ? stream.profile : '',
    form: text(stream.pix_fmt) ?? '',
    stored,
    orientation,
    upright: orientation >= 5 ? { width: wide.height, height: wide.width } : wide,
    squeezed: ratio === '1:1' || ratio === '0:1' || wide.width === stored.width ? null : ratio,
    colours: {
      range: text(stream.color_range),
      space: text(stream.color_space),
      transfer: text(stream.color_transfer),
      primaries: text(stream.color_primaries),
    },
    tag: text(stream.codec_tag_string) ?? '',
  };
}

const soundOf = (stream: Fields): SoundTrack => ({
  codec: text(stream.codec_name) ?? '',
  channels: number(stream.channels) ?? 0,
  rate: number(stream.sample_rate) ?? 0,
  bitRate: number(stream.bit_rate),
  form: text(stream.sample_fmt) ?? '',
  bits: number(stream.bits_per_raw_sample) || number(stream.bits_per_sample) || 0,
});

const unreadable = (): CustosError =>
  new CustosError('unreadable', 'This recording could not be read, so nothing was changed in it.');

/** Asks ffprobe what a film or sound holds. @throws CustosError `unreadable` */
export async function filmFacts(file: FilmFile, tools: Tools): Promise<FilmFacts> {
  const ran = await runTool(
    findTool('ffprobe', tools.places),
    ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', ...input(file.container, file.path)],
    { timeLimitMs: tools.timeLimitMs, outputLimit: 16 * 1024 * 1024, ...stopping(tools) },
  );
  const { streams, format } = parseProbe(ran.output);
  const all = streams as readonly Fields[];
  const picture = streams.find(
    (stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1,
  );
  const facts: FilmFacts = {
    picture: picture ? pictureOf(picture as Fields) : null,
    sounds: all.filter(({ codec_type }) => codec_type === 'audio').map(soundOf),
    start: number((format as Fields).start_time) ?? 0,
    seconds: number(format.duration),
  };
  if (ran.exitCode !== 0 || (!facts.picture && facts.sounds.length === 0)) throw unreadable();
  return facts;
}

export const stopping = ({ signal }: Tools): { signal?: AbortSignal } => (signal ? { signal } : {});

/** Runs ffmpeg to its end. @throws CustosError `unreadable` where it fails, `cancelled` where it is stopped. */
export async function ffmpeg(args: readonly string[], tools: Tools): Promise<Buffer> {
  const ran = await runTool(
    findTool('ffmpeg', tools.places),
    ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args],
    { timeLimitMs: tools.timeLimitMs, outputLimit: 256 * 1024 * 1024, ...stopping(tools) },
  );
  if (ran.exitCode !== 0) throw unreadable();
  return ran.output;
}
