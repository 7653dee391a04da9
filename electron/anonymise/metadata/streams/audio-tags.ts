import { withoutPadding } from '../../../media/zero-end.ts';
import type { Notes } from '../noted.ts';
import type { Reason } from '../reasons.ts';
import { noteXmp } from '../text-findings.ts';
import { noteTiff } from '../tiff-findings.ts';
import { noteLoose } from './loose-findings.ts';

const frameReasons: Readonly<Record<string, Reason>> = {
  TPE1: 'who',
  TPE2: 'who',
  TCOM: 'who',
  TOWN: 'who',
  TCOP: 'who',
  TSSE: 'device',
  TENC: 'device',
  TDRC: 'when',
  TYER: 'when',
  TDAT: 'when',
  APIC: 'picture',
  PIC: 'picture',
  UFID: 'number',
  PRIV: 'account',
  GEOB: 'account',
};

/** Texts of which no table knows more are free; their dates are known by their first letters (ID3v2.4 section 4.2.5). */
const textReason = (id: string): Reason => frameReasons[id] ?? (/^TD/.test(id) ? 'when' : 'said');

/** Texts in RIFF (its INFO list) and in AIFF. */
const chunkReasons: Readonly<Record<string, Reason>> = {
  IART: 'who',
  ICMS: 'who',
  ICOP: 'who',
  IENG: 'who',
  ITCH: 'who',
  ICRD: 'when',
  IDIT: 'when',
  ISFT: 'device',
  INAM: 'said',
  ICMT: 'said',
  ISBJ: 'said',
  IKEY: 'said',
  strn: 'said',
  NAME: 'said',
  AUTH: 'who',
  '(c) ': 'who',
  ANNO: 'said',
};

/** The text of an ID3 frame: a byte names its encoding (ID3v2.4 section 4). */
function frameText(body: Buffer): string {
  const content = body.subarray(1);
  if (body[0] === 1 || body[0] === 2) {
    const big = body[0] === 2 || (content[0] === 0xfe && content[1] === 0xff);
    const wide = Buffer.from(content.subarray(0, content.length & ~1));
    return (big ? wide.swap16() : wide).toString('utf16le').replaceAll('\ufeff', '');
  }
  return content.toString(body[0] === 3 ? 'utf8' : 'latin1');
}

const safeInteger = (bytes: Buffer, at: number): number =>
  [0, 1, 2, 3].reduce((sum, index) => sum * 128 + ((bytes[at + index] ?? 0) & 127), 0);

/** Notes the frames of an ID3v2 tag, of versions 2, 3 and 4. */
export function noteId3(tag: Buffer, notes: Notes): void {
  const version = tag[3] ?? 4;
  const short = version === 2;
  let at = 10;
  for (let count = 0; count < 2_000 && at + (short ? 6 : 10) <= tag.length; count += 1) {
    const id = tag.toString('latin1', at, at + (short ? 3 : 4));
    if (!/^[A-Z0-9]{3,4}$/.test(id)) break;
    const length = short
      ? tag.readUIntBE(at + 3, 3)
      : version === 4
        ? safeInteger(tag, at + 4)
        : tag.readUInt32BE(at + 4);
    const from = at + (short ? 6 : 10);
    const body = tag.subarray(from, Math.min(tag.length, from + length));
    if (/^T/.test(id)) notes.text('ID3', id, frameText(body).replaceAll('\0', ' ').trim(), textReason(id));
    else if (/^(?:COMM|USLT|COM|ULT)$/.test(id))
      notes.text(
        'ID3',
        id,
        frameText(Buffer.concat([body.subarray(0, 1), body.subarray(4)])).replaceAll('\0', ' '),
        'said',
      );
    else {
      notes.binary('ID3', id, body, frameReasons[id] ?? 'unknown');
      noteLoose('ID3', id, body.subarray(0, 65_536), notes, frameReasons[id]);
    }
    at = from + length;
  }
  if (at === 10) noteLoose('ID3', 'Tag', tag.subarray(0, 65_536), notes, 'said');
}

/** Notes an ID3v1 tag: fields of fixed length at the end of a file. */
export function noteId3v1(tag: Buffer, notes: Notes): void {
  for (const [name, from, to] of [
    ['Title', 3, 33],
    ['Artist', 33, 63],
    ['Album', 63, 93],
    ['Year', 93, 97],
    ['Comment', 97, 127],
  ] as const)
    notes.text('ID3v1', name, withoutPadding(tag.toString('latin1', from, to)));
}

/** Notes the items of an APE tag: value length, flags, a name that ends in zero. */
export function noteApe(tag: Buffer, notes: Notes): void {
  let at = tag.toString('latin1', 0, 8) === 'APETAGEX' ? 32 : 0;
  for (let count = 0; count < 2_000 && at + 9 <= tag.length; count += 1) {
    const length = tag.readUInt32LE(at);
    const end = tag.indexOf(0, at + 8);
    if (end < 0 || end - at > 264 || tag.toString('latin1', at, at + 8) === 'APETAGEX') return;
    const value = tag.subarray(end + 1, Math.min(tag.length, end + 1 + length));
    noteLoose('APE', tag.toString('latin1', at + 8, end), value, notes);
    at = end + 1 + length;
  }
}

/** INFO lists and associated data: chunks in a chunk. */
function noteList(where: string, body: Buffer, notes: Notes): void {
  const kind = body.toString('latin1', 0, 4);
  for (let at = 4; at + 8 <= body.length; ) {
    const type = body.toString('latin1', at, at + 4);
    const length = body.readUInt32LE(at + 4);
    const content = body.subarray(at + 8, Math.min(body.length, at + 8 + length));
    noteLoose(`${where} ${kind}`, type, content, notes, chunkReasons[type]);
    at += 8 + length + (length % 2);
  }
}

/** Broadcast extension (EBU Tech 3285 section 2.3): texts of fixed lengths. */
function noteBroadcast(body: Buffer, notes: Notes): void {
  for (const [name, from, to, reason] of [
    ['Description', 0, 256, 'said'],
    ['Originator', 256, 288, 'who'],
    ['OriginatorReference', 288, 320, 'number'],
    ['OriginationDate', 320, 330, 'when'],
    ['OriginationTime', 330, 338, 'when'],
    ['CodingHistory', 602, 4096, 'device'],
  ] as const)
    notes.text('WAV bext', name, body.toString('latin1', from, to).replace(/\0.*$/s, ''), reason);
}

/** One chunk of a sound or film file that does not stay. */
export function noteTag(where: string, type: string, body: Buffer, notes: Notes): void {
  if (body.every((byte) => byte === 0)) return;
  if (type === 'LIST') noteList(where, body, notes);
  else if (type === 'bext') noteBroadcast(body, notes);
  else if (/^(?:id3 |ID3 )$/.test(type)) noteId3(body, notes);
  else if (type === '_PMX') noteXmp(body, 'XMP', notes);
  else if (type === 'Exif') noteTiff(body, notes);
  else noteLoose(where, type, body, notes, chunkReasons[type]);
}
