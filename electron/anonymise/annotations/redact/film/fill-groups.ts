import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyOf, makeBox } from '../../../metadata/streams/mp4-boxes.ts';
import type { FillBox } from './fill-boxes.ts';
import { byNumber, fillGraph } from './fill-graph.ts';
import { runArguments } from './film-coders.ts';
import { type FilmFile, ffmpeg, type PictureTrack, type Tools } from './film-facts.ts';
import type { Frame } from './frame-list.ts';
import { asSample, asStream, kindOf, numbersOf, unit, unitsInStream, unitsOf } from './h264-units.ts';
import { type Entry, type PictureTable, readTable, writeTable } from './mp4-patch.ts';
import { type Run, runsOf } from './picture-runs.ts';

/** Pictures of a run coded afresh, one sample each, and the parameter sets they need. */
interface Coded {
  readonly samples: readonly { readonly bytes: Buffer; readonly key: boolean }[];
  readonly sets: readonly Buffer[];
}

interface Work {
  readonly handle: FileHandle;
  readonly frames: readonly Frame[];
  readonly table: PictureTable;
  readonly boxes: readonly FillBox[];
  readonly picture: PictureTrack;
  readonly tools: Tools;
}

const movieLimit = 192 * 1024 * 1024;
const sampleLimit = 64 * 1024 * 1024;

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
}

const sampleUnits = async ({ handle, frames, table }: Work, index: number): Promise<Buffer[] | null> => {
  const { offset = 0, size = 0 } = frames[index] ?? {};
  if (!(size > 0 && size <= sampleLimit && offset >= 0)) return null;
  return unitsOf(await readAt(handle, offset, size), table.configuration.lengthSize);
};

/** The pictures by which a decoder may begin afresh: those coded whole, of the instantaneous kind. */
async function groupStarts(work: Work): Promise<number[]> {
  const starts: number[] = [];
  for (const [index, { key }] of work.frames.entries()) {
    const units = key ? await sampleUnits(work, index) : null;
    if (units?.some((nal) => kindOf(nal) === unit.wholePicture)) starts.push(index);
  }
  return starts;
}

/** A number for parameter sets that no other of the film has; null where all 32 are taken. */
function freeNumber({ configuration: { sequences, pictures } }: PictureTable): number | null {
  const taken = new Set([...sequences, ...pictures].flatMap(numbersOf));
  return Array.from({ length: 31 }, (_, index) => 31 - index).find((number) => !taken.has(number)) ?? null;
}

/** Takes a coded stream apart into pictures. */
function takenApart(stream: Buffer, lengthSize: number): Coded {
  const groups: Buffer[][] = [];
  const sets: Buffer[] = [];
  for (const nal of unitsInStream(stream)) {
    const kind = kindOf(nal);
    if (kind === unit.announces) groups.push([]);
    else if (kind === unit.sequence || kind === unit.picture) {
      if (!sets.some((known) => known.equals(nal))) sets.push(nal);
    } else if (kind >= unit.slice && kind <= unit.wholePicture) groups.at(-1)?.push(nal);
  }
  const samples = groups.map((units) => ({
    bytes: asSample(units, lengthSize),
    key: units.some((nal) => kindOf(nal) === unit.wholePicture),
  }));
  return { samples, sets };
}

/** Decodes a run, fills it, and codes it with as many pictures as it had; null where it comes out otherwise. */
async function codeRun(work: Work, run: Run, number: number): Promise<Coded | null> {
  const { table, boxes, picture, tools } = work;
  const { sequences, pictures, lengthSize } = table.configuration;
  const source = join(tools.folder, 'run.h264');
  const target = join(tools.folder, 'run-filled.h264');
  const graph = join(tools.folder, 'run.graph');
  const streams = [asStream([...sequences, ...pictures])];
  for (let index = run.from; index < run.to; index += 1) {
    const units = await sampleUnits(work, index);
    if (!units) return null;
    // A film whose parameter sets change on the way is coded as a whole instead.
    if (
      units.some(
        (nal) =>
          [unit.sequence, unit.picture].some((kind) => kind === kindOf(nal)) &&
          ![...sequences, ...pictures].some((known) => known.equals(nal)),
      )
    )
      return null;
    streams.push(asStream(units));
  }
  const touching = boxes.filter(({ first, end }) => first < run.to && end > run.from);
  await writeFile(source, Buffer.concat(streams), { mode: 0o600 });
  await writeFile(graph, fillGraph(touching, picture, ['setpts=N/25/TB'], byNumber(run.firstShown)), {
    mode: 0o600,
  });
  try {
    await ffmpeg(
      [
        ...['-noautorotate', '-f', 'h264', '-framerate', '25', '-i', `file:${source}`, '-an', '-vsync', '0'],
        ...['-filter_script:v', graph, '-enc_time_base', '1:25'],
        ...[...runArguments(picture, number), `file:${target}`],
      ],
      tools,
    );
    const coded = takenApart(await readFile(target), lengthSize);
    return coded.samples.length === run.to - run.from && coded.samples[0]?.key ? coded : null;
  } finally {
    await Promise.all([source, target, graph].map((path) => rm(path, { force: true })));
  }
}

/** What a film became, and which of its pictures (in the order of decoding) were coded afresh. */
export interface FilledGroups {
  readonly runs: readonly Run[];
  readonly total: number;
}

/** Finds the table of contents: where it lies, and its content. */
async function movieOf(handle: FileHandle): Promise<{ at: number; body: Buffer } | null> {
  const { size } = await handle.stat();
  for (let at = 0; at + 16 <= size; ) {
    const head = await readAt(handle, at, 16);
    const short = head.readUInt32BE(0);
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (length < 8) return null;
    if (head.toString('latin1', 4, 8) === 'moov')
      return length > movieLimit || short === 1
        ? null
        : { at, body: await readAt(handle, at + 8, length - 8) };
    at += length;
  }
  return null;
}

/** The runs coded one after another, written behind the film as they come, and the table that then holds. */
async function replaceRuns(
  work: Work,
  runs: readonly Run[],
  movie: { at: number; body: Buffer },
): Promise<boolean> {
  const { handle, frames, table } = work;
  const number = freeNumber(table);
  if (number === null) return false;
  const entries: Entry[] = frames.map(({ offset, size, key }, index) => ({
    offset,
    size,
    key,
    shown: table.shown[index] ?? 0,
  }));
  const times = Float64Array.from(table.shown).sort();
  const sets: Buffer[] = [];
  for (const run of runs) {
    const coded = await codeRun(work, run, number);
    if (!coded) return false;
    for (const set of coded.sets) if (!sets.some((known) => known.equals(set))) sets.push(set);
    const data = makeBox('mdat', ...coded.samples.map(({ bytes }) => bytes));
    let offset = (await handle.stat()).size + 8;
    await handle.write(data, 0, data.length, offset - 8);
    for (const [index, { bytes, key }] of coded.samples.entries()) {
      entries[run.from + index] = { offset, size: bytes.length, key, shown: times[run.from + index] ?? 0 };
      offset += bytes.length;
    }
  }
  const sequences = sets.filter((set) => kindOf(set) === unit.sequence);
  const pictures = sets.filter((set) => kindOf(set) === unit.picture);
  // Two sets under one number would be one too many: the whole film is coded together then.
  if (sequences.length !== 1 || pictures.length !== 1) return false;
  const patched = writeTable(movie.body, { table, entries, sequences, pictures });
  await handle.write(patched, 0, patched.length, (await handle.stat()).size);
  await handle.write(Buffer.from('free', 'latin1'), 0, 4, movie.at + 4);
  return true;
}

/**
 * Fills boxes in the groups of pictures that they touch, in a cleaned MP4 or QuickTime file with H.264, in place: the
 * groups coded afresh are put behind it and its table points there. What they replace still lies in the file, and
 * only the cleaning that must follow leaves it out. Null where the film has to be coded as a whole.
 */
export async function fillGroups(
  file: FilmFile,
  frames: readonly Frame[],
  boxes: readonly FillBox[],
  picture: PictureTrack,
  tools: Tools,
): Promise<FilledGroups | null> {
  const handle = await open(file.path, 'r+');
  try {
    const movie = await movieOf(handle);
    const table = movie && readTable(movie.body);
    if (!movie || !table || table.shown.length !== frames.length || !bodyOf(movie.body, 'mvhd')) return null;
    const work = { handle, frames, table, boxes, picture, tools };
    const runs = runsOf(await groupStarts(work), table.shown, boxes);
    if (!runs || !(await replaceRuns(work, runs, movie))) return null;
    return { runs, total: frames.length };
  } finally {
    await handle.close();
  }
}
