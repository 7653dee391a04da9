import type { ByteSource } from '../byte-source.ts';
import { fileSystemMade, judgeDate } from '../date-made.ts';
import type { Looked, Made } from '../look-result.ts';
import { SetAsideError } from '../set-aside.ts';
import { scaled } from '../sharp-pictures.ts';
import { type DicomFile, readDicom } from './file.ts';
import { frameTimeOf } from './picture.ts';
import { pictureIn, renderFrame } from './render.ts';
import { textOf, textsOf } from './values.ts';

/** Codings of samples, named as ffmpeg names them where it knows them. */
const codecs: readonly (readonly [RegExp, string])[] = [
  [/\.4\.(?:50|51)$/, 'mjpeg'],
  [/\.4\.(?:57|70)$/, 'ljpeg'],
  [/\.4\.(?:80|81)$/, 'jpegls'],
  [/\.4\.(?:9\d|20\d)$/, 'jpeg2000'],
  [/\.4\.10[0-6](?:\.1)?$/, 'mpeg'],
  [/\.4\.10[78]$/, 'hevc'],
  [/\.2\.5$/, 'rle'],
];

/** Films of an hour's ultrasound are larger; they are read by frames, which is not built. */
const sizeLimit = 512 * 1024 * 1024;

export function dicomFile(source: ByteSource): DicomFile {
  if (source.size > sizeLimit)
    throw new SetAsideError('too-large', 'The DICOM file is larger than 512 MB.', 'dicom');
  return readDicom(source.whole() ?? source.at(0, source.size));
}

/** Days and times by which the picture was made, the nearest to its making first (PS3.3 C.7.6.1). */
const dates = [
  [0x00080022, 0x00080032],
  [0x00080023, 0x00080033],
  [0x00080021, 0x00080031],
  [0x00080020, 0x00080030],
] as const;

const dayForm = /^(\d{4})\.?(\d{2})\.?(\d{2})/;

function written(day: string, time: string): string | null {
  const [, year, month, date] = dayForm.exec(day) ?? [];
  if (!year) return null;
  const [, hour, minute = '00', second = '00'] = /^(\d{2}):?(\d{2})?:?(\d{2})?/.exec(time) ?? [];
  return `${year}-${month}-${date}${hour ? `T${hour}:${minute}:${second}` : ''}`;
}

function madeOf({ set }: DicomFile, now: Date): { made: Made | null; note: string | null } {
  const [moment = ''] = textsOf(set, 0x0008002a);
  const whole = written(moment.slice(0, 8), moment.slice(8));
  const candidates = [whole, ...dates.map(([day, time]) => written(textOf(set, day), textOf(set, time)))];
  const zone = textOf(set, 0x00080201).replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  let note: string | null = null;
  for (const stated of candidates) {
    const judged = judgeDate(stated, 'container', now, zone || null);
    if (judged.made) return judged;
    note ??= judged.note;
  }
  return { made: null, note };
}

const cutNote = 'The file ends before its picture does.';

/** Looks at a DICOM file: one frame is a photograph, several are a film. @throws SetAsideError */
export async function lookAtDicom(
  source: ByteSource,
  options: { readonly thumbnailSide: number | null; readonly now: Date },
): Promise<Looked> {
  const file = dicomFile(source);
  const { form } = pictureIn(file);
  const shown = await renderFrame(file, Math.floor((form.frames - 1) / 2));
  const { made, note } = madeOf(file, options.now);
  const time = frameTimeOf(file.set);
  const isFilm = form.frames > 1;
  const side = options.thumbnailSide;
  const size = { width: form.columns, height: form.rows };
  return {
    outcome: 'ok',
    kind: isFilm ? 'video' : 'photo',
    container: 'dicom',
    ...size,
    stored: size,
    orientation: 1,
    frames: form.frames,
    durationMs: isFilm ? Math.round(form.frames * (time ?? usualFrameTime)) : null,
    codecs: [codecs.find(([syntax]) => syntax.test(form.transferSyntax))?.[1] ?? 'rawvideo'],
    made: made ?? fileSystemMade(source.modified, options.now),
    thumbnail: side === null ? null : await scaled(shown, side, { strict: false, alpha: false }),
    waveform: null,
    notes: [...(file.complete ? [] : [cutNote]), ...(note ? [note] : [])],
  };
}

/** What a frame lasts where the file does not say, in milliseconds: slices are looked through at ten a second. */
export const usualFrameTime = 100;
