import type { Container } from './look-result.ts';

/**
 * The demuxer each container is read with. It is forced, so that content can never choose a playlist or
 * network format for itself.
 */
const demuxers: Partial<Record<Container, string>> = {
  mp4: 'mov',
  m4v: 'mov',
  mov: 'mov',
  m4a: 'mov',
  mkv: 'matroska',
  webm: 'matroska',
  avi: 'avi',
  'mpeg-ps': 'mpeg',
  'mpeg-ts': 'mpegts',
  wav: 'wav',
  mp3: 'mp3',
  flac: 'flac',
  ogg: 'ogg',
  opus: 'ogg',
  aiff: 'aiff',
  aac: 'aac',
  amr: 'amr',
  caf: 'caf',
  bmp: 'bmp_pipe',
  jpeg: 'jpeg_pipe',
  png: 'png_pipe',
  gif: 'gif',
  webp: 'webp_pipe',
  tiff: 'tiff_pipe',
};

/** Sample rate at which sound is measured for a waveform, in hertz. */
export const waveformRate = 8000;

function demuxerOf(container: Container): string {
  const demuxer = demuxers[container];
  if (!demuxer) throw new RangeError(`No demuxer for ${container}`);
  return demuxer;
}

/** Arguments that open one local file and nothing else; `file:` keeps a name with a colon or dash a name. */
export function input(container: Container, path: string): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-f', demuxerOf(container), '-i', `file:${path}`];
}

export const quiet = ['-hide_banner', '-nostdin', '-v', 'error'];

/** ffprobe: streams, container and chapters as JSON. */
export const probeArguments = (container: Container, path: string): string[] => [
  '-hide_banner',
  '-v',
  'error',
  '-show_entries',
  'format=duration,size,probe_score:format_tags:stream=index,codec_type,codec_name,width,height,channels,sample_rate,' +
    'sample_aspect_ratio,duration,avg_frame_rate,nb_frames:stream_tags:stream_disposition:stream_side_data',
  '-of',
  'json',
  ...input(container, path),
];

/** ffmpeg: one frame at `second`, upright and with square pixels, as JPEG on standard output. */
export const frameArguments = (
  container: Container,
  path: string,
  second: number,
  maxSide: number,
): string[] => [
  ...quiet,
  '-threads',
  '1',
  '-max_pixels',
  '300000000',
  ...(second > 0 ? ['-ss', second.toFixed(3)] : []),
  ...input(container, path),
  '-map',
  '0:v:0',
  '-frames:v',
  '1',
  '-an',
  '-sn',
  '-dn',
  '-vf',
  `scale='trunc(iw*if(gt(sar,0),sar,1))':ih,scale='min(${maxSide},iw)':'min(${maxSide},ih)':force_original_aspect_ratio=decrease,setsar=1`,
  '-pix_fmt',
  'yuvj420p',
  '-c:v',
  'mjpeg',
  '-q:v',
  '4',
  '-strict',
  'unofficial',
  '-f',
  'image2pipe',
  'pipe:1',
];

/** Whether a still can be opened by ffmpeg with its demuxer forced. */
export const hasDemuxer = (container: Container): boolean => demuxers[container] !== undefined;

/** ffmpeg: a still from standard input as it is stored, as PNG on standard output. */
export const stillArguments = (container: Container): string[] => [
  ...['-hide_banner', '-v', 'error', '-threads', '1', '-max_pixels', '300000000', '-noautorotate'],
  ...['-protocol_whitelist', 'pipe', '-f', demuxerOf(container), '-i', 'pipe:0'],
  ...[
    '-map',
    '0:v:0',
    '-frames:v',
    '1',
    '-c:v',
    'png',
    '-compression_level',
    '1',
    '-f',
    'image2pipe',
    'pipe:1',
  ],
];

/** ffmpeg: the first sound track as interleaved 16-bit samples at {@link waveformRate} on standard output. */
export const samplesArguments = (container: Container, path: string): string[] => [
  ...quiet,
  '-threads',
  '1',
  ...input(container, path),
  '-map',
  '0:a:0',
  '-vn',
  '-sn',
  '-dn',
  '-ar',
  String(waveformRate),
  '-c:a',
  'pcm_s16le',
  '-f',
  's16le',
  'pipe:1',
];

/** ffmpeg: reads every packet of the first picture track without decoding, to learn a length nobody states. */
export const lengthArguments = (container: Container, path: string): string[] => [
  ...quiet,
  ...input(container, path),
  '-map',
  '0:v:0',
  '-c',
  'copy',
  '-progress',
  'pipe:1',
  '-f',
  'null',
  '-',
];

/** HH:MM:SS.mmm, as Matroska's muxer reads a length it cannot learn from a pipe. */
const clock = (ms: number): string => {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const seconds = ms / 1000;
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}`;
};

/** Upright, square pixels, even sides, the longest at most 1,280. */
const filmFilter =
  "scale='trunc(iw*if(gt(sar,0),sar,1)/2)*2':'trunc(ih/2)*2',scale='min(1280,iw)':'min(1280,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,setsar=1";

/** The fast coder first; not every build of ffmpeg has it. */
export const filmCoders = ['libx264', 'libvpx'] as const;
export type FilmCoder = (typeof filmCoders)[number];

const coderArguments: Readonly<Record<FilmCoder, string[]>> = {
  libx264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20'],
  libvpx: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '16', '-threads', '4', '-b:v', '3M'],
};

const asFilm = (coder: FilmCoder, durationMs: number | null): string[] => [
  ...['-map', '0:v:0', '-map', '0:a:0?', '-vf', filmFilter, '-pix_fmt', 'yuv420p', '-vsync', 'vfr'],
  // A whole picture twice a second at least, so that stepping back need not begin far before.
  ...coderArguments[coder],
  ...['-g', '12', '-c:a', 'libopus', '-ac', '2', '-b:a', '96k'],
  ...(durationMs === null ? [] : ['-metadata', `DURATION=${clock(durationMs)}`]),
  ...['-f', 'matroska', 'pipe:1'],
];

const asSound = [
  '-map',
  '0:a:0',
  '-vn',
  '-c:a',
  'libopus',
  '-ac',
  '2',
  '-b:a',
  '128k',
  '-f',
  'ogg',
  'pipe:1',
];

/** ffmpeg: a film or sound from standard input, coded for the window's player on standard output. */
export const playableArguments = (
  container: Container,
  form: 'sound' | FilmCoder,
  durationMs: number | null,
): string[] => [
  ...['-hide_banner', '-v', 'error', '-max_pixels', '300000000'],
  ...['-protocol_whitelist', 'pipe', '-f', demuxerOf(container), '-i', 'pipe:0'],
  ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
  ...(form === 'sound' ? asSound : asFilm(form, durationMs)),
];

/** Matroska for the window's player; MP4 for whoever it is given to, in pieces, since a pipe cannot be gone back in. */
export type CineForm = 'matroska' | 'mp4';

const cineMuxers: Readonly<Record<CineForm, string[]>> = {
  matroska: ['-f', 'matroska', 'pipe:1'],
  mp4: ['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4', 'pipe:1'],
};

/** ffmpeg: frames of samples from standard input as a film on standard output, in their own size made even. */
export const cineArguments = (
  { width, height, rate }: { readonly width: number; readonly height: number; readonly rate: number },
  form: CineForm,
  coder: FilmCoder,
): string[] => [
  ...['-hide_banner', '-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
  ...['-video_size', `${width}x${height}`, '-framerate', rate.toFixed(4), '-i', 'pipe:0'],
  ...['-vf', 'pad=ceil(iw/2)*2:ceil(ih/2)*2', '-pix_fmt', 'yuv420p', ...coderArguments[coder]],
  ...['-g', '12', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-map_metadata', '-1'],
  ...cineMuxers[form],
];
