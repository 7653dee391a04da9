import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { Batch } from './batch.ts';
import { elementAt, elementHeld, elementsIn, idBytes, longHead, makeElement, makeNumber } from './ebml.ts';
import { type Cluster, ClusterWalk, isSegmentChild, lengthOf, measureCluster } from './mkv-clusters.ts';
import { noteElements, noteTrackNumber } from './mkv-findings.ts';
import { type MkvTrack, readMkvTrack } from './mkv-tracks.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import { insideRemark, type StreamCleaner, type StreamPlan } from './stream-cleaner.ts';

const clusterId = 0x1f43b675;
const infoId = 0x1549a966;
const tracksId = 0x1654ae6b;
const segmentId = 0x18538067;
const searched = 4_096;
/** More than any film of a day and a night has. */
const clusterLimit = 300_000;
/** Elements of the segment and of its clusters: blocks of nine hours at 60 frames a second, with their sound. */
const elementLimit = 4_000_000;
const describedLimit = 64 * 1024 * 1024;

interface Segment {
  info: Buffer;
  tracks: MkvTrack[];
  readonly byNumber: Map<number, MkvTrack>;
  readonly clusters: Cluster[];
  readonly left: string[];
  /** Elements that were seen. */
  seen: number;
  damaged: boolean;
  /** Whether anything inside a frame goes. */
  reduced: boolean;
}

const unreadable = (): CustosError =>
  new CustosError(
    'unreadable',
    'The description of the tracks of this film is missing or damaged, so no program can play it. Copy it once more from where it came.',
  );

const tooMany = (): CustosError =>
  new CustosError(
    'too-large',
    'This film has more parts than that of a day and a night, more than Custos can clean in one go. Cut it into shorter ones and take those in.',
  );

/** Scale of times, and the length where it was stated. */
function rebuildInfo(info: Buffer): Buffer {
  const kept = elementsIn(info)
    .filter(({ id, body, end }) => (id === 0x2ad7b1 || id === 0x4489) && end - body <= 8)
    .map(({ id, body, end }) => makeElement(id, info.subarray(body, end)));
  // The names of the writing programs (RFC 9559 sections 5.1.2.13 and 14) are asked for but needed by no player.
  return makeElement(infoId, Buffer.concat(kept));
}

function takeTracks(segment: Segment, bytes: Buffer, notes: Notes): void {
  for (const { id, body, end } of elementsIn(bytes)) {
    if (id !== 0xae || segment.tracks.length >= 100) continue;
    const entry = bytes.subarray(body, end);
    const track = readMkvTrack(entry, notes);
    if (typeof track === 'string') segment.left.push(track);
    // Blocks tell of one number only, and players take them for those of the first that has it.
    else if (segment.byNumber.has(track.number)) segment.left.push('a track with the number of another');
    else {
      noteTrackNumber(entry, track.number, notes);
      segment.tracks.push(track);
      segment.byNumber.set(track.number, track);
    }
  }
}

/** The next place after damage where a cluster seems to begin, or before any the description of the tracks. */
async function nextCluster(window: Window, from: number, { tracks }: Segment): Promise<number> {
  const marks = (tracks.length > 0 ? [clusterId] : [tracksId, clusterId]).map(idBytes);
  // In small steps: the next one is mostly near, and where it is not, what is held is gone through first.
  for (let at = from; at < window.size; at += searched - 3) {
    const bytes = await window.at(at, searched);
    const found = marks.map((mark) => bytes.indexOf(mark)).filter((place) => place >= 0);
    if (found.length > 0) return at + Math.min(...found);
  }
  return window.size;
}

async function takeCluster(
  segment: Segment,
  window: Window,
  body: number,
  end: number,
  time: number,
  notes: Notes,
) {
  const tracks = segment.byNumber;
  const cueTrack = segment.tracks.find(({ kind }) => kind === 'video') ?? segment.tracks[0];
  let cue: number | null = null;
  const onBlock = (track: MkvTrack, offset: number, key: boolean): void => {
    if (cue === null && key && track === cueTrack) cue = Math.max(0, time + offset);
  };
  const onReduced = (): void => {
    segment.reduced = true;
  };
  const onLost = (): void => {
    segment.damaged = true;
  };
  const reading = { window, tracks, notes, onBlock, onReduced, onLost };
  const walk = new ClusterWalk(reading, body, end, time);
  let length = 0;
  let pieces = 0;
  for (let row = await walk.next(); row.length > 0; row = await walk.next()) {
    for (const piece of row) length += lengthOf(piece);
    pieces += row.length;
  }
  segment.seen += walk.seen;
  // A time alone shows nothing.
  if (pieces < 2) return;
  if (segment.clusters.length >= clusterLimit) throw tooMany();
  segment.clusters.push({ body, end, time, length, cue });
}

async function readSegment(source: Seekable, start: number, limit: number, notes: Notes): Promise<Segment> {
  const segment: Segment = {
    info: makeElement(infoId),
    tracks: [],
    byNumber: new Map(),
    clusters: [],
    left: [],
    seen: 0,
    damaged: false,
    reduced: false,
  };
  const window = new Window(source, 16_384);
  let at = start;
  while (at < limit) {
    const element = elementHeld(window, at, limit) ?? (await elementAt(window, at, limit));
    segment.seen += 1;
    if (segment.seen > elementLimit) throw tooMany();
    const known = element && (isSegmentChild(element.id) || element.id === 0xec || element.id === 0xbf);
    if (!element || !known || element.id === segmentId) {
      segment.damaged ||= element?.id !== segmentId;
      at = await nextCluster(window, at + 1, segment);
      continue;
    }
    if (element.end === element.body) {
      at = element.end;
      continue;
    }
    if (element.id === clusterId) {
      const { end, time, whole } = await measureCluster(window, element);
      await takeCluster(segment, window, element.body, end, time, notes);
      segment.damaged ||= !whole;
      at = whole ? end : await nextCluster(window, Math.max(end, element.body), segment);
      continue;
    }
    // A length that reaches beyond the film swallows all that follows, unless the film ends there.
    const behind = element.end > limit ? await nextCluster(window, element.body, segment) : limit;
    const length = Math.min(element.end, behind, limit) - element.body;
    const bytes = Buffer.from(
      await window.at(element.start, Math.min(length + element.body - element.start, describedLimit)),
    );
    const body = bytes.subarray(element.body - element.start);
    if (element.id === infoId) segment.info = rebuildInfo(body);
    if (element.id === tracksId && segment.tracks.length === 0) takeTracks(segment, body, notes);
    if (element.id === 0xec && body.some((byte) => byte !== 0))
      notes.binary('Matroska', 'Void', body, 'unknown');
    else noteElements(bytes, notes);
    segment.damaged ||= element.end > limit;
    at = element.unknownSize ? limit : Math.min(element.end, behind);
  }
  return segment;
}

function writeSeekHead(places: readonly (readonly [number, number])[]): Buffer {
  const entries = places.map(([id, place]) =>
    makeElement(0x4dbb, makeElement(0x53ab, idBytes(id)), makeElement(0x53ac, longPlace(place))),
  );
  return makeElement(0x114d9b74, ...entries);
}

function longPlace(place: number): Buffer {
  const out = Buffer.allocUnsafe(8);
  out.writeBigUInt64BE(BigInt(place));
  return out;
}

function writeCues({ tracks, clusters }: Segment, first: number): Buffer {
  const cueTrack = tracks.find(({ kind }) => kind === 'video') ?? tracks[0];
  const points: Buffer[] = [];
  let place = first;
  for (const { cue, length } of clusters) {
    if (cue !== null && cueTrack) {
      const position = makeElement(0xb7, makeNumber(0xf7, cueTrack.number), makeNumber(0xf1, place));
      points.push(makeElement(0xbb, makeNumber(0xb3, cue), position));
    }
    place += length + 12;
  }
  return points.length === 0 ? Buffer.alloc(0) : makeElement(0x1c53bb6b, Buffer.concat(points));
}

interface Written {
  readonly head: Buffer;
  readonly cues: Buffer;
}

function writeHead(container: string, segment: Segment): Written {
  const tracks = makeElement(tracksId, ...segment.tracks.map(({ bytes }) => bytes));
  const measured = writeSeekHead([
    [infoId, 0],
    [tracksId, 0],
    [0x1c53bb6b, 0],
  ]).length;
  const first = measured + segment.info.length + tracks.length;
  const end = segment.clusters.reduce((sum, { length }) => sum + length + 12, first);
  const cues = writeCues(segment, first);
  const seek = writeSeekHead([
    [infoId, measured],
    [tracksId, measured + segment.info.length],
    [0x1c53bb6b, cues.length > 0 ? end : measured],
  ]);
  const type = container === 'webm' ? 'webm' : 'matroska';
  const ebml = makeElement(
    0x1a45dfa3,
    ...[makeNumber(0x4286, 1), makeNumber(0x42f7, 1), makeNumber(0x42f2, 4), makeNumber(0x42f3, 8)],
    makeElement(0x4282, Buffer.from(type)),
    ...[makeNumber(0x4287, 4), makeNumber(0x4285, 2)],
  );
  return {
    head: Buffer.concat([ebml, longHead(segmentId, end + cues.length), seek, segment.info, tracks]),
    cues,
  };
}

async function* write(
  source: Seekable,
  { head, cues }: Written,
  segment: Segment,
): AsyncGenerator<Uint8Array> {
  yield head;
  const window = new Window(source, 1024 * 1024);
  const reading = {
    window,
    tracks: segment.byNumber,
    notes: null,
    onBlock: null,
    onReduced: null,
    onLost: null,
  };
  const batch = new Batch();
  for (const { body, end, time, length } of segment.clusters) {
    batch.add(longHead(clusterId, length));
    const walk = new ClusterWalk(reading, body, end, time);
    for (let row = await walk.next(); row.length > 0; row = await walk.next()) {
      for (const piece of row) {
        const held = Buffer.isBuffer(piece) ? piece : window.held(piece.from, piece.to - piece.from);
        if (held) batch.add(held);
        else if (!Buffer.isBuffer(piece)) {
          yield batch.take();
          yield* copyOf(source, piece.from, piece.to);
        }
        if (batch.isFull) yield batch.take();
      }
    }
  }
  yield batch.take();
  yield cues;
}

async function plan(source: Seekable, container: string, notes: Notes): Promise<StreamPlan> {
  const window = new Window(source);
  const head = await elementAt(window, 0, source.size);
  const outer = head && (await elementAt(window, head.end, source.size));
  if (!head || outer?.id !== segmentId) throw unreadable();
  const limit = Math.min(outer.end, source.size);
  const segment = await readSegment(source, outer.body, limit, notes);
  if (limit < source.size)
    notes.binary('Trailer', 'Bytes behind the film', await window.at(limit, 65_536), 'unknown');
  if (segment.tracks.length === 0) throw unreadable();
  const remarks = [...new Set(segment.left)].map((what) => `Left out: ${what}.`);
  if (segment.damaged) remarks.push('The film is damaged or ends early. What is there was kept.');
  if (segment.reduced) remarks.push(insideRemark);
  const written = writeHead(container, segment);
  return { remarks, parts: () => write(source, written, segment) };
}

/** Matroska and WebM (RFC 9559): a segment made anew of the tracks and blocks that stay. */
export const mkvCleaner: StreamCleaner = { containers: ['mkv', 'webm'], plan };
