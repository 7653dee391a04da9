import { findTool, runTool, type ToolPlaces } from '../ffmpeg.ts';
import { type CineForm, cineArguments, filmCoders } from '../ffmpeg-arguments.ts';
import { SetAsideError } from '../set-aside.ts';
import type { DicomFile } from './file.ts';
import { usualFrameTime } from './look-dicom.ts';
import { frameTimeOf } from './picture.ts';
import { pictureIn, renderFrame } from './render.ts';

const outputLimit = 512 * 1024 * 1024;

/** The frames one behind the other, red, green and blue, as a screen shows them. */
async function* rawFrames(file: DicomFile, frames: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < frames; index += 1) {
    const { raw, width, height } = await renderFrame(file, index);
    const out = new Uint8Array(width * height * 3);
    for (let from = 0, to = 0; to < out.length; from += 4, to += 3) {
      out[to] = raw[from] as number;
      out[to + 1] = raw[from + 1] as number;
      out[to + 2] = raw[from + 2] as number;
    }
    yield out;
  }
}

/**
 * Several frames as a film, at the speed that the file states. ffmpeg has the frames from a pipe and gives the film to
 * one. @throws SetAsideError, CustosError `missing-tool`
 */
export async function cineOf(
  file: DicomFile,
  form: CineForm,
  places: ToolPlaces,
  timeLimitMs: number,
): Promise<Uint8Array> {
  const { columns, rows, frames } = pictureIn(file).form;
  const rate = 1_000 / (frameTimeOf(file.set) ?? usualFrameTime);
  const tool = findTool('ffmpeg', places);
  for (const coder of filmCoders) {
    const ran = await runTool(tool, cineArguments({ width: columns, height: rows, rate }, form, coder), {
      timeLimitMs,
      outputLimit,
      input: rawFrames(file, frames),
    });
    if (/Unknown encoder/i.test(ran.complaints)) continue;
    if (ran.exitCode !== 0) break;
    return ran.output;
  }
  throw new SetAsideError(
    'unreadable',
    'The pictures of this DICOM file could not be made into a film.',
    'dicom',
  );
}
