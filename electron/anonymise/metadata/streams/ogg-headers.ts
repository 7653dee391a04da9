import type { Notes } from '../noted.ts';
import { noteVorbisComment } from './vorbis-comment.ts';
import { neutralComment } from './xiph-headers.ts';

export type OggCoding = 'vorbis' | 'opus' | 'flac' | 'speex' | 'theora' | 'vp8';

const signs: readonly (readonly [string, OggCoding])[] = [
  ['\x01vorbis', 'vorbis'],
  ['OpusHead', 'opus'],
  ['\x7fFLAC', 'flac'],
  ['Speex   ', 'speex'],
  ['\x80theora', 'theora'],
  ['OVP80\x01', 'vp8'],
];

/** The coding of a stream by its first packet; null for what is neither sound nor picture. */
export const codingOf = (packet: Buffer): OggCoding | null =>
  signs.find(([sign]) => packet.toString('latin1', 0, sign.length) === sign)?.[1] ?? null;

/** How many packets at the beginning are headers, as far as those read so far tell. */
export function headersWanted(coding: OggCoding, headers: readonly Buffer[]): number {
  if (coding === 'vorbis' || coding === 'theora') return 3;
  if (coding === 'opus' || coding === 'vp8') return 2;
  const [first] = headers;
  if (coding === 'speex') return 2 + Math.min(100, first && first.length >= 72 ? first.readUInt32LE(68) : 0);
  // FLAC marks the last of its blocks (RFC 9639 section 10.1); the first packet holds the stream information.
  const last = headers.at(-1);
  if (headers.length === 1) return (first?.[13] ?? 0) >= 128 ? 1 : 2;
  return (last?.[0] ?? 128) >= 128 ? headers.length : headers.length + 1;
}

const emptyTags = Buffer.alloc(8);

/** The first packet, which says how the stream is decoded, in its exact length. */
export function neutralFirst(coding: OggCoding, packet: Buffer): Buffer {
  if (coding === 'opus') return packet.subarray(0, packet[18] === 0 ? 19 : 21 + (packet[9] ?? 0));
  if (coding === 'vorbis') return packet.subarray(0, 30);
  if (coding === 'theora') return packet.subarray(0, 42);
  if (coding === 'vp8') return packet.subarray(0, 26);
  const out = Buffer.from(packet.subarray(0, coding === 'flac' ? 51 : 80));
  if (coding === 'flac' && out.length === 51) {
    out.writeUInt16BE(1, 7);
    out[13] = 0;
  }
  // Speex: the version in words; extra headers are none any more.
  if (coding === 'speex') out.fill(0, 8, 28);
  if (coding === 'speex' && out.length >= 72) out.writeUInt32LE(0, 68);
  return out;
}

function noteFlac(blocks: readonly Buffer[], notes: Notes): void {
  for (const block of blocks) {
    if (((block[0] ?? 0) & 127) === 4) noteVorbisComment('Ogg FLAC', block.subarray(4), notes);
    else notes.binary('Ogg FLAC', `Block ${(block[0] ?? 0) & 127}`, block.subarray(4), 'unknown');
  }
}

/** Where the comments begin within the second packet. */
const commentsAt: Readonly<Record<OggCoding, number>> = {
  ...{ vorbis: 7, theora: 7, vp8: 7 },
  ...{ opus: 8, speex: 0, flac: 4 },
};
const commentNames = {
  vorbis: 'Vorbis',
  theora: 'Theora',
  vp8: 'VP8',
  opus: 'Opus',
  speex: 'Speex',
  flac: 'Ogg FLAC',
} as const;

/** The other header packets without vendor and comments. */
export function neutralOthers(coding: OggCoding, headers: readonly Buffer[], notes: Notes | null): Buffer[] {
  const [, second = Buffer.alloc(0), third = Buffer.alloc(0)] = headers;
  if (notes && coding === 'flac') noteFlac(headers.slice(1), notes);
  else if (notes) noteVorbisComment(commentNames[coding], second.subarray(commentsAt[coding]), notes);
  if (coding === 'flac') return [Buffer.concat([Buffer.from([0x84, 0, 0, 8]), emptyTags])];
  if (coding === 'opus') return [Buffer.concat([Buffer.from('OpusTags'), emptyTags])];
  if (coding === 'vp8') return [Buffer.concat([Buffer.from('OVP80\x02 ', 'latin1'), emptyTags])];
  return coding === 'speex' ? [emptyTags] : [neutralComment(coding), third];
}
