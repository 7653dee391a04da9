import type { Notes } from '../noted.ts';
import { type Box, bodyAt, bodyOf, boxesIn } from './mp4-boxes.ts';
import { type Edit, primingEdits, readEdits } from './mp4-edits.ts';
import { rebuildPictureEntry, rebuildSoundEntry, type SampleEntry } from './mp4-entries.ts';
import type { Fragments, FragmentTrack } from './mp4-fragments.ts';
import {
  type Chunks,
  readChunkTable,
  readSamples,
  type Samples,
  sampleLimit,
  tooMany,
} from './mp4-samples.ts';

/** A track of pictures or sound that stays. */
export interface Track {
  readonly kind: 'vide' | 'soun';
  readonly scale: number;
  /** ISO 639-2 in three groups of five bits, or QuickTime's number. */
  readonly language: number;
  readonly enabled: number;
  readonly group: number;
  readonly layer: number;
  readonly volume: number;
  /** 36 bytes: turns and mirrors. */
  readonly matrix: Buffer;
  readonly width: number;
  readonly height: number;
  readonly entries: readonly SampleEntry[];
  readonly samples: Samples | null;
  readonly chunks: Chunks | null;
  readonly edits: readonly Edit[];
  /** When the first sample of a fragmented film is decoded, in units of the track. */
  readonly begins: number;
}

export interface Movie {
  readonly scale: number;
  /** Rate, volume, reserved and matrix of the movie header: 4 + 2 + 10 + 36 bytes. */
  readonly tracks: readonly Track[];
  /** What was left out, in words. */
  readonly left: readonly string[];
}

const sixteen = (body: Buffer, at: number): number => (at + 4 <= body.length ? body.readUInt32BE(at) : 0);

const unity = Buffer.alloc(36);
unity.writeUInt32BE(0x10000, 0);
unity.writeUInt32BE(0x10000, 16);
unity.writeUInt32BE(0x40000000, 32);

interface Head {
  readonly id: number;
  readonly enabled: number;
  readonly layer: number;
  readonly group: number;
  readonly volume: number;
  readonly matrix: Buffer;
  readonly width: number;
  readonly height: number;
}

function readHead(track: Buffer): Head {
  const body = bodyOf(track, 'tkhd');
  if (!body || body.length < 84) {
    return { id: 0, enabled: 7, layer: 0, group: 0, volume: 0, matrix: unity, width: 0, height: 0 };
  }
  const at = body[0] === 1 ? 36 : 24;
  const matrix = body.subarray(at + 16, at + 52);
  return {
    id: body.readUInt32BE(body[0] === 1 ? 20 : 12),
    enabled: (body[3] ?? 7) & 7,
    layer: body.readInt16BE(at + 8),
    group: body.readUInt16BE(at + 10),
    volume: body.readUInt16BE(at + 12),
    matrix: matrix.length === 36 ? matrix : unity,
    width: sixteen(body, at + 52),
    height: sixteen(body, at + 56),
  };
}

/** Sample descriptions have types that no other box has, so their row is read by lengths alone. */
function entriesOf(descriptions: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  const stated = descriptions.length >= 8 ? descriptions.readUInt32BE(4) : 0;
  for (let at = 8; at + 16 <= descriptions.length && entries.length < Math.min(stated, 250); ) {
    const length = descriptions.readUInt32BE(at);
    if (length < 16 || at + length > descriptions.length) break;
    entries.push(descriptions.subarray(at, at + length));
    at += length;
  }
  return entries;
}

const kinds: Readonly<Record<string, string>> = {
  tmcd: 'a time code track',
  text: 'a text or chapter track',
  sbtl: 'a subtitle track',
  subt: 'a subtitle track',
  subp: 'a subtitle track',
  clcp: 'a caption track',
  meta: 'a track of measurements, such as places',
  hint: 'a hint track for servers',
};

interface Reading {
  readonly movie: Buffer;
  readonly fragments: Fragments;
  readonly plain: boolean;
  readonly covers: ReadonlySet<number>;
  readonly notes: Notes;
  /** How many samples the tracks that are still to be read may have. */
  left: number;
}

/** Tracks that another one names as its chapters: a slide show of chapters is no film. */
export function chapterTracks(movie: Buffer): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const box of boxesIn(movie)) {
    if (box.type !== 'trak') continue;
    const chapters = bodyAt(movie.subarray(box.body, box.end), 'tref', 'chap');
    for (let at = 0; chapters && at + 4 <= chapters.length && ids.size < 1000; at += 4)
      ids.add(chapters.readUInt32BE(at));
  }
  return ids;
}

const isStill = ({ coding }: SampleEntry): boolean => coding === 'png ' || coding === 'jpeg';

/** What a track's own header says where its handler is damaged: only one of pictures or of sound has one of these. */
function kindByHead(media: Buffer, named: string): string {
  if (bodyAt(media, 'minf', 'vmhd')) return 'vide';
  return bodyAt(media, 'minf', 'smhd') ? 'soun' : named;
}

/** @returns the track, or in words what it is and that it was left out. */
function readTrack(reading: Reading, track: Buffer): Track | string {
  const head = readHead(track);
  const media = bodyOf(track, 'mdia');
  const table = media && bodyAt(media, 'minf', 'stbl');
  const handler = media && bodyOf(media, 'hdlr');
  const named = handler?.toString('latin1', 8, 12) ?? '';
  const kind = media && !(named in kinds) ? kindByHead(media, named) : named;
  if (!media || !table || (kind !== 'vide' && kind !== 'soun'))
    return kinds[kind] ?? `a track of the kind ${kind}`;
  const descriptions = bodyOf(table, 'stsd') ?? Buffer.alloc(0);
  const plain = reading.plain && !(descriptions[0] === 0 && hasLongEntry(descriptions));
  const raw = entriesOf(descriptions);
  const entries = raw.map((entry) =>
    kind === 'vide'
      ? rebuildPictureEntry(entry, reading.notes)
      : rebuildSoundEntry(entry, plain, reading.notes),
  );
  if (entries.length === 0 || entries.some((entry) => entry === null)) {
    const coding = raw[0]?.toString('latin1', 4, 8) ?? 'unknown';
    return coding === 'encv' || coding === 'enca' || /^drm/.test(coding)
      ? 'encrypted'
      : `a track whose coding (${coding}) Custos does not know`;
  }
  const known = entries.filter((entry) => entry !== null);
  if (reading.covers.has(head.id) && known.every(isStill)) return 'a track of chapter pictures';
  return withSamples(reading, track, media, table, kind, head, known);
}

const hasLongEntry = (descriptions: Buffer): boolean =>
  descriptions.length >= 34 && [1, 2].includes(descriptions.readUInt16BE(24));

function mediaHead(media: Buffer): { scale: number; language: number } {
  const head = bodyOf(media, 'mdhd');
  const at = head?.[0] === 1 ? 20 : 12;
  if (!head || head.length < at + 10) return { scale: 1000, language: 0x55c4 };
  const long = head[0] === 1 ? 8 : 4;
  return {
    scale: Math.max(1, head.readUInt32BE(at)),
    language: at + 4 + long + 2 <= head.length ? head.readUInt16BE(at + 4 + long) : 0x55c4,
  };
}

function withSamples(
  reading: Reading,
  track: Buffer,
  media: Buffer,
  table: Buffer,
  kind: 'vide' | 'soun',
  head: Head,
  entries: readonly SampleEntry[],
): Track | string {
  const pieces: FragmentTrack | null = reading.fragments.of(head.id);
  const even = kind === 'soun' && !pieces && entries.length === 1 && entries[0]?.filter === null;
  const chunks = even ? readChunkTable(table, entries[0]?.bytesFor ?? null) : null;
  const own = chunks ? null : readSamples(table, reading.left);
  // A film may begin in its tables and go on in fragments only in theory; the fuller one is taken.
  const samples = pieces && pieces.samples.count >= (own?.count ?? 0) ? pieces.samples : own;
  const count = chunks?.offsets.length ?? samples?.count ?? 0;
  if (count === 0) return 'an empty track';
  reading.left -= count;
  if (reading.left < 0) throw tooMany();
  // Where there is one description decoders take it, whatever number the tables state.
  if (entries.length === 1)
    for (const { entries: numbers } of [chunks, samples].flatMap((one) => one ?? [])) numbers.fill(0);
  const { id: _, ...shown } = head;
  return {
    ...shown,
    ...mediaHead(media),
    kind,
    entries,
    samples,
    chunks,
    edits: readEdits(track),
    begins: samples === pieces?.samples ? (pieces?.begins ?? 0) : 0,
  };
}

const movieScale = (movie: Buffer): number => {
  const head = bodyOf(movie, 'mvhd');
  const at = head?.[0] === 1 ? 20 : 12;
  return head && head.length >= at + 4 ? Math.max(1, head.readUInt32BE(at)) : 1000;
};

/** Reads the tracks that stay. `plain`: the file's brand is not QuickTime's. */
export function readMovie(movie: Buffer, fragments: Fragments, plain: boolean, notes: Notes): Movie {
  const reading: Reading = {
    movie,
    fragments,
    plain,
    covers: chapterTracks(movie),
    notes,
    left: sampleLimit,
  };
  const tracks: Track[] = [];
  const left: string[] = [];
  const boxes: Box[] = boxesIn(movie).filter(({ type }) => type === 'trak');
  for (const box of boxes.slice(0, 200)) {
    const read = readTrack(reading, movie.subarray(box.body, box.end));
    if (typeof read === 'string') left.push(read);
    else tracks.push(read);
  }
  const [only] = tracks;
  if (tracks.length === 1 && only?.kind === 'soun' && only.edits.length === 0)
    tracks[0] = { ...only, edits: primingEdits(movie) };
  return { scale: movieScale(movie), tracks, left };
}
