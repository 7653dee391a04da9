import { CustosError } from '../../../shared/kernel/error.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { jpegNotes } from './jpeg-findings.ts';
import { readHead } from './jpeg-head.ts';
import { type JpegWalk, marker, walkBeginning, walkJpeg } from './jpeg-walk.ts';
import { writeJpeg } from './jpeg-write.ts';
import { cleanedOf, findingsOf, type Notes } from './noted.ts';

/** Where the picture begins: decoders look for its mark behind bytes of something else. */
const beginningOf = (buffer: Buffer): number =>
  buffer[0] === 0xff && buffer[1] === marker.soi ? 0 : buffer.indexOf(beginning);

const beginning = Buffer.from([0xff, marker.soi, 0xff]);

function walked(buffer: Buffer, from: number): JpegWalk {
  if (from < 0) throw new CustosError('unreadable', 'This is not a JPEG picture, whatever its name says.');
  const walk = walkJpeg(buffer.subarray(from));
  // A small picture in a file of another kind is not what the file is for.
  if (from > 0 && from + walk.trailer.length > buffer.length / 2) {
    throw new CustosError(
      'unreadable',
      'This file is no JPEG picture: it only holds one among other things. Save the picture with the program that shows it, and take that in.',
    );
  }
  return walk;
}

function notesOf(walk: JpegWalk, front: Buffer): Notes {
  const notes = jpegNotes(walk);
  if (front.length > 0) notes.binary('File', 'Bytes in front of the picture', front, 'unknown');
  return notes;
}

const cutNote = 'The file ends before the picture does. What is there was kept.';

/** JPEG by keep-list (ITU-T T.81, T.871): frame, tables, scans, and what tells colour and orientation. */
export const jpegCleaner: MetadataCleaner = {
  container: 'jpeg',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    const from = beginningOf(buffer);
    if (from < 0) return [];
    return findingsOf(notesOf(walkBeginning(buffer.subarray(from)), buffer.subarray(0, from)));
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const buffer = asBuffer(bytes);
    const from = beginningOf(buffer);
    const walk = walked(buffer, from);
    const out = writeJpeg(walk, readHead(walk.segments));
    return cleanedOf('jpeg', out, notesOf(walk, buffer.subarray(0, from)), walk.complete ? [] : [cutNote]);
  },
};
