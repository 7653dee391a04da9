import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { bareHead, blankFor, type StreamKind } from './blank-in-place.ts';
import { type Blank, FrameQueue } from './frame-queue.ts';
import { noteLoose } from './loose-findings.ts';
import { copyOf, type Seekable, Window } from './seekable.ts';
import { insideRemark, type StreamCleaner, type StreamPlan } from './stream-cleaner.ts';
import { formSearch, PacketCutter, type PacketForm, packetForm, sync } from './ts-packets.ts';
import { type Programme, readPat, readPmt, sectionOf, writePat, writePmt } from './ts-tables.ts';

const adaptationLimit = 183;

const unreadable = (): CustosError =>
  new CustosError(
    'unreadable',
    'The tables of this stream are missing or damaged, so no program can play it. Copy it once more from the camera.',
  );

/** Where the payload of a packet begins; 188 where it has none. */
function payloadAt(packet: Buffer): number {
  const control = (packet[3] ?? 0) >> 4;
  if ((control & 1) === 0) return 188;
  return (control & 2) === 0 ? 4 : Math.min(188, 5 + (packet[4] ?? 0));
}

/** The adaptation field with its clock alone, in the same length. */
function bareAdaptation(packet: Buffer): void {
  if (((packet[3] ?? 0) & 0x20) === 0) return;
  const length = Math.min(packet[4] ?? 0, adaptationLimit);
  if (length === 0) return;
  const clock = ((packet[5] ?? 0) & 0x10) !== 0 && length >= 7;
  packet[5] = (packet[5] ?? 0) & (clock ? 0xf0 : 0xe0);
  packet.fill(0xff, clock ? 12 : 6, 5 + length);
}

interface Tables {
  readonly programmes: readonly Programme[];
  readonly left: ReadonlySet<string>;
}

const tableSearch = 64 * 1024 * 1024;

/** Gathers the tables of a stream out of its packets. */
class TableReading {
  readonly #programmes = new Map<number, Programme>();
  readonly #sections = new Map<number, Buffer>();
  readonly #left = new Set<string>();
  readonly #notes: Notes;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  take(packet: Buffer): void {
    const pid = packet.readUInt16BE(1) & 0x1fff;
    const payload = packet.subarray(payloadAt(packet));
    const starts = ((packet[1] ?? 0) & 0x40) !== 0;
    if (pid !== 0 && pid !== 17 && !this.#programmes.has(pid)) return;
    const gathered = starts ? payload : Buffer.concat([this.#sections.get(pid) ?? Buffer.alloc(0), payload]);
    this.#sections.set(pid, Buffer.from(gathered.subarray(0, 8192)));
    const section = sectionOf(gathered);
    if (section && section.length >= 3 + (section.readUInt16BE(1) & 0xfff)) this.#section(pid, section);
  }

  #section(pid: number, section: Buffer): void {
    const programmes = this.#programmes;
    const programme = programmes.get(pid);
    if (pid === 17) noteLoose('Transport stream', 'Service', Buffer.from(section), this.#notes, 'who');
    else if (pid !== 0) programme && readPmt(section, programme, this.#left, this.#notes);
    else
      for (const [map, number] of readPat(section))
        if (!programmes.has(map))
          programmes.set(map, { number, map, clock: 0x1fff, streams: [], descriptors: Buffer.alloc(0) });
  }

  /** Whether every programme that is listed was described. */
  get isSettled(): boolean {
    const all = [...this.#programmes.values()];
    return all.length > 0 && all.every(({ streams }) => streams.length > 0);
  }

  done(): Tables {
    // A stream that claims the place of a table would be read as one.
    const own = [...this.#programmes.values()].map((programme) => ({
      ...programme,
      streams: programme.streams.filter(({ pid }) => pid > 31 && !this.#programmes.has(pid)),
    }));
    const kept = own.filter(({ map, streams }) => map > 15 && streams.length > 0);
    return { programmes: kept, left: this.#left };
  }
}

async function readTables(source: Seekable, form: PacketForm, notes: Notes): Promise<Tables> {
  const reading = new TableReading(notes);
  const cutter = new PacketCutter(form, null);
  let read = 0;
  for await (const piece of copyOf(source, 0, Math.min(source.size, tableSearch))) {
    for (const packet of cutter.cut(piece)) reading.take(packet.subarray(form.front));
    read += piece.length;
    if (reading.isSettled && read > 4 * 1024 * 1024) break;
  }
  for (const packet of cutter.end()) reading.take(packet.subarray(form.front));
  return reading.done();
}

const kinds: Readonly<Record<number, StreamKind>> = {
  1: 'mpeg',
  2: 'mpeg',
  3: 'sound',
  4: 'sound',
  15: 'sound',
  16: 'visual',
  17: 'sound',
  27: 'avc',
  32: 'avc',
  36: 'hevc',
};

/** Passes the packets of the kept streams on, in their order; a frame's packets wait until the frame is whole. */
class Passing {
  readonly #streams = new Set<number>();
  readonly #clocks = new Set<number>();
  readonly #blanks = new Map<number, Blank>();
  readonly #counters = new Map<number, number>();
  readonly #tables = new Map<number, Buffer>();
  readonly queue: FrameQueue;
  /** Packets of the kept streams that nobody can look into, and the others. */
  scrambled = 0;
  plain = 0;

  constructor(programmes: readonly Programme[], notes: Notes | null) {
    this.queue = new FrameQueue(notes);
    this.#tables.set(0, writePat(programmes));
    for (const [index, programme] of programmes.entries()) {
      this.#tables.set(programme.map, writePmt(programme, index + 1));
      this.#clocks.add(programme.clock);
      for (const { pid, type } of programme.streams) {
        this.#streams.add(pid);
        const kind = kinds[type];
        if (kind) this.#blanks.set(pid, blankFor(kind, notes));
      }
    }
  }

  take(packet: Buffer, front: Buffer): void {
    if (packet[0] !== sync) return;
    const pid = packet.readUInt16BE(1) & 0x1fff;
    const table = this.#tables.get(pid);
    if (table && ((packet[1] ?? 0) & 0x40) !== 0) {
      const known = this.#counters.has(pid);
      this.#introduce(front);
      if (known) this.#wait(front, this.#counted(pid, Buffer.from(table)));
    } else if (this.#streams.has(pid)) {
      this.#introduce(front);
      this.#stream(packet, front, pid);
    } else if (!table && this.#clocks.has(pid) && ((packet[3] ?? 0) & 0x20) !== 0) {
      this.#introduce(front);
      this.#clock(Buffer.from(packet), front);
    }
  }

  /** Tables that were damaged or late come before the first packet they speak of, the list of programmes first. */
  #introduce(front: Buffer): void {
    for (const [pid, table] of this.#tables)
      if (!this.#counters.has(pid)) this.#wait(front, this.#counted(pid, Buffer.from(table)));
  }

  #counted(pid: number, packet: Buffer): Buffer {
    const count = this.#counters.get(pid) ?? 0;
    this.#counters.set(pid, (count + 1) & 15);
    packet[3] = ((packet[3] ?? 0) & 0xf0) | count;
    return packet;
  }

  #wait(front: Buffer, packet: Buffer): void {
    this.queue.add(front.length > 0 ? Buffer.concat([front, packet]) : packet, null);
  }

  /** A packet that carries the clock and nothing that stays. */
  #clock(packet: Buffer, front: Buffer): void {
    if (((packet[5] ?? 0) & 0x10) === 0 || (packet[4] ?? 0) < 7) return;
    packet[3] = ((packet[3] ?? 0) & 0x0f) | 0x20;
    packet[4] = 183;
    bareAdaptation(packet);
    this.#wait(front, packet);
  }

  #stream(source: Buffer, front: Buffer, pid: number): void {
    const whole = Buffer.concat([front, source]);
    const packet = whole.subarray(front.length);
    const isScrambled = ((packet[3] ?? 0) & 0xc0) !== 0;
    this.scrambled += isScrambled ? 1 : 0;
    this.plain += isScrambled ? 0 : 1;
    if (isScrambled) return;
    packet[1] = (packet[1] ?? 0) & 0x5f;
    bareAdaptation(packet);
    const starts = ((packet[1] ?? 0) & 0x40) !== 0;
    let from = payloadAt(packet);
    if (starts) {
      // A frame whose head is damaged could hold anything there, and no player finds its time.
      const headed = from + 9 <= 188 && packet.readUIntBE(from, 3) === 1;
      if (!headed || ((packet[from + 6] ?? 0) & 0xc0) !== 0x80 || (packet[from + 7] ?? 0) >> 6 === 1) return;
      bareHead(packet.subarray(from));
      from = Math.min(188, from + 9 + (packet[from + 8] ?? 0));
    }
    const blank = this.#blanks.get(pid);
    this.queue.add(whole, blank ? { stream: pid, from: front.length + from, starts, blank } : null);
  }
}

async function* pass(source: Seekable, cutter: PacketCutter, passing: Passing): AsyncGenerator<Buffer> {
  const { front } = cutter.form;
  for await (const piece of copyOf(source, 0, source.size)) {
    for (const packet of cutter.cut(piece)) passing.take(packet.subarray(front), packet.subarray(0, front));
    const ready = passing.queue.ready(false);
    if (ready) yield ready;
  }
  for (const packet of cutter.end()) passing.take(packet.subarray(front), packet.subarray(0, front));
  const last = passing.queue.ready(true);
  if (last) yield last;
}

async function plan(source: Seekable, _container: string, notes: Notes): Promise<StreamPlan> {
  const form = packetForm(await new Window(source).at(0, formSearch));
  if (!form) throw unreadable();
  const { programmes, left } = await readTables(source, form, notes);
  if (programmes.length === 0) throw unreadable();
  let length = 0;
  const passing = new Passing(programmes, notes);
  let damaged = false;
  const cutter = new PacketCutter(form, (bytes) => {
    damaged = true;
    noteLoose('Transport stream', 'Bytes of no packet', bytes, notes, 'unknown');
  });
  for await (const part of pass(source, cutter, passing)) length += part.length;
  // Of a damaged film single packets may claim it.
  if (passing.scrambled > passing.plain)
    throw new CustosError(
      'unsupported',
      'This recording is copy-protected, so Custos cannot look inside it. Ask whoever made it for a copy without protection.',
    );
  if (length === 0) throw unreadable();
  const remarks = [...left].map((what) => `Left out: ${what}.`);
  if (damaged) remarks.push('The film is damaged in places. What is there was kept.');
  if (passing.queue.changed) remarks.push(insideRemark);
  const again = () => pass(source, new PacketCutter(form, null), new Passing(programmes, null));
  return { remarks, parts: again };
}

/** MPEG transport streams, of 188 and of 192 bytes (ISO/IEC 13818-1): tables made anew, streams in their packets. */
export const tsCleaner: StreamCleaner = { containers: ['mpeg-ts'], plan };
