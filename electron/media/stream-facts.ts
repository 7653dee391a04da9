import { type JudgedDate, judgeContainerDate, judgeDate } from './date-made.ts';
import type { Container } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';

type Tags = Readonly<Record<string, string>>;

/** One stream as ffprobe describes it; everything may be missing. */
export interface ProbedStream {
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly channels?: number;
  readonly sample_aspect_ratio?: string;
  readonly duration?: string;
  readonly tags?: Tags;
  readonly disposition?: Readonly<Record<string, number>>;
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}

export interface Probed {
  readonly streams: readonly ProbedStream[];
  readonly format: { readonly duration?: string; readonly tags?: Tags };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** ffprobe's JSON. @throws SetAsideError where it is none, which happens when the tool ran out of memory. */
export function parseProbe(json: Buffer): Probed {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(json.toString('utf8'));
  } catch {
    throw new SetAsideError('unreadable', 'The recording could not be read; it seems to be damaged.');
  }
  const { streams, format } = isRecord(parsed) ? parsed : {};
  return {
    streams: Array.isArray(streams) ? streams.filter(isRecord) : [],
    format: isRecord(format) ? format : {},
  };
}

/** The picture track that plays; a cover picture is none. */
export const pictureStream = (probed: Probed): ProbedStream | undefined =>
  probed.streams.find((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);

export const soundStream = (probed: Probed): ProbedStream | undefined =>
  probed.streams.find((stream) => stream.codec_type === 'audio');

/** Length in milliseconds as the container or its longest stream states it, or null. */
export function statedDuration({ format, streams }: Probed): number | null {
  const seconds = [format.duration, ...streams.map((stream) => stream.duration)]
    .map(Number)
    .find((value) => Number.isFinite(value) && value > 0);
  return seconds === undefined ? null : Math.round(seconds * 1000);
}

/** A display matrix as one of EXIF's orientations; only quarter turns are known to any recorder. */
export function orientationOf(stream: ProbedStream): number {
  const rotation = stream.side_data_list?.find((data) => typeof data.rotation === 'number')?.rotation ?? 0;
  const quarter = (((Math.round(rotation / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3;
  return { 0: 1, 1: 8, 2: 3, 3: 6 }[quarter];
}

/** Width with square pixels, which is what is shown. */
export function shownWidth(stream: ProbedStream): number {
  const [across, down] = (stream.sample_aspect_ratio ?? '').split(':').map(Number);
  const width = stream.width ?? 0;
  return across && down ? Math.round((width * across) / down) : width;
}

const lowerKeys = (tags: Tags | undefined): Tags =>
  Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]));

/** Broadcast Wave has its day and its time of day apart (EBU Tech 3285 section 2.3), in local time. */
function broadcastDate(tags: Tags, now: Date): JudgedDate {
  const time = /^\d{2}[:-]\d{2}[:-]\d{2}$/.test(tags.creation_time ?? '') ? tags.creation_time : null;
  const text = time && tags.date ? `${tags.date} ${time.replaceAll('-', ':')}` : tags.date;
  return judgeContainerDate(text, now);
}

/**
 * When a sound or video file says it was made: QuickTime's own date with its offset before the movie header's
 * (UTC, ISO/IEC 14496-12 section 8.2.2), Matroska's DateUTC, Broadcast Wave, then a tag that names a whole day.
 */
export function madeOf(container: Container, probed: Probed, now: Date): JudgedDate {
  const all = [probed.format.tags, ...probed.streams.map((stream) => stream.tags)].map(lowerKeys);
  const first = (key: string): string | undefined => all.find((tags) => tags[key])?.[key];
  const withOffset = first('com.apple.quicktime.creationdate');
  if (withOffset) {
    const judged = judgeDate(withOffset, 'container', now);
    if (judged.made) return judged;
  }
  if (container === 'wav') return broadcastDate(all[0] ?? {}, now);
  const judged = judgeContainerDate(first('creation_time'), now);
  if (judged.made) return judged;
  const tagged = judgeContainerDate(first('date'), now);
  return tagged.made ? tagged : { made: null, note: judged.note ?? tagged.note };
}
