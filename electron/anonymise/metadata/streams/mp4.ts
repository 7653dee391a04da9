import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { fileBoxes } from './mp4-boxes.ts';
import { DataRanges, withinData } from './mp4-data.ts';
import { type Edit, trim } from './mp4-edits.ts';
import { noteBox, noteMovie, noteReferences } from './mp4-findings.ts';
import { Fragments } from './mp4-fragments.ts';
import { type LaidTrack, type Layout, layOut, layTrack, writeData } from './mp4-layout.ts';
import { type Samples, tooMany } from './mp4-samples.ts';
import { type Movie, readMovie, type Track } from './mp4-tracks.ts';
import { writeMovie, writeType } from './mp4-write.ts';
import { type Seekable, Window } from './seekable.ts';
import { insideRemark, type Look, type StreamCleaner, type StreamPlan } from './stream-cleaner.ts';

const movieLimit = 192 * 1024 * 1024;
const notedBox = 1024 * 1024;

interface FileParts {
  readonly movie: Buffer;
  readonly brands: string;
  readonly fragments: Fragments;
  readonly plain: boolean;
  readonly data: DataRanges;
}

const noMovie = (): CustosError =>
  new CustosError(
    'unreadable',
    'The table of contents of this recording is missing or damaged, so no program can play it. Copy it from the camera or the phone once more.',
  );

const noFrames = (): CustosError =>
  new CustosError(
    'unreadable',
    'The frames of this recording are missing: the file holds only their table of contents. Copy it from the camera or the phone once more.',
  );

/** Finds the parts of the file; notes what is none of them. */
async function readParts(source: Seekable, notes: Notes): Promise<FileParts> {
  const window = new Window(source);
  let movie: Buffer | null = null;
  let brands = '';
  let fragments: Fragments | null = null;
  const data = new DataRanges();
  let end = 0;
  for await (const box of fileBoxes(window)) {
    const length = Math.min(box.end, source.size) - box.body;
    end = box.end;
    if (box.type === 'mdat') data.add(box.body, box.body + length);
    else if (box.type === 'ftyp')
      brands = (await window.at(box.body, Math.min(length, 4096))).toString('latin1');
    else if (box.type === 'moov' && !movie) {
      if (length > movieLimit) throw tooMany();
      movie = Buffer.from(await window.at(box.body, length));
      fragments = new Fragments(movie);
    } else if (box.type === 'moof') {
      if (length > movieLimit / 4) throw tooMany();
      fragments?.add(await window.at(box.body, length), box.start);
    } else if (!['styp', 'sidx', 'mfra', 'ssix', 'wide', 'prft'].includes(box.type)) {
      noteBox(box.type, Buffer.from(await window.at(box.body, Math.min(length, notedBox))), 'File', notes);
    }
  }
  if (end < source.size)
    notes.binary('Trailer', 'Bytes behind the film', await window.at(end, notedBox), 'unknown');
  if (!movie || !fragments) throw noMovie();
  const plain = brands !== '' && !brands.includes('qt  ');
  return { movie, brands, fragments, plain, data };
}

function remarkOnEdits(hidden: number, dropped: number, kind: Track['kind']): string[] {
  if (kind === 'soun') return [];
  const remarks: string[] = [];
  if (dropped > 0) {
    remarks.push(
      `${dropped} frames that were cut away earlier, but still lay hidden in the file, were taken out.`,
    );
  }
  if (hidden > 0) {
    remarks.push(
      `${hidden} frames that are not shown stay in the file, because the frames after them are built on them. Cut the film elsewhere if they may not be given away.`,
    );
  }
  return remarks;
}

/** Durations left open run to the end; a track that begins later than the first waits. */
function settleEdits(edits: readonly Edit[], track: Track, movieScale: number, earliest: number): Edit[] {
  const length = track.samples?.deltas.reduce((sum, delta) => sum + delta, 0) ?? 0;
  const toMovie = (time: number): number => Math.max(0, Math.round((time * movieScale) / track.scale));
  const closed = edits.map((edit) =>
    edit.duration === 0 && edit.from >= 0 ? { ...edit, duration: toMovie(length - edit.from) } : edit,
  );
  const wait = Math.round((track.begins / track.scale - earliest) * movieScale);
  if (wait <= 0) return closed;
  const whole: Edit = { duration: toMovie(length), from: 0, rate: 0x10000 };
  return [{ duration: wait, from: -1, rate: 0x10000 }, ...(closed.length > 0 ? closed : [whole])];
}

/** What all tracks together may name of a file, as a multiple of it. */
const mostShare = 2;

const bytesOf = (samples: Samples | null): number => samples?.sizes.reduce((sum, size) => sum + size, 0) ?? 0;

async function layTracks(
  source: Seekable,
  data: DataRanges,
  movie: Movie,
  remarks: string[],
  notes: Notes,
  look: Look,
): Promise<LaidTrack[]> {
  const laid: LaidTrack[] = [];
  const earliest = Math.min(...movie.tracks.map(({ begins, scale }) => begins / scale));
  let total = 0;
  for (const whole of movie.tracks) {
    const { track, lost } = withinData(whole, data);
    if (lost) remarks.push('The file ends before the recording does. What is there was kept.');
    total += bytesOf(track.samples);
    // Frames may lie in one place, but not all of them: each would be read for itself.
    if (total > source.size * mostShare) throw noMovie();
    if ((track.samples?.count ?? track.chunks?.offsets.length ?? 0) === 0) continue;
    if (!track.samples) {
      const edits = settleEdits(track.edits, track, movie.scale, earliest);
      laid.push(await layTrack(source, track, edits, notes, look));
      continue;
    }
    const cut = trim(track.samples, track.edits, track.scale, movie.scale, track.kind === 'soun');
    remarks.push(...remarkOnEdits(cut.hidden, cut.dropped, track.kind));
    const trimmed = { ...track, samples: cut.samples };
    const edits = settleEdits(cut.edits, trimmed, movie.scale, earliest);
    laid.push(await layTrack(source, trimmed, edits, notes, look));
  }
  return laid;
}

function assertPlayable(movie: Movie): void {
  if (movie.left.includes('encrypted')) {
    throw new CustosError(
      'unsupported',
      'This recording is copy-protected, so Custos cannot look inside it. Ask whoever made it for a copy without protection.',
    );
  }
  if (movie.tracks.length > 0) return;
  const what = movie.left.length === 0 ? '' : ` It holds ${movie.left.join(', ')}.`;
  throw new CustosError(
    'unsupported',
    `There is no film and no sound in this file that Custos can clean.${what}`,
  );
}

const mostHead = 16;

async function* write(source: Seekable, head: readonly Buffer[], layout: Layout): AsyncGenerator<Uint8Array> {
  yield* head;
  const long = layout.length + 8 > 0xffff_ffff;
  const start = Buffer.alloc(long ? mostHead : 8);
  start.writeUInt32BE(long ? 1 : layout.length + 8);
  start.write('mdat', 4, 'latin1');
  if (long) start.writeBigUInt64BE(BigInt(layout.length + mostHead), 8);
  yield start;
  yield* writeData(source, layout);
}

/** The boxes before the data; where offsets need 64 bits the movie box is longer, so it is made twice. */
function headBoxes(container: string, quickTime: boolean, movie: Movie, layout: Layout): Buffer[] {
  const type = writeType(container, quickTime);
  const dataHead = layout.length + 8 > 0xffff_ffff ? mostHead : 8;
  const measure = (long: boolean): number =>
    type.length + writeMovie(layout.written, movie.scale, 0, long).length + dataHead;
  const long = measure(false) + layout.length > 0xffff_ffff;
  return [type, writeMovie(layout.written, movie.scale, measure(long), long)];
}

async function plan(source: Seekable, container: string, notes: Notes, look: Look): Promise<StreamPlan> {
  const parts = await readParts(source, notes);
  noteMovie(parts.movie, notes);
  noteReferences(parts.movie, notes);
  const movie = readMovie(parts.movie, parts.fragments, parts.plain, notes);
  assertPlayable(movie);
  const remarks = [...new Set(movie.left)].map((what) => `Left out: ${what}.`);
  const laid = await layTracks(source, parts.data, movie, remarks, notes, look);
  if (laid.length === 0) throw noFrames();
  const layout = layOut(laid);
  if (layout.length > source.size * mostShare) throw noMovie();
  const spare = parts.data.length - layout.taken;
  if (spare > 0)
    notes.fact('Media data', 'Bytes that belong to no track that stays', String(spare), 'unknown');
  if (laid.some(({ changed }) => changed !== null)) {
    remarks.push(insideRemark);
  }
  const quickTime = !parts.plain;
  const head = headBoxes(container, quickTime, movie, layout);
  return { remarks: [...new Set(remarks)], parts: () => write(source, head, layout) };
}

/** MP4, MOV, M4V and M4A (ISO/IEC 14496-12, QuickTime): movie and data made anew from the tracks that stay. */
export const mp4Cleaner: StreamCleaner = { containers: ['mp4', 'm4v', 'mov', 'm4a'], plan };
