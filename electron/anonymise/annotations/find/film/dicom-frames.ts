import { openSource } from '../../../../media/byte-source.ts';
import { dicomFile, usualFrameTime } from '../../../../media/dicom/look-dicom.ts';
import { frameTimeOf } from '../../../../media/dicom/picture.ts';
import { pictureIn, renderFrame } from '../../../../media/dicom/render.ts';
import type { RawPixels } from '../../../../media/sharp-pictures.ts';
import {
  type FilmPlace,
  type FrameSource,
  frameOf,
  inTime,
  type Pace,
  scaleOf,
  searchPace,
  spreadOrder,
} from './frame-source.ts';

/** A loop of a second is looked at as often: what moves must be seen moving. */
const leastSamples = 12;

/** Red, green and blue, each the mean of a square of `scale` pixels. */
function reduced({ raw, width: across }: RawPixels, width: number, height: number, scale: number): Buffer {
  const out = Buffer.alloc(width * height * 3);
  for (let at = 0; at < out.length; at += 1) {
    const [pixel, colour] = [Math.floor(at / 3), at % 3];
    const left = (pixel % width) * scale;
    const top = Math.floor(pixel / width) * scale;
    let sum = 0;
    for (let row = top; row < top + scale; row += 1)
      for (let column = left; column < left + scale; column += 1)
        sum += raw[(row * across + column) * 4 + colour] ?? 0;
    out[at] = sum / (scale * scale);
  }
  return out;
}

/** Which frames are looked at: even steps through all of them. */
function chosen(frames: number, seconds: number, { perSecond, mostFrames }: Pace): number[] {
  const count = Math.min(frames, mostFrames, Math.max(leastSamples, Math.ceil(seconds * perSecond)));
  return Array.from({ length: count }, (_, index) => Math.floor((index * frames) / count));
}

/** The frames of a DICOM file as the pictures of a film, as a screen shows them. @throws SetAsideError */
export function dicomFrames({ path, width, height }: FilmPlace, pace: Pace = searchPace): FrameSource {
  const scale = scaleOf({ width, height });
  async function* frames() {
    const source = openSource({ path });
    try {
      const file = dicomFile(source);
      const { form } = pictureIn(file);
      const frameTime = (frameTimeOf(file.set) ?? usualFrameTime) / 1000;
      const indexes = chosen(form.frames, form.frames * frameTime, pace);
      for (const place of (pace.spread ? spreadOrder : inTime)(indexes.length)) {
        const index = indexes[place] ?? 0;
        const shown = await renderFrame(file, index);
        const colours = reduced(shown, Math.floor(width / scale), Math.floor(height / scale), scale);
        yield frameOf(colours, index * frameTime);
      }
    } finally {
      source.close();
    }
  }
  return { width, height, scale, frames };
}
