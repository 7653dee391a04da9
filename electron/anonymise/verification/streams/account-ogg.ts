import type { StreamReading } from './stream-reading.ts';

const zeros = '\0'.repeat(8);
/** Second packets as they must stand, by how the first one begins. */
const comments: Readonly<Record<string, string>> = {
  '\x01vorbis': `\x03vorbis${zeros}\x01`,
  '\x80theora': `\x81theora${zeros}`,
  OpusHead: `OpusTags${zeros}`,
  'OVP80\x01': `OVP80\x02 ${zeros}`,
  'Speex  ': zeros,
  '\x7fFLAC': `\x84\0\0\x08${zeros}`,
};

/** The checksum of a page, bit by bit (RFC 3533 section 6, polynomial 04c11db7). */
const remainders = new Uint32Array(256).map((_, byte) => {
  let value = byte * 0x100_0000;
  for (let bit = 0; bit < 8; bit += 1)
    value = ((value * 2) ^ (value >= 0x8000_0000 ? 0x1_04c1_1db7 % 2 ** 32 : 0)) >>> 0;
  return value;
});
function sumOf(page: Buffer): number {
  let sum = 0;
  for (const [at, byte] of page.entries()) {
    const own = at >= 22 && at < 26 ? 0 : byte;
    sum = ((sum << 8) ^ (remainders[((sum >>> 24) ^ own) & 255] ?? 0)) >>> 0;
  }
  return sum;
}

interface Stream {
  readonly comment: string;
  next: number;
}

function accountPage(reading: StreamReading, page: Buffer, streams: Map<number, Stream>): void {
  const wrong = (what: string): void => reading.wrong('Ogg', what);
  const lacing = page.subarray(27, 27 + (page[26] ?? 0));
  const body = page.subarray(27 + lacing.length);
  const serial = page.readUInt32LE(14);
  const sequence = page.readUInt32LE(18);
  if (sumOf(page) !== page.readUInt32LE(22)) wrong('a page with a wrong checksum');
  if (((page[5] ?? 0) & 2) !== 0) {
    const text = body.toString('latin1', 0, 8);
    const sign = Object.keys(comments).find((one) => text.startsWith(one));
    if (!sign || serial !== streams.size + 1) wrong('a stream that is neither sound nor picture');
    streams.set(serial, { comment: comments[sign ?? ''] ?? '', next: 0 });
    reading.structure('Ogg first packet', body);
  }
  const stream = streams.get(serial);
  if (!stream || stream.next !== sequence) wrong('a page out of order');
  if (stream) stream.next = sequence + 1;
  if (sequence !== 1 || !stream) return;
  const end = lacing.findIndex((length) => length < 255);
  const length = lacing.subarray(0, end + 1).reduce((sum, each) => sum + each, 0);
  if (body.toString('latin1', 0, length) !== stream.comment) wrong('comments');
}

/** Accounts for every byte of an Ogg file, page by page. */
export async function accountOgg(reading: StreamReading): Promise<void> {
  const { size } = reading.source;
  const streams = new Map<number, Stream>();
  for (let at = 0; at < size; ) {
    const head = Buffer.from(reading.held(at, 282) ?? (await reading.at(at, 282)));
    const segments = head[26] ?? 0;
    const length = 27 + segments + head.subarray(27, 27 + segments).reduce((sum, each) => sum + each, 0);
    if (head.toString('latin1', 0, 4) !== 'OggS' || at + length > size) {
      reading.wrong('Ogg', 'bytes that belong to no page');
      break;
    }
    accountPage(reading, Buffer.from(reading.held(at, length) ?? (await reading.at(at, length))), streams);
    at += length;
  }
  await reading.samples('Ogg packets', 0, size);
}
