import { CustosError } from '../../../../shared/kernel/error.ts';
import { asBuffer } from '../cleaner.ts';
import type { Notes } from '../noted.ts';
import { noteTag } from './audio-tags.ts';
import { type Piece, type PieceRow, Pieces } from './avi-pieces.ts';
import {
  type AviStream,
  innerChunks,
  makeList,
  readAviStream,
  reduceMainHeader,
  settled,
} from './avi-streams.ts';
import { Batch } from './batch.ts';
import { type Column, smallNumbers } from './column.ts';
import { type Chunk, chunkAt, chunkHeld, makeChunk } from './riff-chunks.ts';
import { reduceSample, type SampleFilter } from './sample-filters.ts';
import { type Seekable, Window } from './seekable.ts';
import { insideRemark, type StreamCleaner, type StreamPlan } from './stream-cleaner.ts';

interface Film {
  header: Buffer | null;
  readonly streams: Map<number, AviStream>;
  readonly left: string[];
  readonly pieces: Pieces;
  /** Marks of the old index by stream, in order. */
  readonly marks: Map<number, Column<Uint8Array>>;
  /** Whether anything inside a frame goes. */
  reduced: boolean;
}

const notedLength = 1024 * 1024;
const headerLimit = 16 * 1024 * 1024;
/** Nine hours at 30 frames a second, with their sound. */
const pieceLimit = 2_000_000;
/** Bytes in which the next chunk is looked for at once: few where it is near, more from one try to the next. */
const [leastSearched, mostSearched] = [64, 65_536];
const pieceBytes = 128 * 1024 * 1024;
/** OpenDML wants parts of at most so many bytes; the first is indexed. */
const riffLimit = 1_000_000_000;
const singleLimit = 0xf000_0000;

const unreadable = (): CustosError =>
  new CustosError(
    'unreadable',
    'The description of the tracks of this film is missing or damaged, so no program can play it. Copy it once more from where it came.',
  );

function takeHeader(film: Film, bytes: Buffer, notes: Notes): void {
  for (const { type, body } of innerChunks(bytes, 4)) {
    if (type === 'avih' && body.length >= 40) film.header = body;
    else if (type === 'LIST' && body.toString('latin1', 0, 4) === 'strl') {
      const stream = readAviStream(body, film.streams.size + film.left.length, film.streams.size, notes);
      if (typeof stream === 'string') film.left.push(stream);
      else film.streams.set(stream.from, stream);
    } else if (type !== 'JUNK' && !(type === 'LIST' && body.toString('latin1', 0, 4) === 'odml')) {
      noteTag('AVI', type, body, notes);
    } else if (type === 'JUNK') noteTag('AVI', 'JUNK', body, notes);
  }
}

function addPiece(film: Film, stream: AviStream, { type, body, end }: Chunk, length: number): void {
  if (film.pieces.count >= pieceLimit)
    throw new CustosError(
      'too-large',
      'This film has more than two million parts, more than Custos can clean in one go. Cut it into shorter ones and take those in.',
    );
  film.pieces.add({ stream, kind: type.slice(2), from: body, to: end, length });
}

/** How long a chunk will be whose content is reduced. */
async function reducedLength(film: Film, source: Seekable, filter: SampleFilter, chunk: Chunk, notes: Notes) {
  const bytes = asBuffer(await source.read(chunk.body, chunk.end - chunk.body));
  const kept = reduceSample(filter, bytes, notes);
  film.reduced ||= kept !== bytes;
  return kept.length;
}

/** The coded chunks of a list, those in lists inside it too; damage is passed over to the next chunk of a stream. */
async function takeMovie(
  film: Film,
  source: Seekable,
  window: Window,
  from: number,
  to: number,
  notes: Notes,
) {
  let searched = leastSearched;
  for (let at = from; at + 8 <= to; ) {
    const chunk = chunkHeld(window, at, to, false) ?? (await chunkAt(window, at, to, false));
    if (chunk && /^\d\d(?:d[bc]|wb|pc|iv)$/.test(chunk.type)) {
      const stream = film.streams.get(Number(chunk.type.slice(0, 2)));
      const length = chunk.end - chunk.body;
      const isRead = stream?.filter && length > 0 && length <= pieceBytes;
      const kept = isRead ? await reducedLength(film, source, stream.filter, chunk, notes) : length;
      if (stream) addPiece(film, stream, chunk, kept);
    } else if (chunk?.type === 'LIST') {
      at = chunk.body + 4;
      continue;
    } else if (chunk && !/^ix\d\d$|^JUNK$/.test(chunk.type)) {
      const bytes = await window.at(at + 1, searched);
      const next = /\d\d(?:d[bc]|wb)/.exec(bytes.toString('latin1'));
      at += 1 + (next ? next.index : Math.max(1, bytes.length - 3));
      searched = next ? leastSearched : Math.min(mostSearched, searched * 2);
      continue;
    }
    if (!chunk) {
      at += 1;
      continue;
    }
    at = chunk.end + (chunk.stated % 2);
  }
}

function takeIndex(film: Film, index: Buffer): void {
  for (let at = 0; at + 16 <= index.length; at += 16) {
    const stream = Number(index.toString('latin1', at, at + 2));
    const marks = film.marks.get(stream) ?? smallNumbers();
    if (/^(?:d[bc]|wb)$/.test(index.toString('latin1', at + 2, at + 4)))
      marks.push(index.readUInt32LE(at + 4) & 0x10);
    film.marks.set(stream, marks);
  }
}

const emptyFilm = (): Film => ({
  header: null,
  streams: new Map(),
  left: [],
  pieces: new Pieces(),
  marks: new Map(),
  reduced: false,
});

/** The next list behind what claims to be a chunk and is none; the end where there is none near. */
async function nextList(window: Window, from: number): Promise<number> {
  const found = (await window.at(from, mostSearched)).indexOf('LIST', 0, 'latin1');
  return found < 0 ? window.size : from + found;
}

async function readFilm(source: Seekable, notes: Notes): Promise<Film> {
  const window = new Window(source);
  const film = emptyFilm();
  let at = 12;
  for (let chunk = await chunkAt(window, at, source.size, false); chunk; ) {
    const { type, body, end, stated } = chunk;
    const form = (await window.at(body, 4)).toString('latin1');
    at = end + (stated % 2);
    if (type === 'RIFF') at = body + 4;
    // A second description says nothing that is kept.
    else if (type === 'LIST' && form === 'hdrl')
      takeHeader(
        film.header === null ? film : emptyFilm(),
        Buffer.from(await window.at(body, Math.min(end - body, headerLimit))),
        notes,
      );
    else if (type === 'LIST' && form === 'movi') {
      // A program that was cut off left the length open.
      const to = stated === 0 ? source.size : end;
      await takeMovie(film, source, new Window(source), body + 4, to, notes);
      at = to + (stated % 2);
    } else if (type === 'idx1' && film.marks.size === 0)
      takeIndex(film, Buffer.from(await window.at(body, Math.min(end - body, 16 * pieceLimit))));
    else {
      if (body + stated > source.size) at = await nextList(window, body);
      noteTag('AVI', type, Buffer.from(await window.at(body, Math.min(at - body, notedLength))), notes);
    }
    at += settled(await window.at(at - 4, 16), 4) - 4;
    chunk = await chunkAt(window, at, source.size, false);
  }
  if (at < source.size)
    notes.binary('Trailer', 'Bytes behind the film', await window.at(at, notedLength), 'unknown');
  return film;
}

const idOf = ({ stream, kind }: Piece): string => `${stream.to < 10 ? '0' : ''}${stream.to}${kind}`;
const padded = (length: number): number => length + (length % 2);
/** A chunk with its head and its row in the index. */
const roomFor = (length: number): number => 8 + padded(length) + 16;

/** Pieces in rows of at most one RIFF each. */
function rowsOf(pieces: Pieces): PieceRow[] {
  let total = 0;
  for (const length of pieces.lengths) total += roomFor(length);
  const limit = total < singleLimit ? singleLimit : riffLimit;
  const rows: PieceRow[] = [];
  let [first, number, size] = [0, 0, 0];
  for (const length of pieces.lengths) {
    if (size + roomFor(length) > limit) {
      rows.push({ first, end: number });
      [first, size] = [number, 0];
    }
    size += roomFor(length);
    number += 1;
  }
  return [...rows, { first, end: number }];
}

function writeIndex({ pieces, marks }: Film, row: PieceRow): Buffer {
  const index = Buffer.alloc((row.end - row.first) * 16);
  const seen = new Map<number, number>();
  let place = 4;
  let at = 0;
  for (const piece of pieces.of(row)) {
    const before = seen.get(piece.stream.from) ?? 0;
    seen.set(piece.stream.from, before + 1);
    const known = marks.get(piece.stream.from)?.at(before);
    const always = !piece.stream.picture || piece.stream.filter?.kind === 'jpeg';
    index.write(idOf(piece), at, 'latin1');
    index.writeUInt32LE(always ? 0x10 : (known ?? 0), at + 4);
    index.writeUInt32LE(place, at + 8);
    index.writeUInt32LE(piece.length, at + 12);
    at += 16;
    place += 8 + padded(piece.length);
  }
  return makeChunk('idx1', index);
}

function riffHead(form: string, length: number): Buffer {
  const head = Buffer.alloc(12);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(length + 4, 4);
  head.write(form, 8, 'latin1');
  return head;
}

function movieHead(length: number): Buffer {
  const head = Buffer.from('LIST\0\0\0\0movi', 'latin1');
  head.writeUInt32LE(length + 4, 4);
  return head;
}

const smallPiece = 1024 * 1024;

function pieceHead(piece: Piece): Buffer {
  const head = Buffer.allocUnsafe(8);
  head.write(idOf(piece), 'latin1');
  head.writeUInt32LE(piece.length, 4);
  return head;
}

async function* writeRow(source: Seekable, window: Window, row: Iterable<Piece>): AsyncGenerator<Uint8Array> {
  const batch = new Batch();
  for (const piece of row) {
    batch.add(pieceHead(piece));
    const { filter } = piece.stream;
    const size = piece.to - piece.from;
    if (batch.isFull) yield batch.take();
    if (size === 0) continue;
    const bytes =
      size > smallPiece
        ? asBuffer(await source.read(piece.from, size))
        : (window.held(piece.from, size) ?? (await window.at(piece.from, size)));
    batch.add(filter && size <= pieceBytes ? reduceSample(filter, bytes, null) : bytes);
    if (piece.length % 2 === 1) batch.add(Buffer.alloc(1));
  }
  yield batch.take();
}

async function* write(source: Seekable, film: Film, header: Buffer): AsyncGenerator<Uint8Array> {
  const window = new Window(source, 1024 * 1024);
  const rows = rowsOf(film.pieces);
  const streams = [...film.streams.values()].map(({ list }) => list);
  for (const [number, row] of rows.entries()) {
    let length = 0;
    for (const piece of film.pieces.lengths.subarray(row.first, row.end)) length += 8 + padded(piece);
    const main = makeList('hdrl', makeChunk('avih', reduceMainHeader(header, streams.length)), ...streams);
    const before = number === 0 ? main : Buffer.alloc(0);
    const index = number === 0 ? writeIndex(film, row) : Buffer.alloc(0);
    yield riffHead(number === 0 ? 'AVI ' : 'AVIX', before.length + 12 + length + index.length);
    yield before;
    yield movieHead(length);
    yield* writeRow(source, window, film.pieces.of(row));
    yield index;
  }
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const film = await readFilm(source, notes);
  const { header } = film;
  if (!header || film.streams.size === 0 || film.pieces.count === 0) throw unreadable();
  const remarks = [...new Set(film.left)].map((what) => `Left out: ${what}.`);
  if (film.reduced) remarks.push(insideRemark);
  return { remarks, parts: () => write(source, film, header) };
}

/** AVI with OpenDML's further parts: headers of the streams that stay, their chunks, and an index made anew. */
export const aviCleaner: StreamCleaner = { containers: ['avi'], plan };
