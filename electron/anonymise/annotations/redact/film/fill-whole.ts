import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCustosError } from '../../../../../shared/kernel/error.ts';
import { input } from '../../../../media/ffmpeg-arguments.ts';
import type { Container } from '../../../../media/look-result.ts';
import type { FillBox } from './fill-boxes.ts';
import { byTime, fillGraph, formOf } from './fill-graph.ts';
import { coderArguments, isCoded } from './film-coders.ts';
import { type FilmFacts, type FilmFile, ffmpeg, type PictureTrack, type Tools } from './film-facts.ts';
import { isWritten, muxerArguments } from './muxers.ts';

export interface FilledWhole {
  readonly path: string;
  readonly container: Container;
  readonly notes: readonly string[];
}

/** Coders that keep the clock of the film, however unevenly its pictures come. */
const keepsClock = ['h264', 'hevc', 'vp8', 'vp9', 'av1', 'ffv1', 'prores'];

export const wholeNote =
  'Every picture of the film was coded afresh, at a quality at which the eye sees no difference. The sound is untouched.';
const otherNote = (container: Container): string =>
  `This film is coded in a way that Custos cannot write. It was coded afresh as H.264 and stored as ${container.toUpperCase()}.`;
const depthNote = 'Its colours were stored with fewer steps than before.';

/** Sound that MP4 holds is left there; Matroska takes any. */
const otherContainer = ({ sounds }: FilmFacts): Container =>
  sounds.every(({ codec }) => ['aac', 'mp3', 'ac3', 'alac'].includes(codec)) ? 'mp4' : 'mkv';

interface Attempt {
  readonly picture: PictureTrack;
  readonly container: Container;
  readonly notes: readonly string[];
}

function attempts(file: FilmFile, facts: FilmFacts, picture: PictureTrack): Attempt[] {
  const shallower = formOf(picture.form) === picture.form ? [] : [depthNote];
  const other = otherContainer(facts);
  const own = isCoded(picture.codec) && isWritten(file.container);
  return [
    ...(own ? [{ picture, container: file.container, notes: [wholeNote, ...shallower] }] : []),
    { picture: { ...picture, codec: 'h264' }, container: other, notes: [otherNote(other), ...shallower] },
  ];
}

async function attempt(
  { picture, container }: Attempt,
  file: FilmFile,
  graph: string,
  path: string,
  tools: Tools,
): Promise<void> {
  const clock = keepsClock.includes(picture.codec) ? ['-enc_time_base', '-1'] : [];
  await ffmpeg(
    [
      ...['-noautorotate', '-max_pixels', '300000000', ...input(file.container, file.path)],
      ...[
        '-map',
        '0:v:0',
        '-map',
        '0:a?',
        '-c:a',
        'copy',
        '-filter_script:v',
        graph,
        '-vsync',
        '0',
        ...clock,
      ],
      ...[...coderArguments(picture), ...muxerArguments(container), `file:${path}`],
    ],
    tools,
  );
}

/** Fills boxes by coding every picture afresh, in the film's own codec where it can be written. */
export async function fillWhole(
  file: FilmFile,
  boxes: readonly FillBox[],
  times: Float64Array,
  facts: FilmFacts,
  picture: PictureTrack,
  tools: Tools,
): Promise<FilledWhole> {
  const path = join(tools.folder, 'whole');
  const graph = join(tools.folder, 'whole.graph');
  await writeFile(graph, fillGraph(boxes, picture, [], byTime(times)), { mode: 0o600 });
  const ways = attempts(file, facts, picture);
  try {
    for (const [index, way] of ways.entries()) {
      try {
        await attempt(way, file, graph, path, tools);
        return { path, container: way.container, notes: way.notes };
      } catch (error) {
        if (!isCustosError(error) || error.code !== 'unreadable' || index === ways.length - 1) throw error;
      }
    }
    throw new RangeError('No way of coding a film');
  } finally {
    await rm(graph, { force: true });
  }
}
