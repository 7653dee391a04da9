import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Notes } from '../noted.ts';
import { noteLoose } from './loose-findings.ts';

/** A stream of pictures or sound in a programme (ISO/IEC 13818-1 section 2.4.4.8). */
export interface TsStream {
  readonly pid: number;
  readonly type: number;
  readonly descriptors: Buffer;
}

export interface Programme {
  readonly number: number;
  readonly map: number;
  clock: number;
  readonly streams: TsStream[];
  /** Programme descriptors that stay: the registration of Blu-ray. */
  descriptors: Buffer;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x8000_0000 ? (value << 1) ^ 0x04c1_1db7 : value << 1;
  return value >>> 0;
});

/** The check sum that ends a table (ISO/IEC 13818-1 annex A). */
export function sectionChecksum(section: Buffer): Buffer {
  let sum = 0xffff_ffff;
  for (const byte of section) sum = ((sum << 8) ^ (crcTable[((sum >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  const end = Buffer.alloc(4);
  end.writeUInt32BE(sum);
  return end;
}

const withChecksum = (section: Buffer): Buffer => Buffer.concat([section, sectionChecksum(section)]);

interface Descriptor {
  readonly tag: number;
  readonly bytes: Buffer;
}

function descriptorsOf(row: Buffer): Descriptor[] {
  const found: Descriptor[] = [];
  for (let at = 0; at + 2 <= row.length; ) {
    const end = at + 2 + (row[at + 1] ?? 0);
    found.push({ tag: row[at] ?? 0, bytes: row.subarray(at, Math.min(end, row.length)) });
    at = end;
  }
  return found;
}

const plainTypes = new Set([
  ...[0x01, 0x02, 0x03, 0x04, 0x0f, 0x10, 0x11, 0x1b, 0x1c, 0x20, 0x21, 0x24, 0x27, 0x33, 0xd1, 0xea],
  ...[0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0xa1, 0xa2],
]);
const soundTags = new Set([0x6a, 0x7a, 0x7b, 0x7c, 0x81]);
const soundNames = /^(?:AC-3|EAC3|DTS[123H]|Opus|BSSD|HEVC|drac|VC-1)$/;

/** Registration, and what tells the sound in private streams apart: all else names services and languages. */
function keptDescriptors(row: Buffer): Buffer {
  return Buffer.concat(
    descriptorsOf(row)
      .filter(({ tag, bytes }) => {
        if (tag === 0x05)
          return /^(?:HDMV|AC-3|EAC3|DTS[123H]|Opus|BSSD|HEVC|drac|VC-1)$/.test(
            bytes.toString('latin1', 2, 6),
          );
        if (tag === 0x0a) return bytes.length === 6 && /^[a-z]{3}$/.test(bytes.toString('latin1', 2, 5));
        return soundTags.has(tag) || (tag === 0x7f && bytes[2] === 0x80);
      })
      .map(({ tag, bytes }) =>
        tag === 0x05 ? Buffer.concat([Buffer.from([5, 4]), bytes.subarray(2, 6)]) : bytes,
      ),
  );
}

function isKept(type: number, descriptors: Buffer): boolean {
  if (plainTypes.has(type)) return true;
  return (
    type === 6 &&
    descriptorsOf(descriptors).some(
      ({ tag, bytes }) =>
        soundTags.has(tag) || (tag === 5 && soundNames.test(bytes.toString('latin1', 2, 6))),
    )
  );
}

/** The section that begins in a packet's payload; tables of these kinds fit into one packet or two. */
export function sectionOf(payload: Buffer): Buffer | null {
  const from = 1 + (payload[0] ?? 0);
  if (from + 3 > payload.length) return null;
  const length = payload.readUInt16BE(from + 1) & 0xfff;
  return payload.subarray(from, from + 3 + length);
}

export function readPat(section: Buffer): Map<number, number> {
  const maps = new Map<number, number>();
  for (let at = 8; at + 8 <= section.length && maps.size < 100; at += 4) {
    const number = section.readUInt16BE(at);
    if (number !== 0) maps.set(section.readUInt16BE(at + 2) & 0x1fff, number);
  }
  return maps;
}

/** Takes the streams of a map into its programme. */
export function readPmt(section: Buffer, programme: Programme, left: Set<string>, notes: Notes): void {
  if (section[0] !== 2 || section.length < 16 || programme.streams.length > 0) return;
  programme.clock = section.readUInt16BE(8) & 0x1fff;
  const information = section.subarray(12, 12 + (section.readUInt16BE(10) & 0xfff));
  programme.descriptors = keptDescriptors(information);
  let at = 12 + information.length;
  while (at + 9 <= section.length) {
    const type = section[at] ?? 0;
    const pid = section.readUInt16BE(at + 1) & 0x1fff;
    const row = section.subarray(at + 5, at + 5 + (section.readUInt16BE(at + 3) & 0xfff));
    if (isKept(type, row)) programme.streams.push({ pid, type, descriptors: keptDescriptors(row) });
    else {
      left.add('a stream of texts, tables or measurements');
      noteLoose('Transport stream', `Description of a stream of type ${type}`, row, notes, 'unknown');
    }
    at += 5 + row.length;
  }
}

function packet(pid: number, section: Buffer): Buffer {
  const out = Buffer.alloc(188, 0xff);
  if (section.length > 183) {
    throw new CustosError(
      'unsupported',
      'This stream holds more tracks than Custos can clean. Save it as MP4 and take that in.',
    );
  }
  out.writeUInt32BE(0x4740_0010 | (pid << 8));
  out[4] = 0;
  section.copy(out, 5);
  return out;
}

/** The table of programmes in a packet of its own. */
export function writePat(programmes: readonly Programme[]): Buffer {
  const rows = Buffer.alloc(programmes.length * 4);
  for (const [index, { map }] of programmes.entries()) {
    rows.writeUInt16BE(index + 1, index * 4);
    rows.writeUInt16BE(0xe000 | map, index * 4 + 2);
  }
  const head = Buffer.from([0, 0xb0, rows.length + 9, 0, 1, 0xc1, 0, 0]);
  return packet(0, withChecksum(Buffer.concat([head, rows])));
}

/** The map of a programme in a packet of its own. */
export function writePmt({ map, clock, streams, descriptors }: Programme, number: number): Buffer {
  const rows = streams.map((stream) => {
    const head = Buffer.alloc(5);
    head[0] = stream.type;
    head.writeUInt16BE(0xe000 | stream.pid, 1);
    head.writeUInt16BE(0xf000 | stream.descriptors.length, 3);
    return Buffer.concat([head, stream.descriptors]);
  });
  const body = Buffer.concat([descriptors, ...rows]);
  const head = Buffer.alloc(12);
  head[0] = 2;
  head.writeUInt16BE(0xb000 | (body.length + 13), 1);
  head.writeUInt16BE(number, 3);
  head[5] = 0xc1;
  head.writeUInt16BE(0xe000 | clock, 8);
  head.writeUInt16BE(0xf000 | descriptors.length, 10);
  return packet(map, withChecksum(Buffer.concat([head, body])));
}
