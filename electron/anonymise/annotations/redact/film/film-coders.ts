import { formOf } from './fill-graph.ts';
import type { PictureTrack } from './film-facts.ts';

const h264 = (): readonly string[] => ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '11'];

/** Arguments that code pictures so that nobody sees the difference, by the codec they came in. */
const coders: Readonly<Record<string, (picture: PictureTrack) => readonly string[]>> = {
  h264,
  hevc: ({ tag }) => [
    ...['-c:v', 'libx265', '-preset', 'veryfast', '-crf', '11', '-x265-params', 'log-level=none'],
    ...(tag === 'hvc1' ? ['-tag:v', 'hvc1'] : []),
  ],
  vp8: () => [
    '-c:v',
    'libvpx',
    '-deadline',
    'good',
    '-cpu-used',
    '4',
    '-crf',
    '4',
    '-b:v',
    '60M',
    '-qmin',
    '0',
    '-qmax',
    '20',
  ],
  vp9: () => [
    '-c:v',
    'libvpx-vp9',
    '-deadline',
    'good',
    '-cpu-used',
    '5',
    '-row-mt',
    '1',
    '-crf',
    '4',
    '-b:v',
    '0',
    '-qmax',
    '20',
  ],
  av1: () => ['-c:v', 'libaom-av1', '-cpu-used', '8', '-crf', '12', '-b:v', '0'],
  mpeg4: ({ tag }) => [
    '-c:v',
    'mpeg4',
    '-qscale:v',
    '1',
    '-qmin',
    '1',
    ...(/^(xvid|dx50|fmp4)$/i.test(tag) ? ['-tag:v', tag] : []),
  ],
  mpeg2video: () => ['-c:v', 'mpeg2video', '-qscale:v', '1', '-qmin', '1'],
  mpeg1video: () => ['-c:v', 'mpeg1video', '-qscale:v', '1', '-qmin', '1'],
  mjpeg: () => ['-c:v', 'mjpeg', '-qscale:v', '1', '-qmin', '1'],
  prores: () => ['-c:v', 'prores_ks', '-profile:v', 'hq', '-qscale:v', '4'],
  ffv1: () => ['-c:v', 'ffv1'],
  huffyuv: () => ['-c:v', 'huffyuv'],
  ffvhuff: () => ['-c:v', 'ffvhuff'],
  rawvideo: () => ['-c:v', 'rawvideo'],
  png: () => ['-c:v', 'png'],
  qtrle: () => ['-c:v', 'qtrle'],
  theora: () => ['-c:v', 'libtheora', '-qscale:v', '10'],
};

/** Whether pictures of this codec can be coded again as they were. */
export const isCoded = (codec: string): boolean => Object.hasOwn(coders, codec);

function colourArguments({ colours }: PictureTrack): string[] {
  const named = {
    '-color_range': colours.range,
    '-colorspace': colours.space,
    '-color_trc': colours.transfer,
    '-color_primaries': colours.primaries,
  };
  return Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [name, value]));
}

/** Coding of a whole picture track; H.264 where its own codec cannot be written. */
export const coderArguments = (picture: PictureTrack): readonly string[] => [
  ...(coders[picture.codec] ?? h264)(picture),
  ...['-pix_fmt', formOf(picture.form)],
  ...colourArguments(picture),
];

const profiles: Readonly<Record<string, string>> = {
  Baseline: 'baseline',
  'Constrained Baseline': 'baseline',
  Main: 'main',
  High: 'high',
  'High 10': 'high10',
  'High 4:2:2': 'high422',
};

/**
 * Coding of a run of H.264 pictures that takes the place of as many: pictures in the order in which they are shown,
 * parameter sets under a number of their own, each picture announced so that they can be told apart.
 */
export const runArguments = (picture: PictureTrack, parameterSet: number): readonly string[] => {
  const profile = profiles[picture.profile];
  return [
    ...coderArguments({ ...picture, codec: 'h264' }),
    ...(profile ? ['-profile:v', profile] : []),
    ...['-bf', '0', '-x264-params', `sps-id=${parameterSet}:aud=1:repeat-headers=1:stitchable=1`],
    ...['-flags:v', '+bitexact', '-f', 'h264'],
  ];
};
