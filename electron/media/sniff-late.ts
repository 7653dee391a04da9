import { type ByteSource, sourceOfBytes } from './byte-source.ts';
import type { Container } from './look-result.ts';
import { sniffIso } from './sniff-iso.ts';
import { id3Length, isAdts, isLateMp3, isProgrammeStream, isTransportStream } from './sniff-mpeg.ts';

/** Bytes of something else in which players look for the beginning of a stream. */
const mostInFront = 65_536;
const trusted = 8 * 192 + 8;

function isLateTransport(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0x47); at >= 0 && at < mostInFront; at = bytes.indexOf(0x47, at + 1))
    if (isTransportStream(bytes.subarray(at, at + trusted)) || isTimedTransport(bytes, at)) return true;
  return false;
}

/** The same with the time of arrival in front of each packet, the first of which may be cut. */
const isTimedTransport = (bytes: Buffer, at: number): boolean =>
  at + 8 * 192 <= bytes.length &&
  Array.from({ length: 8 }, (_, number) => bytes[at + number * 192]).every((byte) => byte === 0x47);

function isLateProgramme(bytes: Buffer): boolean {
  const pack = '\0\0\x01\xba';
  for (let at = bytes.indexOf(pack, 0, 'latin1'); at >= 0; at = bytes.indexOf(pack, at + 1, 'latin1')) {
    const behind = at + ((bytes[at + 4] ?? 0) >> 6 === 1 ? 14 + ((bytes[at + 13] ?? 0) & 7) : 12);
    const next = bytes.readUIntBE(Math.min(behind, bytes.length - 4), 3);
    if (at < mostInFront && isProgrammeStream(bytes.subarray(at)) && next === 1) return true;
  }
  return false;
}

/**
 * A picture behind bytes of something else, or behind its mark and bytes that decoders pass over: its tables and its
 * frame follow in their order.
 */
function isLooseJpeg(bytes: Buffer): boolean {
  const mark = bytes[0] === 0xff && bytes[1] === 0xd8 ? 0 : bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]));
  if (mark < 0 || mark >= mostInFront) return false;
  const tables = bytes.indexOf(Buffer.from([0xff, 0xdb, 0]), mark);
  const frame = ['ffc0', 'ffc1', 'ffc2'].map((mark) =>
    bytes.indexOf(Buffer.from(`${mark}00`, 'hex'), tables),
  );
  return tables > 0 && tables < mostInFront && frame.some((at) => at > tables);
}

/** A row of frames of AAC, looked for in what was read already. */
function isLateAdts(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0xff); at >= 0 && at < mostInFront; at = bytes.indexOf(0xff, at + 1))
    if (((bytes[at + 1] ?? 0) & 0xf6) === 0xf0 && isAdts(sourceOfBytes(bytes.subarray(at)))) return true;
  return false;
}

/** The same content from a place on. */
function behind(source: ByteSource, from: number): ByteSource {
  return {
    ...source,
    size: source.size - from,
    at: (offset, length) => source.at(from + offset, length),
    whole: () => source.whole()?.subarray(from) ?? null,
  };
}

/** What lies behind a tag of ID3, which players pass over in front of anything; null where there is none. */
export function behindTag(source: ByteSource): ByteSource | null {
  const length = id3Length(source.at(0, 10));
  return length > 0 && length < source.size ? behind(source, length) : null;
}

const first = (bytes: Buffer, mark: string): boolean => {
  const at = bytes.indexOf(mark, 0, 'latin1');
  return at >= 0 && at < mostInFront;
};

function isLateAvi(bytes: Buffer): boolean {
  const at = bytes.indexOf('AVI LIST', 0, 'latin1') - 8;
  return at > 0 && at < mostInFront && bytes.toString('latin1', at, at + 4) === 'RIFF';
}

const films = new Set<Container>(['mp4', 'm4v', 'mov', 'm4a']);

/** A film by the box of its kind, another box behind it. */
function lateIso(source: ByteSource, bytes: Buffer): Container | null {
  const at = bytes.indexOf('ftyp', 4, 'latin1') - 4;
  if (at <= 0 || at >= mostInFront) return null;
  const next = at + bytes.readUInt32BE(at);
  const isFollowed = /^(?:moov|moof|mdat|free|skip|wide|uuid|sidx|styp)$/.test(
    bytes.toString('latin1', next + 4, next + 8),
  );
  const found = isFollowed ? sniffIso(behind(source, at)) : null;
  return found && films.has(found) ? found : null;
}

/** Tells what begins behind bytes of something else, as players find it: only a long row of frames or packets does. */
export function lateContainer(source: ByteSource): Container | null {
  const bytes = source.at(0, mostInFront + trusted);
  if (isLooseJpeg(bytes)) return 'jpeg';
  if (isLateMp3(source)) return 'mp3';
  if (isLateTransport(bytes)) return 'mpeg-ts';
  if (first(bytes, 'OggS\0\x02')) return first(bytes, 'OpusHead') ? 'opus' : 'ogg';
  if (first(bytes, 'fLaC\0\0\0\x22')) return 'flac';
  if (isLateAvi(bytes)) return 'avi';
  const iso = lateIso(source, bytes);
  if (iso) return iso;
  if (isLateAdts(bytes)) return 'aac';
  return bytes.length > 16 && isLateProgramme(bytes) ? 'mpeg-ps' : null;
}
