import type { Notes } from '../noted.ts';
import { noteLoose } from './loose-findings.ts';

const commentLimit = 5_000;

/** A picture in FLAC's form: kind, type, description, sizes, content. */
function notePicture(where: string, block: Buffer, notes: Notes): void {
  notes.binary(where, 'Picture', block, 'picture');
  noteLoose(where, 'Picture', block.subarray(0, 65_536), notes, 'picture');
}

/** Notes the vendor and the comments of a Vorbis comment (Vorbis I, section 5), lengths little-endian. */
export function noteVorbisComment(where: string, body: Buffer, notes: Notes): void {
  if (body.length < 8) return;
  const vendor = body.readUInt32LE(0);
  if (vendor > body.length - 8) {
    noteLoose(where, 'Comments', body, notes);
    return;
  }
  notes.text(where, 'Program', body.toString('utf8', 4, 4 + vendor), 'device');
  const count = Math.min(body.readUInt32LE(4 + vendor), commentLimit);
  let at = 8 + vendor;
  for (let index = 0; index < count && at + 4 <= body.length; index += 1) {
    const length = body.readUInt32LE(at);
    if (at + 4 + length > body.length) break;
    const comment = body.subarray(at + 4, at + 4 + length);
    const sign = comment.indexOf('=');
    const name = comment.toString('latin1', 0, Math.max(0, sign));
    if (/^(?:metadata_block_picture|coverart)$/i.test(name))
      notePicture(where, Buffer.from(comment.toString('latin1', sign + 1), 'base64'), notes);
    else notes.text(where, name === '' ? 'Comment' : name, comment.toString('utf8', sign + 1));
    at += 4 + length;
  }
}
