import { CustosError } from '../../../shared/kernel/error.ts';
import {
  exifOfBox,
  inflatedLimit,
  isJxl,
  type JxlBox,
  jxlBoxes,
  jxlCodestream,
  jxlSignature,
  plainBox,
} from '../../media/jxl-boxes.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { box } from './heif-boxes.ts';
import { endOfJxl } from './jxl-frames.ts';
import { cleanedOf, findingsOf, Notes } from './noted.ts';
import { noteXmp } from './text-findings.ts';
import { noteTiff } from './tiff-findings.ts';

const kept = new Set(['ftyp', 'jxlc', 'jxlp', 'jxll']);

function noteBox(stored: JxlBox, notes: Notes): void {
  const { type, body } = notes.affordsReading ? plainBox(stored) : stored;
  // One that cannot be read was inflated all the same, as far as that is allowed.
  if (stored.type === 'brob') notes.spend(type === 'brob' ? inflatedLimit : body.length);
  if (type === 'Exif') noteTiff(exifOfBox(body), notes);
  else if (type === 'xml ') noteXmp(body, 'XMP', notes);
  else if (type === 'jumb') notes.binary('JPEG XL', 'JUMBF (C2PA content credentials)', body, 'account');
  else if (type === 'jbrd') notes.binary('JPEG XL', 'Data to make the former JPEG again', body, 'unknown');
  else if (type === 'jhgm') notes.binary('JPEG XL', 'Gain map', body, 'picture');
  else notes.binary('JPEG XL', `Box ${type}`, body, 'unknown');
}

function jxlNotes(bytes: Buffer): Notes {
  const notes = new Notes();
  const { boxes, rest } = jxlBoxes(bytes);
  for (const each of boxes) if (!kept.has(each.type)) noteBox(each, notes);
  if (rest.length > 0) notes.binary('Trailer', 'Bytes behind the picture', rest, 'unknown');
  return notes;
}

const fileType = box('ftyp', Buffer.from('jxl \0\0\0\0jxl ', 'latin1'));

/**
 * A picture needs boxes around it only where they say that it is of the higher level (ISO/IEC 18181-2 section 9.3), so
 * that a decoder may decline it.
 */
function around(codestream: Buffer, boxes: readonly JxlBox[]): Buffer {
  if (!boxes.some(({ type, body }) => type === 'jxll' && body[0] === 10)) return Buffer.from(codestream);
  return Buffer.concat([jxlSignature, fileType, box('jxll', Buffer.from([10])), box('jxlc', codestream)]);
}

const cutNote = 'The file ends before the picture does. What is there was kept.';

/**
 * JPEG XL by keep-list (ISO/IEC 18181): the coded picture, copied byte for byte, with its level. Size, colour and
 * orientation lie inside it. What a JPEG held besides its samples, kept to make it again, goes.
 */
export const jxlCleaner: MetadataCleaner = {
  container: 'jxl',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    return isJxl(buffer) ? findingsOf(jxlNotes(buffer)) : [];
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const buffer = asBuffer(bytes);
    const { codestream, complete } = isJxl(buffer)
      ? jxlCodestream(buffer)
      : { codestream: buffer, complete: false };
    if (codestream[0] !== 0xff || codestream[1] !== 0x0a)
      throw new CustosError(
        'unreadable',
        'There is no JPEG XL picture in this file, or its beginning is damaged. It cannot be cleaned.',
      );
    const end = endOfJxl(codestream);
    const notes = jxlNotes(buffer);
    if (end < codestream.length)
      notes.binary('Trailer', 'Bytes behind the coded picture', codestream.subarray(end), 'unknown');
    const out = around(codestream.subarray(0, end), jxlBoxes(buffer).boxes);
    const whole = complete && end <= codestream.length;
    return cleanedOf('jxl', out, notes, whole ? [] : [cutNote]);
  },
};
