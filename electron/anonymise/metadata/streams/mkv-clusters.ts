import type { Notes } from '../noted.ts';
import {
  type Element,
  elementAt,
  elementHeld,
  elementsIn,
  makeElement,
  makeNumber,
  numberIn,
} from './ebml.ts';
import { isLaced, lacedFrames, makeLaced } from './mkv-lacing.ts';
import type { MkvTrack } from './mkv-tracks.ts';
import { reduceSample } from './sample-filters.ts';
import type { Window } from './seekable.ts';

/** Bytes of the source that are kept as they are, or bytes made anew. */
export type Piece = { readonly from: number; readonly to: number } | Buffer;

export interface Cluster {
  readonly body: number;
  readonly end: number;
  readonly time: number;
  /** Bytes of its children in the output. */
  readonly length: number;
  /** Time of the first block of the cue track at which decoding may begin, in units of the segment; or null. */
  readonly cue: number | null;
}

const simpleBlock = 0xa3;
const blockGroup = 0xa0;
const timestamp = 0xe7;
const blockLimit = 256 * 1024 * 1024;

/** Elements that end a cluster of unknown size: those of the segment itself. */
export const isSegmentChild = (id: number): boolean =>
  [
    0x1f43b675, 0x1c53bb6b, 0x1254c367, 0x1941a469, 0x1043a770, 0x114d9b74, 0x1549a966, 0x1654ae6b,
    0x18538067, 0x1a45dfa3,
  ].includes(id);

interface Block {
  readonly track: MkvTrack;
  /** Length of the head: the track's number, a time and flags. */
  readonly head: number;
  readonly time: number;
  readonly flags: number;
}

/** The head of a block (RFC 9559 section 10.1), or null where its track does not stay. */
function readBlock(head: Buffer, tracks: ReadonlyMap<number, MkvTrack>): Block | null {
  const length = Math.clz32(head[0] ?? 0) - 23;
  if (length > 4 || head.length < length + 3) return null;
  const number = head.readUIntBE(0, length) - 2 ** (length * 7);
  const track = tracks.get(number);
  if (!track) return null;
  return { track, head: length + 3, time: head.readInt16BE(length), flags: head[length + 2] ?? 0 };
}

export interface ClusterReading {
  readonly window: Window;
  readonly tracks: ReadonlyMap<number, MkvTrack>;
  /** Null the second time, when everything was noted. */
  readonly notes: Notes | null;
  /** Told of every kept block: its track, its time within the cluster, and whether decoding may begin there. */
  readonly onBlock: ((track: MkvTrack, time: number, key: boolean) => void) | null;
  /** Told of every block that becomes another. */
  readonly onReduced: (() => void) | null;
  /** Told of every block that no decoder can read. */
  readonly onLost: (() => void) | null;
}

/** A block reduced by the rules of its coding: itself where nothing goes, null where no decoder can read it. */
function reduceBlock(reading: ClusterReading, { track, head, flags }: Block, whole: Buffer): Buffer | null {
  const { filter } = track;
  if (!filter) return whole;
  const body = whole.subarray(head);
  // Names in sound become zeros where they are, whatever frames they lie in.
  const frames = isLaced(flags) && filter.kind !== 'names' ? lacedFrames(body, flags) : [body];
  if (!frames) {
    reading.notes?.binary('Matroska', 'Block that no program can read', body, 'unknown');
    reading.onLost?.();
    return null;
  }
  const reduced = frames.map((frame) => reduceSample(filter, frame, reading.notes));
  if (reduced.every((frame, index) => frame === frames[index])) return whole;
  reading.onReduced?.();
  if (frames[0] === body) return Buffer.concat([whole.subarray(0, head), ...reduced]);
  return makeLaced(whole.subarray(0, head), reduced);
}

function simplePiece(
  reading: ClusterReading,
  { start, end }: Element,
  block: Block,
  whole: Buffer | null,
): Piece | null {
  const reduced = whole && reduceBlock(reading, block, whole);
  if (whole && !reduced) return null;
  reading.onBlock?.(block.track, block.time, (block.flags & 0x80) !== 0);
  return reduced === whole || !reduced ? { from: start, to: end } : makeElement(simpleBlock, reduced);
}

/** What may stand beside a block: its length, what it builds on, sound to skip. */
const besideBlock = new Set([0x9b, 0xfb, 0x75a2]);

/** Transparency is the addition numbered 1; others carry captions and descriptions. */
function alphaOf(additions: Buffer): Buffer | null {
  for (const more of elementsIn(additions)) {
    if (more.id !== 0xa6) continue;
    const body = additions.subarray(more.body, more.end);
    const parts = elementsIn(body);
    const number = parts.find(({ id }) => id === 0xee);
    const content = parts.find(({ id }) => id === 0xa5);
    if (content && (!number || numberIn(body.subarray(number.body, number.end)) === 1)) {
      const addition = makeElement(0xa5, body.subarray(content.body, content.end));
      return makeElement(0x75a1, makeElement(0xa6, makeNumber(0xee, 1), addition));
    }
  }
  return null;
}

function groupPiece(reading: ClusterReading, group: Buffer): Piece | null {
  const children = elementsIn(group);
  const own = children.find(({ id }) => id === 0xa1);
  const whole = own && group.subarray(own.body, own.end);
  const block = whole && readBlock(whole, reading.tracks);
  const reduced = block && reduceBlock(reading, block, whole);
  if (!reduced) return null;
  reading.onBlock?.(block.track, block.time, !children.some(({ id }) => id === 0xfb));
  const parts: Buffer[] = [makeElement(0xa1, reduced)];
  for (const { id, body, end } of children) {
    const content = group.subarray(body, end);
    if (besideBlock.has(id) && content.length <= 8) parts.push(makeElement(id, content));
    const alpha = id === 0x75a1 && block.track.alpha ? alphaOf(content) : null;
    if (alpha) parts.push(alpha);
  }
  return makeElement(blockGroup, Buffer.concat(parts));
}

const mostPieces = 1_000;

/** Goes through the content of a cluster and tells what stays, in order, its time first. */
export class ClusterWalk {
  readonly #reading: ClusterReading;
  readonly #end: number;
  #at: number;
  #pieces: Piece[];
  /** Elements so far; a group is made anew, which costs as much as four. */
  seen = 0;

  constructor(reading: ClusterReading, body: number, end: number, time: number) {
    this.#reading = reading;
    this.#at = body;
    this.#end = end;
    this.#pieces = [makeNumber(timestamp, time)];
  }

  /** The next pieces; none at the end. What is held already is not waited for. */
  async next(): Promise<readonly Piece[]> {
    const { window } = this.#reading;
    for (; this.#at < this.#end && this.#pieces.length < mostPieces; this.seen += 1) {
      const element =
        elementHeld(window, this.#at, this.#end) ?? (await elementAt(window, this.#at, this.#end));
      const isWhole = element && element.end <= this.#end && !element.unknownSize;
      this.#at = isWhole ? element.end : this.#end;
      if (!isWhole) break;
      const { id, body, end } = element;
      if (id === simpleBlock) {
        const head = Math.min(12, end - body);
        const block = readBlock(
          window.held(body, head) ?? (await window.at(body, head)),
          this.#reading.tracks,
        );
        if (!block) continue;
        const isRead = block.track.filter !== null;
        if (isRead && end - body > blockLimit) {
          this.#reading.onLost?.();
          continue;
        }
        const whole = isRead ? (window.held(body, end - body) ?? (await window.at(body, end - body))) : null;
        this.#add(simplePiece(this.#reading, element, block, whole));
      } else if (id === blockGroup && end - body <= blockLimit) {
        this.seen += 3;
        this.#add(
          groupPiece(this.#reading, window.held(body, end - body) ?? (await window.at(body, end - body))),
        );
      }
    }
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** Neighbours in the source become one piece. */
  #add(piece: Piece | null): void {
    const last = this.#pieces.at(-1);
    if (piece && last && !Buffer.isBuffer(piece) && !Buffer.isBuffer(last) && last.to === piece.from)
      this.#pieces[this.#pieces.length - 1] = { from: last.from, to: piece.to };
    else if (piece) this.#pieces.push(piece);
  }
}

export const lengthOf = (piece: Piece): number =>
  Buffer.isBuffer(piece) ? piece.length : piece.to - piece.from;

/** Where a cluster really ends and what its time is: one of unknown size ends with the next of the segment. */
export async function measureCluster(
  window: Window,
  element: Element,
): Promise<{ end: number; time: number; whole: boolean }> {
  let time = 0;
  let at = element.body;
  const limit = Math.min(element.end, window.size);
  while (at < limit) {
    const child = elementHeld(window, at, limit) ?? (await elementAt(window, at, limit));
    if (
      !child ||
      child.unknownSize ||
      (element.unknownSize && isSegmentChild(child.id)) ||
      child.end > limit
    ) {
      const ended = child !== null && element.unknownSize && isSegmentChild(child.id);
      return { end: at, time, whole: ended };
    }
    if (child.id === timestamp) {
      const length = Math.min(6, child.end - child.body);
      time = numberIn(window.held(child.body, length) ?? (await window.at(child.body, length)));
    }
    // A number in front, blocks behind: with a stated size nothing more is to be learnt.
    if (child.id === timestamp && !element.unknownSize && element.end <= window.size) {
      return { end: element.end, time, whole: true };
    }
    at = child.end;
  }
  return { end: limit, time, whole: true };
}
