import { SetAsideError } from '../set-aside.ts';
import type { RawPixels } from '../sharp-pictures.ts';
import type { DataSet } from './elements.ts';
import type { DicomFile } from './file.ts';
import { greyOf } from './grey.ts';
import { type StoredPicture, storedPicture } from './picture.ts';
import { type Frame, frameSamples } from './samples.ts';
import { readPalette } from './tables.ts';
import { textOf } from './values.ts';

const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));

function opaque(pixels: number): Uint8Array {
  return new Uint8Array(pixels * 4).fill(255);
}

function fromGrey(grey: Uint8Array): Uint8Array {
  const out = opaque(grey.length);
  for (let at = 0; at < grey.length; at += 1) {
    const level = grey[at] as number;
    out[at * 4] = level;
    out[at * 4 + 1] = level;
    out[at * 4 + 2] = level;
  }
  return out;
}

function fromPalette(set: DataSet, { values }: Frame): Uint8Array {
  const tables = ([0, 1, 2] as const).map((colour) => readPalette(set, colour));
  const out = opaque(values.length);
  for (const [colour, table] of tables.entries()) {
    if (!table)
      throw new SetAsideError('unreadable', 'The colours of this DICOM picture are missing.', 'dicom');
    for (let at = 0; at < values.length; at += 1) out[at * 4 + colour] = table.at(values[at] as number);
  }
  return out;
}

/** Luminance and colour differences (PS3.3 C.7.6.3.1.2), or red, green and blue as they are. */
function fromColours({ values, channels }: Frame, luminance: boolean, bits: number): Uint8Array {
  const pixels = Math.floor(values.length / channels);
  const scale = bits > 8 ? 255 / (2 ** bits - 1) : 1;
  const out = opaque(pixels);
  for (let at = 0; at < pixels; at += 1) {
    const one = (values[at * channels] as number) * scale;
    const two = (values[at * channels + 1] as number) * scale;
    const three = (values[at * channels + 2] as number) * scale;
    out[at * 4] = clamped(luminance ? one + 1.402 * (three - 128) : one);
    out[at * 4 + 1] = clamped(luminance ? one - 0.344136 * (two - 128) - 0.714136 * (three - 128) : two);
    out[at * 4 + 2] = clamped(luminance ? one + 1.772 * (two - 128) : three);
  }
  return out;
}

function shown(set: DataSet, { form }: StoredPicture, frame: Frame, index: number): Uint8Array {
  const { photometric, stored, signed } = form;
  if (frame.channels >= 3) return fromColours(frame, !frame.rgb && photometric.startsWith('YBR'), stored);
  if (photometric === 'PALETTE COLOR') return fromPalette(set, frame);
  const grey = { set, frame: index, values: frame.values, bits: stored, signed };
  const shape = textOf(set, 0x20500020);
  return fromGrey(greyOf(grey, shape === '' ? photometric === 'MONOCHROME1' : shape === 'INVERSE'));
}

/** The picture of an object, or why it has none to show. @throws SetAsideError `unsupported` */
export function pictureIn(file: DicomFile): StoredPicture {
  const picture = storedPicture(file);
  if (picture) return picture;
  throw new SetAsideError(
    'unsupported',
    'This DICOM file holds no picture: it is a report, a plan, a document or a list of other files.',
    'dicom',
  );
}

/** One frame as a screen shows it, by the brightness and colours that the file states. @throws SetAsideError */
export async function renderFrame(file: DicomFile, index: number): Promise<RawPixels> {
  const picture = pictureIn(file);
  const frame = await frameSamples(picture, index);
  const { columns: width, rows: height } = picture.form;
  return { raw: shown(file.set, picture, frame, index), width, height };
}
