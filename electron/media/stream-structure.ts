import type { ByteSource } from './byte-source.ts';
import { boxesIn, hasEncryptedTrack } from './iso-boxes.ts';
import type { Container } from './look-result.ts';
import { SetAsideError } from './set-aside.ts';

const chunkLimit = 1_000_000;

const cut = (container: Container, detail: string): SetAsideError =>
  new SetAsideError('truncated', `The recording ends too early: ${detail}.`, container);

function checkIso(source: ByteSource, container: Container): void {
  let movie = false;
  for (const box of boxesIn(source, 0, source.size)) {
    if (box.end > source.size) throw cut(container, 'its last part is incomplete');
    movie ||= box.type === 'moov';
  }
  if (!movie) throw cut(container, 'its table of contents is missing');
  if (hasEncryptedTrack(source)) {
    throw new SetAsideError(
      'unsupported',
      'The recording is copy-protected and cannot be opened.',
      container,
    );
  }
}

/** Writers that stream leave a chunk's length 0 or all ones; RF64 keeps it elsewhere (EBU Tech 3306). */
const isStatedLength = (length: number): boolean => length !== 0 && length < 0xffff_ff00;

/** RIFF and IFF: every chunk lies inside the file, and the samples are among them. */
function checkForm(source: ByteSource, container: Container, samples: readonly string[], big: boolean): void {
  const u32 = (bytes: Buffer): number => (big ? bytes.readUInt32BE(4) : bytes.readUInt32LE(4));
  const stated = u32(source.at(0, 12));
  let found = false;
  let offset = 12;
  for (let count = 0; offset + 8 <= source.size && count < chunkLimit; count += 1) {
    const head = source.at(offset, 12);
    const type = head.toString('latin1', 0, 4);
    const form = type === 'LIST' ? head.toString('latin1', 8, 12) : type;
    const length = u32(head);
    const holdsSamples = samples.includes(form);
    found ||= holdsSamples;
    if (holdsSamples && !isStatedLength(length)) return;
    if (offset + 8 + length > source.size) throw cut(container, 'its last part is incomplete');
    offset += 8 + length + (length & 1);
  }
  if (!found) throw cut(container, 'its samples are missing');
  // A pad byte or two is often left out; an index that is missing altogether is more than that.
  const slack = 8;
  if (isStatedLength(stated) && stated + 8 > source.size + slack) {
    throw cut(container, `${stated + 8 - source.size} bytes are missing`);
  }
}

/** An EBML variable-size integer (RFC 8794 section 4); null where all its bits say unknown. */
function vint(bytes: Buffer, at: number): { width: number; value: number | null } | null {
  const first = bytes[at] ?? 0;
  if (first === 0) return null;
  const width = Math.clz32(first) - 23;
  if (at + width > bytes.length) return null;
  const mask = 0xff >> width;
  let value = first & mask;
  let unknown = value === mask;
  for (let index = 1; index < width; index += 1) {
    const byte = bytes[at + index] ?? 0;
    unknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { width, value: unknown ? null : value };
}

function checkEbml(source: ByteSource, container: Container): void {
  const head = source.at(0, 4096);
  const header = vint(head, 4);
  const segmentAt = 4 + (header?.width ?? 1) + (header?.value ?? 0);
  if (segmentAt + 12 > head.length || head.readUInt32BE(segmentAt) !== 0x18538067) return;
  const size = vint(head, segmentAt + 4);
  if (!size || size.value === null) return;
  const end = segmentAt + 4 + size.width + size.value;
  if (end > source.size) throw cut(container, `${end - source.size} bytes are missing`);
}

/** The last Ogg page must be whole (RFC 3533 section 6). */
function checkOgg(source: ByteSource, container: Container): void {
  const start = Math.max(0, source.size - 66_000);
  const tail = source.at(start, 66_000);
  const page = tail.lastIndexOf('OggS', undefined, 'latin1');
  if (page < 0) return;
  const segments = tail[page + 26];
  if (segments === undefined) throw cut(container, 'its last page is incomplete');
  const table = tail.subarray(page + 27, page + 27 + segments);
  const length = table.reduce((sum, each) => sum + each, 0);
  if (table.length < segments || page + 27 + segments + length > tail.length) {
    throw cut(container, 'its last page is incomplete');
  }
}

/** Finds a recording that was cut short by its own structure. @throws SetAsideError 'truncated' */
export function checkStreamStructure(source: ByteSource, container: Container): void {
  if (container === 'mp4' || container === 'm4v' || container === 'mov' || container === 'm4a') {
    checkIso(source, container);
  } else if (container === 'wav') checkForm(source, container, ['data'], false);
  else if (container === 'avi') checkForm(source, container, ['movi'], false);
  else if (container === 'aiff') checkForm(source, container, ['SSND'], true);
  else if (container === 'mkv' || container === 'webm') checkEbml(source, container);
  else if (container === 'ogg' || container === 'opus') checkOgg(source, container);
}
