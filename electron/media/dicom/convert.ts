import type { ToolPlaces } from '../ffmpeg.ts';
import type { CineForm } from '../ffmpeg-arguments.ts';
import { asFile } from '../sharp-pictures.ts';
import { cineOf } from './cine.ts';
import type { DicomFile } from './file.ts';
import { renderFrame } from './render.ts';

/** What the pictures of a DICOM file can be turned into: the first as a picture, all of them as a film. */
export type PlainForm = 'png' | 'jpeg' | CineForm;

/** A DICOM file in another form, as a screen shows it. @throws SetAsideError, CustosError `missing-tool` */
export const convertDicom = async (
  file: DicomFile,
  form: PlainForm,
  places: ToolPlaces,
  timeLimitMs: number,
): Promise<Uint8Array> =>
  form === 'png' || form === 'jpeg'
    ? asFile(await renderFrame(file, 0), form)
    : cineOf(file, form, places, timeLimitMs);
