import type { Container } from '../../media/look-result.ts';
import type { SoundTrack } from '../annotations/redact/film/film-facts.ts';

/** How a sound track is coded again, and whether its samples outlive that unchanged. */
export interface SoundCoder {
  readonly codec: string;
  readonly args: readonly string[];
  readonly exact: boolean;
}

/** A little above what it had, and never poor: coded twice, a low rate would be heard. */
const rate = ({ bitRate, channels }: SoundTrack, each: number, most: number): string =>
  String(Math.min(most, Math.max(each * Math.max(1, channels), Math.round((bitRate ?? 0) * 1.5))));

/** FFmpeg wants to be told of Vorbis and Opus in kilobits that suit few rates; these are its own best. */
const lossy: Readonly<Record<string, (track: SoundTrack) => readonly string[]>> = {
  aac: (track) => ['-c:a', 'aac', '-b:a', rate(track, 128_000, 512_000)],
  mp3: (track) => ['-c:a', 'libmp3lame', '-b:a', rate(track, 128_000, 320_000)],
  mp2: (track) => ['-c:a', 'mp2', '-b:a', String(track.channels > 1 ? 384_000 : 192_000)],
  opus: (track) => ['-c:a', 'libopus', '-b:a', rate(track, 128_000, 510_000)],
  vorbis: () => ['-c:a', 'libvorbis', '-q:a', '9'],
  ac3: () => ['-c:a', 'ac3', '-b:a', '640k'],
  eac3: () => ['-c:a', 'eac3', '-b:a', '640k'],
};

const isPlain = (codec: string): boolean => /^pcm_(?:[us](?:8|16|24|32)|f32|f64)(?:le|be)?$/.test(codec);

/** Losslessly packed sound keeps its depth; 24 bits lie in the upper part of 32. */
const packed = ({ codec, form, bits }: SoundTrack): SoundCoder => ({
  codec,
  exact: true,
  args: ['-c:a', codec, ...(form.startsWith('s32') ? ['-bits_per_raw_sample', String(bits || 24)] : [])],
});

/** What a container takes where a sound cannot be coded as it was. */
function another(container: Container, track: SoundTrack): SoundCoder {
  if (container === 'wav') return { codec: 'pcm_s16le', args: ['-c:a', 'pcm_s16le'], exact: false };
  if (container === 'mkv') return { codec: 'flac', args: ['-c:a', 'flac'], exact: false };
  const codec = { avi: 'mp3', 'mpeg-ts': 'mp2', webm: 'opus', ogg: 'vorbis' }[container as string] ?? 'aac';
  return { codec, args: lossy[codec]?.(track) ?? [], exact: false };
}

/** Coding of a treated track in its own codec, or in the nearest that can be written. */
export function soundCoder(track: SoundTrack, container: Container): SoundCoder {
  if (isPlain(track.codec)) return { codec: track.codec, args: ['-c:a', track.codec], exact: true };
  if (track.codec === 'flac' || track.codec === 'alac') return packed(track);
  const own = lossy[track.codec];
  return own ? { codec: track.codec, args: own(track), exact: false } : another(container, track);
}
