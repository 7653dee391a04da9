import { isCustosError } from '../../../shared/kernel/error.ts';
import { isBeyondBytes } from '../beyond-bytes.ts';
import type { Cleaned } from './cleaner.ts';
import { boxesOf, type HeifBox } from './heif-boxes.ts';
import { cleanedOf, Notes } from './noted.ts';
import { mp4Cleaner } from './streams/mp4.ts';
import { noteMovie } from './streams/mp4-findings.ts';
import { seekableBytes } from './streams/seekable.ts';

/** Tracks of pictures are called so in sequences (ISO/IEC 23008-12 section 7.2) and in films. */
const inSequence = 'pict';
const inFilm = 'vide';

/** The box of a type within boxes, with its place in the file. */
function* within(file: Buffer, from: number, to: number, type: string): Generator<HeifBox> {
  for (const each of boxesOf(file.subarray(from, to)).boxes)
    if (each.type === type) yield { ...each, at: from + each.at };
}

const endOf = ({ at, body }: HeifBox): number => at + body.length;

/** Where each track says what it holds. */
function* handlerPlaces(file: Buffer): Generator<number> {
  for (const movie of within(file, 0, file.length, 'moov'))
    for (const track of within(file, movie.at, endOf(movie), 'trak'))
      for (const media of within(file, track.at, endOf(track), 'mdia'))
        for (const handler of within(file, media.at, endOf(media), 'hdlr'))
          if (handler.body.length >= 12) yield handler.at + 8;
}

function renameTracks(file: Buffer, from: string, to: string): void {
  for (const at of handlerPlaces(file))
    if (file.toString('latin1', at, at + 4) === from) file.write(to, at, 'latin1');
}

/** The same file as a film: its brands would tell the reader of films that it is none. */
function asFilm(file: Buffer): Buffer {
  const film = Buffer.from(file);
  for (const { at, body } of within(film, 0, film.length, 'ftyp'))
    for (let brand = at; brand + 4 <= at + body.length; brand += 4)
      if (brand !== at + 4) film.write('isom', brand, 'latin1');
  renameTracks(film, inSequence, inFilm);
  return film;
}

const pairs = [
  ['avis', 'avif'],
  ['hevc', 'heic'],
  ['hevx', 'heix'],
  ['hevm', 'heim'],
  ['hevs', 'heis'],
] as const;

/** What a sequence says it is, in as many bytes as the name of a film has. */
const brandsOf = (container: 'heic' | 'avif'): string => {
  const major = container === 'heic' ? 'hevc' : 'avis';
  return `${major}\0\0\0\0${major}msf1iso8`;
};

/** The brands of a sequence that is shown first though there is a still picture as well; null where the still one is. */
function brandsOfBoth(container: 'heic' | 'avif', brands: Buffer): string | null {
  const major = brands.toString('latin1', 0, 4);
  const plain = pairs[container === 'heic' ? 1 : 0];
  const pair = major === 'msf1' ? plain : pairs.find(([moving]) => moving === major);
  return pair ? `${pair[0]}\0\0\0\0${pair[0]}${pair[1]}msf1` : null;
}

/** Whether a file that holds a sequence and a still picture is shown as the sequence. */
export const showsSequence = (container: 'heic' | 'avif', brands: Buffer): boolean =>
  brandsOfBoth(container, brands) !== null;

/** Whether a file holds pictures in a row. */
export const hasSequence = (boxes: readonly HeifBox[]): boolean => boxes.some(({ type }) => type === 'moov');

export function noteSequence(boxes: readonly HeifBox[], notes: Notes): void {
  for (const { type, body } of boxes) if (type === 'moov') noteMovie(body, notes);
}

/** The tracks alone, as a film is written, with the name of a film. */
async function writeSequence(
  file: Buffer,
  notes: Notes,
): Promise<{ readonly out: Buffer; readonly remarks: readonly string[] }> {
  const { remarks, parts } = await mp4Cleaner.plan(seekableBytes(asFilm(file)), 'mp4', notes, 'whole');
  const pieces: Uint8Array[] = [];
  for await (const piece of parts()) pieces.push(piece);
  const out = Buffer.concat(pieces);
  renameTracks(out, inFilm, inSequence);
  return { out, remarks };
}

/**
 * A sequence of pictures without a still one, made anew as films are: the same tables, the same coded pictures.
 * @throws CustosError `unreadable`, `unsupported` where its tables cannot be rewritten.
 */
export async function cleanSequence(container: 'heic' | 'avif', file: Buffer): Promise<Cleaned> {
  const notes = new Notes();
  const { out, remarks } = await writeSequence(file, notes);
  out.write(brandsOf(container), 8, 'latin1');
  return { ...cleanedOf(container, out, notes, remarks), lossless: remarks.length === 0 };
}

/**
 * The sequence of a file that holds a still picture as well but shows the sequence first; null where it does not, or
 * its tables cannot be rewritten.
 */
export async function sequenceBeside(
  container: 'heic' | 'avif',
  file: Buffer,
  brands: Buffer,
  notes: Notes,
): Promise<{ readonly out: Buffer; readonly remarks: readonly string[] } | null> {
  const both = brandsOfBoth(container, brands);
  if (both === null) return null;
  try {
    const written = await writeSequence(file, notes);
    written.out.write(both, 8, 'latin1');
    return written;
  } catch (error) {
    if (isCustosError(error) || isBeyondBytes(error)) return null;
    throw error;
  }
}
