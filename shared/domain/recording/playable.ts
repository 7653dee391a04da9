import type { Kind } from './state.ts';

/** What the window's own player understands: the container, and what is coded in it (as ffmpeg names it). */
const containers = ['mp4', 'm4v', 'mov', 'm4a', 'mkv', 'webm', 'wav', 'mp3', 'flac', 'ogg', 'opus'];
const pictureCodecs = ['h264', 'vp8', 'vp9', 'av1'];
const soundCodecs = [
  'aac',
  'mp3',
  'vorbis',
  'opus',
  'flac',
  'pcm_u8',
  'pcm_s16le',
  'pcm_s24le',
  'pcm_s32le',
  'pcm_f32le',
  'pcm_alaw',
  'pcm_mulaw',
];
/** Codings of pictures that may stand beside a film or sound as its cover. */
const coverCodecs = ['mjpeg', 'png', 'bmp', 'gif'];
const soundPattern =
  /^(pcm_|adpcm_|aac|mp[123]|ac3|eac3|dts|alac|flac|opus|vorbis|speex|amr|wma|gsm|truehd|ape|wavpack|cook|qdm|atrac|g72)/;

/**
 * Whether a window plays a film or sound from its own bytes, picture and sound both. A player that knows only the
 * sound of a film plays it without a word and without a picture, so this is asked before and not left to it.
 */
export function playsDirectly(kind: Kind, container: string, codecs: readonly string[]): boolean {
  if (!containers.includes(container)) return false;
  const sounds = codecs.filter((codec) => soundPattern.test(codec));
  const heard = sounds.length === 0 || sounds.some((codec) => soundCodecs.includes(codec));
  if (kind === 'audio') return heard;
  const pictures = codecs.filter((codec) => !soundPattern.test(codec) && !coverCodecs.includes(codec));
  // A film coded as single pictures looks like a cover: where nothing else is there, it is the film.
  return heard && pictures.some((codec) => pictureCodecs.includes(codec));
}
