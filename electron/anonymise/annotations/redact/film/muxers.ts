import type { Container } from '../../../../media/look-result.ts';

/** FFmpeg's name of the form in which each container is written. */
const muxers: Partial<Record<Container, string>> = {
  mp4: 'mp4',
  m4v: 'mp4',
  mov: 'mov',
  m4a: 'ipod',
  mkv: 'matroska',
  webm: 'webm',
  avi: 'avi',
  'mpeg-ts': 'mpegts',
  wav: 'wav',
  aiff: 'aiff',
  mp3: 'mp3',
  flac: 'flac',
  ogg: 'ogg',
  opus: 'opus',
};

/** Whether a film or sound can be written in the container that it came in. */
export const isWritten = (container: Container): boolean => muxers[container] !== undefined;

/** The end of a call that writes a container: nothing of the source's words, nothing of the writer's name. */
export const muxerArguments = (container: Container): readonly string[] => [
  ...[
    '-map_metadata',
    '-1',
    '-map_chapters',
    '-1',
    '-fflags',
    '+bitexact',
    '-flags',
    '+bitexact',
    '-strict',
    '-2',
  ],
  ...['-max_muxing_queue_size', '4096', '-f', muxers[container] ?? 'matroska'],
];
