import { decodeBmp } from './bmp-pixels.ts';
import { type ByteSource, sourceOfBytes } from './byte-source.ts';
import { fileSystemMade, judgeDate } from './date-made.ts';
import { dicomFile } from './dicom/look-dicom.ts';
import { renderFrame } from './dicom/render.ts';
import { readExif } from './exif.ts';
import { gifStructure } from './gif-structure.ts';
import { decodeHeic } from './heic-pixels.ts';
import { asStill, heifStructure } from './heif-structure.ts';
import { jpegStructure } from './jpeg-structure.ts';
import { decodeJxl } from './jxl-pixels.ts';
import { jxlStructure } from './jxl-structure.ts';
import type { Container, Display, Looked, Picture, Pixels, Tiles } from './look-result.ts';
import { pngStructure } from './png-structure.ts';
import { embeddedJpeg } from './raw-picture.ts';
import { SetAsideError } from './set-aside.ts';
import {
  decoded,
  isRaw,
  type PictureSource,
  pixelLimit,
  type RawPixels,
  scaled,
  stillFacts,
} from './sharp-pictures.ts';
import { type StillStructure, trailingNote } from './still-structure.ts';
import { tiffStructure } from './tiff-structure.ts';
import { cutIntoTiles } from './tiles.ts';
import { webpStructure } from './webp-structure.ts';

const unwalked: StillStructure = {
  complete: true,
  size: null,
  frames: 1,
  exif: null,
  profileIsSrgb: false,
  notes: [],
};

const walks: Partial<Record<Container, (bytes: Buffer) => StillStructure>> = {
  jpeg: jpegStructure,
  png: pngStructure,
  gif: gifStructure,
  webp: webpStructure,
  jxl: jxlStructure,
};

/** Codings inside the containers, named as ffmpeg names them. */
const codecs: Partial<Record<Container, string>> = {
  jpeg: 'mjpeg',
  avif: 'av1',
  heic: 'hevc',
  jxl: 'jpegxl',
};

export function structureOf(source: ByteSource, container: Container): StillStructure {
  if (container === 'tiff') return tiffStructure(source);
  if (container === 'heic' || container === 'avif') return heifStructure(source);
  const bytes = source.whole();
  const walk = walks[container];
  // A picture too large for memory is judged by its decoder alone.
  return bytes && walk ? walk(bytes) : unwalked;
}

function refuseTooLarge(size: StillStructure['size']): void {
  if (size && size.width * size.height > pixelLimit) {
    throw new SetAsideError('too-large', `The picture states ${size.width} × ${size.height} pixels.`);
  }
}

function inputOf(source: ByteSource): Buffer | string {
  const whole = source.whole();
  return whole ? asStill(whole) : (source.path ?? Buffer.alloc(0));
}

interface Decoded {
  readonly thumbnail: Picture | null;
  readonly notes: readonly string[];
}

/** A JPEG without an end mark is whole where, the mark added, its decoder has nothing to complain of. */
async function jpegWithoutEnd(bytes: Buffer, maxSide: number, ignoreProfile: boolean): Promise<Decoded> {
  const ended = Buffer.concat([bytes, Buffer.from([0xff, 0xd9])]);
  try {
    const thumbnail = await scaled(ended, maxSide, { strict: true, alpha: false, ignoreProfile });
    return { thumbnail, notes: ['The end mark of the picture is missing.'] };
  } catch {
    throw new SetAsideError('truncated', 'The picture ends before all of it could be read.', 'jpeg');
  }
}

/** Decodes strictly first; what only a strict decoder minds is shown, and the person told. */
async function jpegThumbnail(
  input: Buffer | string,
  maxSide: number,
  ignoreProfile: boolean,
): Promise<Decoded> {
  try {
    return {
      thumbnail: await scaled(input, maxSide, { strict: true, alpha: false, ignoreProfile }),
      notes: [],
    };
  } catch (error) {
    if (error instanceof SetAsideError && error.reason === 'too-large') throw error;
    const thumbnail = await scaled(input, maxSide, { strict: false, alpha: false, ignoreProfile });
    return {
      thumbnail,
      notes: ['The picture has irregular or damaged parts; look at it before relying on it.'],
    };
  }
}

interface LookOptions {
  readonly thumbnailSide: number | null;
  readonly now: Date;
}

function assemble(
  source: ByteSource,
  container: Container,
  walked: StillStructure,
  facts: { width: number; height: number; orientation: number; exif: Buffer | null },
  { thumbnail, notes }: Decoded,
  now: Date,
): Looked {
  const exif = readExif(facts.exif);
  const { made, note } = judgeDate(exif.dateTimeOriginal, 'camera', now, exif.offsetTimeOriginal);
  const turned = facts.orientation >= 5;
  return {
    outcome: 'ok',
    kind: 'photo',
    container,
    width: turned ? facts.height : facts.width,
    height: turned ? facts.width : facts.height,
    stored: { width: facts.width, height: facts.height },
    orientation: facts.orientation,
    frames: walked.frames,
    durationMs: null,
    codecs: [codecs[container] ?? container],
    made: made ?? fileSystemMade(source.modified, now),
    thumbnail,
    waveform: null,
    notes: [...walked.notes, ...notes, ...(note ? [note] : [])],
  };
}

async function lookAtJpeg(source: ByteSource, walked: StillStructure, options: LookOptions): Promise<Looked> {
  const { size } = walked;
  if (!size) {
    if (!walked.complete)
      throw new SetAsideError('truncated', 'The picture ends before its size is stated.', 'jpeg');
    throw new SetAsideError('unreadable', 'The picture has no size; it seems to be damaged.', 'jpeg');
  }
  const side = options.thumbnailSide ?? 64;
  const whole = source.whole();
  const decode =
    whole && !walked.complete
      ? await jpegWithoutEnd(whole, side, walked.profileIsSrgb)
      : await jpegThumbnail(inputOf(source), side, walked.profileIsSrgb);
  const facts = { ...size, orientation: readExif(walked.exif).orientation ?? 1, exif: walked.exif };
  const shown = options.thumbnailSide === null ? { ...decode, thumbnail: null } : decode;
  return assemble(source, 'jpeg', walked, facts, shown, options.now);
}

/** What sharp does not decode, and what does. */
const decoders = { heic: decodeHeic, jxl: decodeJxl, bmp: decodeBmp } as const;

const ownDecoder = (container: Container): ((bytes: Buffer) => Promise<RawPixels>) | null =>
  container === 'heic' || container === 'jxl' || container === 'bmp' ? decoders[container] : null;

async function lookDecoded(
  source: ByteSource,
  container: 'heic' | 'jxl',
  walked: StillStructure,
  options: LookOptions,
): Promise<Looked> {
  const bytes = source.whole();
  if (!bytes) throw new SetAsideError('too-large', 'The picture file is larger than 96 MiB.', container);
  const header = container === 'heic' ? await stillFacts(bytes) : null;
  refuseTooLarge(header);
  const pixels = await decoders[container](bytes);
  const thumbnail =
    options.thumbnailSide === null
      ? null
      : await scaled(pixels, options.thumbnailSide, { strict: false, alpha: false });
  // Upright as decoded: the EXIF orientation repeats what the container already did.
  const exif = header?.exif ?? walked.exif;
  const facts = { width: pixels.width, height: pixels.height, orientation: 1, exif };
  return assemble(source, container, walked, facts, { thumbnail, notes: [] }, options.now);
}

/** The picture that a camera put beside its raw data. @throws SetAsideError where there is none. */
function developed(source: ByteSource): ByteSource {
  const bytes = source.whole();
  if (!bytes) throw new SetAsideError('too-large', 'The camera raw file is larger than 96 MiB.', 'raw');
  const jpeg = embeddedJpeg(bytes);
  if (!jpeg) throw new SetAsideError('unsupported', 'This camera raw file holds no finished picture.', 'raw');
  return { ...sourceOfBytes(jpeg), modified: source.modified };
}

const rawNote = 'This is a camera raw file. What is shown is the picture that the camera put into it.';

/** Looks at the finished picture in a raw file; the date is the raw file's where the picture has none. */
async function lookAtRaw(source: ByteSource, options: LookOptions): Promise<Looked> {
  const looked = await lookAtStill(developed(source), 'jpeg', options);
  const exif = readExif(source.whole());
  const { made } = judgeDate(exif.dateTimeOriginal, 'camera', options.now, exif.offsetTimeOriginal);
  const notes = looked.notes.filter((note) => note !== trailingNote);
  const dated = looked.made.source === 'camera' ? looked.made : (made ?? looked.made);
  return { ...looked, container: 'raw', made: dated, notes: [rawNote, ...notes] };
}

/** Looks at a still picture: facts, date, and a thumbnail decoded once. @throws SetAsideError */
export async function lookAtStill(
  source: ByteSource,
  container: Container,
  options: LookOptions,
): Promise<Looked> {
  if (container === 'raw') return lookAtRaw(source, options);
  const walked = structureOf(source, container);
  refuseTooLarge(walked.size);
  if (container === 'jpeg') return lookAtJpeg(source, walked, options);
  if (!walked.complete) {
    throw new SetAsideError('truncated', 'The picture ends before all of it could be read.', container);
  }
  if (container === 'heic' || container === 'jxl') return lookDecoded(source, container, walked, options);
  const input = inputOf(source);
  const facts = await stillFacts(input);
  const side = options.thumbnailSide;
  const thumbnail = await scaled(input, side ?? 64, { strict: false, alpha: facts.hasAlpha });
  const exif = walked.exif ?? facts.exif;
  const shown = { thumbnail: side === null ? null : thumbnail, notes: [] };
  return assemble(source, container, walked, { ...facts, exif }, shown, options.now);
}

/** A still picture as its decoder takes it, and whether it may be transparent. @throws SetAsideError */
export async function pictureOf(
  source: ByteSource,
  container: Container,
): Promise<[PictureSource, alpha: boolean]> {
  if (container === 'dicom') return [await renderFrame(dicomFile(source), 0), false];
  if (container === 'raw') return pictureOf(developed(source), 'jpeg');
  refuseTooLarge(structureOf(source, container).size);
  const input = inputOf(source);
  const decode = ownDecoder(container);
  if (decode && Buffer.isBuffer(input)) return [await decode(input), container === 'jxl'];
  return [input, container !== 'jpeg' && (await stillFacts(input)).hasAlpha];
}

/**
 * A still picture upright with its longest side at most `maxSide` pixels, in the quality of a picture that is judged,
 * and how large it is in full. @throws SetAsideError
 */
export async function displayOfStill(
  source: ByteSource,
  container: Container,
  maxSide: number,
): Promise<Display> {
  const [input, alpha] = await pictureOf(source, container);
  const { width, height, orientation } = isRaw(input)
    ? { ...input, orientation: 1 }
    : await stillFacts(input);
  const full = orientation >= 5 ? { width: height, height: width } : { width, height };
  return { ...(await scaled(input, maxSide, { strict: false, alpha, fine: true })), full };
}

/** A still picture in squares of `side` pixels, at `levels` sizes. @throws SetAsideError */
export async function tilesOfStill(
  source: ByteSource,
  container: Container,
  side: number,
  levels: number,
): Promise<Tiles> {
  const [input, alpha] = await pictureOf(source, container);
  return cutIntoTiles(await decoded(input), alpha, side, levels);
}

/** All samples of a still picture, upright. @throws SetAsideError */
export async function pixelsOfStill(source: ByteSource, container: Container): Promise<Pixels> {
  const [input] = await pictureOf(source, container);
  return decoded(input);
}
