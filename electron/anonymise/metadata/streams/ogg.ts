import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteTail } from './audio-tail.ts';
import { codingOf, headersWanted, neutralFirst, neutralOthers, type OggCoding } from './ogg-headers.ts';
import {
  oggPages,
  type Page,
  splitPackets,
  writeFirstPage,
  writeHeaderPages,
  writePage,
} from './ogg-pages.ts';
import { type Seekable, Window } from './seekable.ts';
import type { StreamCleaner, StreamPlan } from './stream-cleaner.ts';

/** One stream among those that lie interleaved in the file. */
interface Logical {
  /** Its place among all streams of the source. */
  readonly number: number;
  readonly coding: OggCoding;
  readonly serial: number;
  sequence: number;
  /** Header packets read so far; null once they are written. */
  headers: Buffer[] | null;
  /** A header that goes on in the next page. */
  open: Buffer[];
}

const headerLimit = 64 * 1024 * 1024;

class Rewriter {
  readonly #notes: Notes | null;
  readonly #streams = new Map<number, Logical | null>();
  readonly #accepted: ReadonlySet<number> | null;
  /** Streams in the order they begin in, those of which all headers were there. */
  readonly whole = new Set<number>();
  /** Whether any stream is in a coding that is known. */
  known = false;
  #begun = 0;
  #serial = 0;

  /** `accepted`: the streams that a first reading found whole; null for that first reading. */
  constructor(notes: Notes | null, accepted: ReadonlySet<number> | null) {
    this.#notes = notes;
    this.#accepted = accepted;
  }

  /** The pages that stand in the output for one of the source. */
  take(page: Page): Buffer[] {
    const first = (page.flags & 2) !== 0;
    if (first) this.#begin(page);
    const stream = this.#streams.get(page.serial);
    if (!stream) {
      if (!first)
        this.#notes?.binary('Ogg', 'A stream that is neither sound nor picture', page.body, 'unknown');
      return [];
    }
    return stream.headers
      ? this.#header(stream, page, stream.headers)
      : [this.#data(stream, page.flags & 5, page.granule, page.lacing, page.body)];
  }

  #begin(page: Page): void {
    const coding = codingOf(page.body);
    const number = this.#begun;
    this.#begun += 1;
    if (coding) this.known = true;
    if (!coding || this.#accepted?.has(number) === false) {
      this.#streams.set(page.serial, null);
      return;
    }
    this.#serial += 1;
    this.#streams.set(page.serial, {
      number,
      coding,
      serial: this.#serial,
      sequence: 0,
      headers: [],
      open: [],
    });
  }

  #data(stream: Logical, flags: number, granule: bigint, lacing: Buffer, body: Buffer): Buffer {
    const { serial } = stream;
    stream.sequence += 1;
    return writePage({ flags, granule, serial, sequence: stream.sequence - 1, lacing, body });
  }

  /** Gathers headers; when all are there they are written anew, with what followed them on their last page. */
  #header(stream: Logical, page: Page, headers: Buffer[]): Buffer[] {
    const packets = splitPackets(page);
    const out: Buffer[] = [];
    for (const [index, packet] of packets.entries()) {
      stream.open.push(packet.bytes);
      if (stream.open.reduce((sum, part) => sum + part.length, 0) > headerLimit) throw damaged();
      if (!packet.complete) return out;
      headers.push(Buffer.concat(stream.open));
      stream.open = [];
      if (headers.length === 1)
        out.push(writeFirstPage(neutralFirst(stream.coding, headers[0] ?? packet.bytes), stream.serial));
      if (headers.length < headersWanted(stream.coding, headers)) continue;
      stream.headers = null;
      this.whole.add(stream.number);
      const pages = writeHeaderPages(neutralOthers(stream.coding, headers, this.#notes), stream.serial);
      out.push(...pages);
      stream.sequence = pages.length + 1;
      const rest = packets.slice(index + 1);
      if (rest.length === 0) return out;
      const lacing = Buffer.concat(rest.map((each) => each.lacing));
      const body = Buffer.concat(rest.map((each) => each.bytes));
      return [...out, this.#data(stream, page.flags & 4, page.granule, lacing, body)];
    }
    return out;
  }
}

const damaged = (): CustosError =>
  new CustosError(
    'unreadable',
    'The headers of this recording are damaged, so no program can play it. Copy it once more from where it came.',
  );

const unknownCoding = (): CustosError =>
  new CustosError(
    'unsupported',
    'This Ogg file holds neither sound nor pictures in a coding that Custos knows. Save a copy as MP4, or as WAV where it is sound alone, and take that in.',
  );

async function* write(source: Seekable, accepted: ReadonlySet<number>): AsyncGenerator<Uint8Array> {
  const rewriter = new Rewriter(null, accepted);
  for await (const found of oggPages(new Window(source, 1024 * 1024))) {
    if (!('gap' in found)) yield* rewriter.take(found);
  }
}

/** A page that is broken has words in it that every stream of its coding has. */
async function noteGap(window: Window, { from, to }: { from: number; to: number }, notes: Notes) {
  if ((await window.at(from, 4)).toString('latin1') !== 'OggS') await noteTail(window, from, to, notes);
  else notes.binary('Ogg', 'A broken page', Buffer.from(await window.at(from, to - from)), 'unknown');
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const window = new Window(source, 1024 * 1024);
  const aside = new Window(source);
  const rewriter = new Rewriter(notes, null);
  for await (const found of oggPages(window)) {
    if ('gap' in found) await noteGap(aside, found.gap, notes);
    else rewriter.take(found);
  }
  if (rewriter.whole.size === 0) throw rewriter.known ? damaged() : unknownCoding();
  return { remarks: [], parts: () => write(source, rewriter.whole) };
}

/** Ogg with Vorbis, Opus, FLAC, Speex or Theora (RFC 3533): headers made anew, pages numbered anew. */
export const oggCleaner: StreamCleaner = { containers: ['ogg', 'opus'], plan };
