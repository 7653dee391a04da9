import { exifPrefix, readHead, startsWith } from './jpeg-head.ts';
import { isFrame, type JpegWalk, marker, type Segment } from './jpeg-walk.ts';
import { Notes } from './noted.ts';
import { noteIptc, notePhotoshop, noteProfile, noteXmp } from './text-findings.ts';
import { noteTiff } from './tiff-findings.ts';

const xmpPrefix = 'http://ns.adobe.com/xap/1.0/\0';
const extendedPrefix = 'http://ns.adobe.com/xmp/extension/\0';
/** 32 digits that name the packet, its full length and this part's offset (XMP part 3, 1.1.3.1). */
const extendedHead = extendedPrefix.length + 40;

/** Joins the parts of extended XMP in the order of the file. */
const extendedXmp = (segments: readonly Segment[]): Buffer =>
  Buffer.concat(
    segments
      .filter(({ marker: code, body }) => code === marker.app1 && startsWith(body, extendedPrefix))
      .map(({ body }) => body.subarray(extendedHead)),
  );

/** Application segments begin with their maker's mark. */
function unknownName(body: Buffer): string {
  const mark = /^[\x20-\x7e]{3,24}/.exec(body.toString('latin1', 0, 24))?.[0];
  return mark ? `Unknown segment (${mark.trim()})` : 'Unknown segment';
}

function noteApp1(body: Buffer, notes: Notes): void {
  if (startsWith(body, exifPrefix)) {
    noteTiff(body.subarray(6), notes);
    return;
  }
  if (startsWith(body, xmpPrefix)) {
    noteXmp(body.subarray(xmpPrefix.length), 'XMP', notes);
    return;
  }
  if (!startsWith(body, extendedPrefix)) notes.binary('APP1', unknownName(body), body, 'unknown');
}

function noteApp2(body: Buffer, notes: Notes): void {
  if (startsWith(body, 'ICC_PROFILE\0')) return;
  if (startsWith(body, 'MPF\0')) notes.binary('APP2', 'MPF (more pictures in this file)', body, 'picture');
  else notes.binary('APP2', unknownName(body), body, 'unknown');
}

function noteApp13(body: Buffer, notes: Notes): void {
  const photoshop = 'Photoshop 3.0\0';
  if (startsWith(body, photoshop)) notePhotoshop(body.subarray(photoshop.length), 'Photoshop', notes);
  else if (body[0] === 0x1c) noteIptc(body, 'IPTC', notes);
  else notes.binary('APP13', unknownName(body), body, 'unknown');
}

/** JFIF without a thumbnail says nothing; with one, it holds a picture. */
function noteApp0(body: Buffer, notes: Notes): void {
  if (startsWith(body, 'JFIF\0')) {
    if (body.length > 14) notes.binary('APP0', 'JFIF thumbnail', body.subarray(14), 'picture');
  } else if (startsWith(body, 'JFXX\0')) notes.binary('APP0', 'JFXX thumbnail', body.subarray(5), 'picture');
  else notes.binary('APP0', unknownName(body), body, 'unknown');
}

function noteApp14(body: Buffer, notes: Notes): void {
  if (!startsWith(body, 'Adobe') || body.length > 12)
    notes.binary('APP14', unknownName(body), body, 'unknown');
}

const knownApps: Readonly<Record<number, string>> = {
  227: 'Kodak Meta or preview',
  228: 'Preview or vendor data',
  229: 'Vendor data',
  230: 'GoPro or vendor telemetry',
  235: 'JUMBF (C2PA content credentials)',
  236: 'Ducky or picture information',
  234: 'Comment or vendor data',
};

function noteSegment({ marker: code, body }: Segment, notes: Notes): void {
  if (code === marker.com) {
    notes.text('COM', 'Comment', body.toString('utf8'), 'said');
    return;
  }
  if (code === marker.app0) {
    noteApp0(body, notes);
    return;
  }
  if (code === marker.app1) {
    noteApp1(body, notes);
    return;
  }
  if (code === marker.app2) {
    noteApp2(body, notes);
    return;
  }
  if (code === 0xed) {
    noteApp13(body, notes);
    return;
  }
  if (code === marker.app14) {
    noteApp14(body, notes);
    return;
  }
  if (code >= 0xe0 && code <= 0xef) {
    const where = `APP${code - 0xe0}`;
    notes.binary(where, knownApps[code] ?? unknownName(body), body, code === 0xeb ? 'account' : 'unknown');
  }
  if (!isStructure(code)) notes.binary('JPEG', `Segment 0x${code.toString(16)}`, body, 'unknown');
}

const isStructure = (code: number): boolean =>
  isFrame(code) ||
  ([marker.dht, marker.dac, marker.sos, marker.dqt, marker.dnl, marker.dri] as number[]).includes(code);

/** Names what commonly lies behind a picture's end. */
function trailerName(trailer: Buffer): string {
  const head = trailer.subarray(0, 64).toString('latin1');
  if (trailer.subarray(-4).toString('latin1') === 'SEFT') return 'Samsung trailer';
  if (head.slice(4, 8) === 'ftyp') return 'Motion photo (a film)';
  if (trailer.includes('ftyp') && trailer.includes('moov')) return 'Motion photo (a film)';
  if (trailer[0] === 0xff && trailer[1] === 0xd8) return 'Second picture';
  return 'Bytes behind the picture';
}

/** Everything in a walked JPEG that is not needed to show it. */
export function jpegNotes(walk: JpegWalk): Notes {
  const notes = new Notes();
  for (const part of walk.segments) noteSegment(part, notes);
  const extended = extendedXmp(walk.segments);
  if (extended.length > 0) noteXmp(extended, 'Extended XMP', notes);
  const { profile } = readHead(walk.segments);
  if (profile) noteProfile(profile, 'ICC profile', notes);
  if (walk.strayBytes > 0)
    notes.fact('JPEG', 'Bytes between segments', `${walk.strayBytes} bytes`, 'unknown');
  if (walk.trailer.length > 0) notes.binary('Trailer', trailerName(walk.trailer), walk.trailer, 'picture');
  return notes;
}
