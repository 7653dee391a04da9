import { type FileHandle, open } from 'node:fs/promises';
import type { SoundSpan } from '../../../shared/domain/recording/sound-span.ts';
import { disguise } from './disguise.ts';
import type { RawForm } from './raw-samples.ts';

/** Bare interleaved samples in a file. */
export interface RawSound {
  readonly path: string;
  readonly form: RawForm;
  readonly channels: number;
  readonly rate: number;
}

const toneHertz = 1_000;
const toneLoudness = 0.1;
/** A stretch is worked on in pieces of so many seconds, so that an hour needs no more memory than a minute. */
const pieceSeconds = 30;
const fadeSeconds = 0.005;

/** From 1 at the border of a stretch to 0 a fade away from it, smoothly. */
const fade = (frames: number, length: number): number =>
  frames >= length ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * (frames + 1)) / (length + 1));

interface Piece {
  /** The stretch and this part of it, in frames of the recording. */
  readonly from: number;
  readonly to: number;
  readonly spanFrom: number;
  readonly spanTo: number;
  /** The last frame before the stretch and the first behind it, a value a channel. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** What stands in place of the sound, without the way in and out. */
function body(span: SoundSpan, mixed: Float64Array, rate: number, piece: Piece): Float64Array {
  if (span.treatment === 'disguise') return disguise(mixed, rate);
  if (span.treatment !== 'tone') return new Float64Array(mixed.length);
  return mixed.map(
    (_, index) =>
      toneLoudness * Math.sin((2 * Math.PI * toneHertz * (piece.from + index - piece.spanFrom)) / rate),
  );
}

/**
 * Writes one piece. Clicks are avoided within the stretch: the one value beside it dies away, which says nothing of
 * what was spoken, while what takes its place comes up.
 */
function written(sound: RawSound, bytes: Buffer, span: SoundSpan, piece: Piece): void {
  const { form, channels, rate } = sound;
  const frames = piece.to - piece.from;
  const mixed = new Float64Array(frames);
  for (let frame = 0; frame < frames; frame += 1)
    for (let channel = 0; channel < channels; channel += 1)
      mixed[frame] =
        (mixed[frame] ?? 0) + form.read(bytes, (frame * channels + channel) * form.bytes) / channels;
  const instead = body(span, mixed, rate, piece);
  const length = Math.max(1, Math.round(rate * fadeSeconds));
  for (let frame = 0; frame < frames; frame += 1) {
    const at = piece.from + frame;
    const opening = fade(at - piece.spanFrom, length);
    const closing = fade(piece.spanTo - 1 - at, length);
    for (let channel = 0; channel < channels; channel += 1) {
      const edge = opening * (piece.before[channel] ?? 0) + closing * (piece.after[channel] ?? 0);
      const value = (instead[frame] ?? 0) * (1 - opening) * (1 - closing) + edge;
      form.write(bytes, Math.max(-1, Math.min(1, value)), (frame * channels + channel) * form.bytes);
    }
  }
}

async function frameAt(handle: FileHandle, { form, channels }: RawSound, frame: number): Promise<number[]> {
  const width = form.bytes * channels;
  const bytes = Buffer.alloc(width);
  if (frame < 0 || (await handle.read(bytes, 0, width, frame * width)).bytesRead < width) return [];
  return Array.from({ length: channels }, (_, channel) => form.read(bytes, channel * form.bytes));
}

async function treatSpan(handle: FileHandle, sound: RawSound, span: SoundSpan): Promise<void> {
  const width = sound.form.bytes * sound.channels;
  const total = Math.floor((await handle.stat()).size / width);
  const spanFrom = Math.min(total, Math.floor(span.from * sound.rate));
  const spanTo = Math.min(total, Math.ceil(span.to * sound.rate));
  const before = await frameAt(handle, sound, spanFrom - 1);
  const after = await frameAt(handle, sound, spanTo);
  const most = Math.max(1, Math.round(sound.rate * pieceSeconds));
  for (let from = spanFrom; from < spanTo; from += most) {
    const to = Math.min(spanTo, from + most);
    const bytes = Buffer.alloc((to - from) * width);
    await handle.read(bytes, 0, bytes.length, from * width);
    written(sound, bytes, span, { from, to, spanFrom, spanTo, before, after });
    await handle.write(bytes, 0, bytes.length, from * width);
  }
}

/** Treats stretches in the samples of a file. Outside of them not one byte is written. */
export async function treatSamples(sound: RawSound, spans: readonly SoundSpan[]): Promise<void> {
  const handle = await open(sound.path, 'r+');
  try {
    for (const span of spans) await treatSpan(handle, sound, span);
  } finally {
    await handle.close();
  }
}
