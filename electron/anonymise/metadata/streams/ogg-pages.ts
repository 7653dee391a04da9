import type { Window } from './seekable.ts';

/** One page (RFC 3533 section 6). Flags: 1 continued, 2 first, 4 last of its stream. */
export interface Page {
  readonly flags: number;
  readonly granule: bigint;
  readonly serial: number;
  readonly sequence: number;
  readonly lacing: Buffer;
  readonly body: Buffer;
}

interface Gap {
  readonly gap: { readonly from: number; readonly to: number };
}

const headLength = 27;
const longestPage = headLength + 255 + 255 * 255;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x8000_0000 ? (value << 1) ^ 0x04c1_1db7 : value << 1;
  return value >>> 0;
});

function checksum(page: Buffer): number {
  let sum = 0;
  for (let at = 0; at < page.length; at += 1)
    sum = (sum << 8) ^ (crcTable[(sum >>> 24) ^ (page[at] as number)] as number);
  return sum >>> 0;
}

function isSound(page: Buffer): boolean {
  const bare = Buffer.from(page);
  bare.fill(0, 22, 26);
  return checksum(bare) === page.readUInt32LE(22);
}

function readPage(bytes: Buffer): { page: Page; length: number } | null {
  if (bytes.length < headLength || bytes.toString('latin1', 0, 4) !== 'OggS' || bytes[4] !== 0) return null;
  const segments = bytes[26] ?? 0;
  const lacing = bytes.subarray(headLength, headLength + segments);
  const from = headLength + segments;
  const length = from + lacing.reduce((sum, each) => sum + each, 0);
  if (lacing.length < segments || length > bytes.length) return null;
  // A page that was cut swallows the next one; its checksum tells it from one that holds these letters by chance.
  if (bytes.subarray(from, length).includes('OggS\0') && !isSound(bytes.subarray(0, length))) return null;
  const page = {
    flags: (bytes[5] ?? 0) & 7,
    granule: bytes.readBigInt64LE(6),
    serial: bytes.readUInt32LE(14),
    sequence: bytes.readUInt32LE(18),
    lacing,
    body: bytes.subarray(from, length),
  };
  return { page, length };
}

/** The pages of a file, and the places between them that belong to none. */
export async function* oggPages(window: Window): AsyncGenerator<Page | Gap> {
  let lost = -1;
  for (let at = 0; at < window.size; ) {
    const bytes = window.held(at, longestPage) ?? (await window.at(at, longestPage));
    const read = readPage(bytes);
    if (read) {
      if (lost >= 0) yield { gap: { from: lost, to: at } };
      lost = -1;
      yield read.page;
      at += read.length;
      continue;
    }
    if (lost < 0) lost = at;
    const next = bytes.indexOf('OggS', 1, 'latin1');
    at += next > 0 ? next : Math.max(1, bytes.length - 3);
  }
  if (lost >= 0) yield { gap: { from: lost, to: window.size } };
}

/** A page with its checksum. */
export function writePage({ flags, granule, serial, sequence, lacing, body }: Page): Buffer {
  const out = Buffer.alloc(headLength + lacing.length + body.length);
  out.write('OggS', 'latin1');
  out[5] = flags;
  out.writeBigInt64LE(granule, 6);
  out.writeUInt32LE(serial, 14);
  out.writeUInt32LE(sequence, 18);
  out[26] = lacing.length;
  lacing.copy(out, headLength);
  body.copy(out, headLength + lacing.length);
  out.writeUInt32LE(checksum(out), 22);
  return out;
}

interface Packet {
  readonly bytes: Buffer;
  readonly lacing: Buffer;
  /** False where the packet goes on in the next page. */
  readonly complete: boolean;
}

/** The packets, or parts of packets, on a page. */
export function splitPackets({ lacing, body }: Page): Packet[] {
  const packets: Packet[] = [];
  let from = 0;
  let first = 0;
  for (let at = 0, to = 0; at < lacing.length; at += 1) {
    to += lacing[at] ?? 0;
    if (lacing[at] === 255 && at + 1 < lacing.length) continue;
    packets.push({
      bytes: body.subarray(from, to),
      lacing: lacing.subarray(first, at + 1),
      complete: lacing[at] !== 255,
    });
    from = to;
    first = at + 1;
  }
  return packets;
}

const laced = (length: number): Buffer =>
  Buffer.from([...new Array<number>(Math.floor(length / 255)).fill(255), length % 255]);

/** The first packet of a stream on a page of its own. */
export const writeFirstPage = (packet: Buffer, serial: number): Buffer =>
  writePage({ flags: 2, granule: 0n, serial, sequence: 0, lacing: laced(packet.length), body: packet });

/** The other header packets behind one another, on as many pages as they need from the second on. */
export function writeHeaderPages(packets: readonly Buffer[], serial: number): Buffer[] {
  const pages: Buffer[] = [];
  const lacing = Buffer.concat(packets.map(({ length }) => laced(length)));
  const body = Buffer.concat(packets);
  for (let at = 0, from = 0; at < lacing.length; ) {
    const row = lacing.subarray(at, at + 255);
    const length = row.reduce((sum, each) => sum + each, 0);
    const flags = at > 0 && lacing[at - 1] === 255 ? 1 : 0;
    const granule = row.some((each) => each < 255) ? 0n : -1n;
    const part = body.subarray(from, from + length);
    pages.push(writePage({ flags, granule, serial, sequence: pages.length + 1, lacing: row, body: part }));
    at += row.length;
    from += length;
  }
  return pages;
}
