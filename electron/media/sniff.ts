import { type ByteSource, sourceOfBytes } from './byte-source.ts';
import { isDicom } from './dicom/sniff.ts';
import { isJxl } from './jxl-boxes.ts';
import type { Container, Kind } from './look-result.ts';
import { isRaw } from './raw-picture.ts';
import { isForeignRecording, nameForeign, text } from './sniff-foreign.ts';
import { sniffIso } from './sniff-iso.ts';
import { behindTag, lateContainer } from './sniff-late.ts';
import { id3Length, isAdts, isMp3, isProgrammeStream, isTransportStream } from './sniff-mpeg.ts';

type Sniffed =
  | { readonly ok: true; readonly kind: Kind; readonly container: Container }
  | {
      readonly ok: false;
      readonly reason: 'empty' | 'unrecognised' | 'unsupported';
      /** What the content is instead, where it could be told. */
      readonly found: string | null;
    };

const sound = new Set<Container>(['wav', 'mp3', 'm4a', 'flac', 'ogg', 'opus', 'aiff', 'aac', 'amr', 'caf']);
const moving = new Set<Container>(['mp4', 'm4v', 'mov', 'mkv', 'webm', 'avi', 'mpeg-ps', 'mpeg-ts']);

/** The kind a container usually holds. A Matroska or Ogg file's streams may tell otherwise. */
const kindOf = (container: Container): Kind =>
  sound.has(container) ? 'audio' : moving.has(container) ? 'video' : 'photo';

function sniffRiff(head: Buffer): Container | null {
  const form = head.toString('latin1', 0, 4);
  const type = head.toString('latin1', 8, 12);
  if (form === 'RIFF' && type === 'WEBP') return 'webp';
  if (form === 'RIFF' && type === 'AVI ') return 'avi';
  if ((form === 'RIFF' || form === 'RF64' || form === 'BW64') && type === 'WAVE') return 'wav';
  return form === 'FORM' && (type === 'AIFF' || type === 'AIFC') ? 'aiff' : null;
}

/** Matroska by its EBML DocType (RFC 8794 section 11.2.6). */
function sniffEbml(head: Buffer): Container | null {
  if (head.length < 8 || head.readUInt32BE(0) !== 0x1a45dfa3) return null;
  const at = head.subarray(0, 512).indexOf(Buffer.from([0x42, 0x82]));
  const type = at < 0 ? '' : head.toString('latin1', at + 2, at + 20);
  if (type.includes('webm')) return 'webm';
  if (type.includes('matroska')) return 'mkv';
  // A head that names no kind, or a damaged one, stands for Matroska, its segment behind it (RFC 9559 section 4).
  return head.includes(Buffer.from([0x18, 0x53, 0x80, 0x67])) ? 'mkv' : null;
}

function sniffOgg(head: Buffer): Container | null {
  if (head.toString('latin1', 0, 4) !== 'OggS') return null;
  const firstPages = head.subarray(0, 1024);
  return firstPages.includes('OpusHead') && !firstPages.includes('theora') ? 'opus' : 'ogg';
}

function isTiff(head: Buffer): boolean {
  const mark = head.toString('latin1', 0, 4);
  if (mark === 'II*\0' || mark === 'MM\0*') return head.toString('latin1', 8, 10) !== 'CR';
  return mark === 'II+\0' || mark === 'MM\0+';
}

function isBmp(head: Buffer): boolean {
  if (head.length < 30 || head.toString('latin1', 0, 2) !== 'BM') return false;
  const header = head.readUInt32LE(14);
  return header >= 12 && header <= 124 && head.readUInt32LE(10) >= 26;
}

const hasDicomMark = (head: Buffer): boolean => head.toString('latin1', 128, 132) === 'DICM';

function sniffStill(head: Buffer): Container | null {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (head.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n') return 'png';
  // Decoders read on whatever its version is said to be.
  if (head.toString('latin1', 0, 4) === 'GIF8') return 'gif';
  if (hasDicomMark(head)) return 'dicom';
  if (isJxl(head)) return 'jxl';
  if (isTiff(head)) return 'tiff';
  return isBmp(head) ? 'bmp' : null;
}

function sniffStream(source: ByteSource, head: Buffer): Container | null {
  if (head.toString('latin1', 0, 4) === 'fLaC') return 'flac';
  const tag = id3Length(head);
  if (tag > 0 && source.at(tag, 4).toString('latin1') === 'fLaC') return 'flac';
  if (isProgrammeStream(head)) return 'mpeg-ps';
  if (isTransportStream(head)) return 'mpeg-ts';
  if (head.toString('latin1', 0, 4) === 'caff') return 'caf';
  if (/^#!AMR(?:-WB)?\n/.test(head.toString('latin1', 0, 9))) return 'amr';
  if (isAdts(source)) return 'aac';
  return isMp3(source) ? 'mp3' : null;
}

function containerOf(source: ByteSource, head: Buffer): Container | null {
  if (isRaw(source)) return 'raw';
  return (
    sniffStill(head) ??
    sniffRiff(head) ??
    sniffEbml(head) ??
    sniffOgg(head) ??
    sniffIso(source) ??
    (isDicom(head, source.size) ? 'dicom' : null) ??
    sniffStream(source, head)
  );
}

/** Recordings whose cleaning passes over a tag in front. */
const behindTags = new Set<Container>([
  'wav',
  'aiff',
  'caf',
  'ogg',
  'opus',
  'avi',
  'mkv',
  'webm',
  'mpeg-ts',
  'mpeg-ps',
]);

function containerBehindTag(source: ByteSource): Container | null {
  const rest = behindTag(source);
  const found = rest && containerOf(rest, rest.at(0, 65_536));
  return found && behindTags.has(found) ? found : null;
}

const filmsInOgg = ['\x80theora', 'OVP80\x01'];

/** Tells kind and container by content alone; a name is never looked at. */
export function sniff(source: ByteSource): Sniffed {
  if (source.size === 0) return { ok: false, reason: 'empty', found: null };
  const head = source.at(0, 65_536);
  const container = containerOf(source, head) ?? containerBehindTag(source);
  if (container) {
    const first = head.subarray(0, 1024);
    const film = container === 'ogg' && filmsInOgg.some((sign) => first.includes(sign, 0, 'latin1'));
    return { ok: true, kind: film ? 'video' : kindOf(container), container };
  }
  const found = nameForeign(head);
  const late = found === null || found === text ? lateContainer(source) : null;
  if (late) return { ok: true, kind: kindOf(late), container: late };
  const reason = found !== null && isForeignRecording(found) ? 'unsupported' : 'unrecognised';
  return { ok: false, reason, found };
}

/** The same over content in memory. */
export const sniffBytes = (bytes: Uint8Array): Sniffed => sniff(sourceOfBytes(bytes));
