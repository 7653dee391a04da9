import { CustosError } from '../../../shared/kernel/error.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { jpegNotes } from './jpeg-findings.ts';
import { jpegGaps, withoutGaps } from './jpeg-gaps.ts';
import { readHead } from './jpeg-head.ts';
import { type JpegWalk, marker, walkBeginning, walkJpeg } from './jpeg-walk.ts';
import { writeJpeg } from './jpeg-write.ts';
import { cleanedOf, findingsOf, type Notes } from './noted.ts';
import { noteLoose } from './streams/loose-findings.ts';

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
      { otherKind: true },
    );
  }
  return walk;
}

function notesOf(walk: JpegWalk, front: Buffer, gaps: readonly Buffer[]): Notes {
  const notes = jpegNotes(walk);
  // A few bytes are no words, and would be found again anywhere.
  for (const gap of gaps)
    if (gap.length >= 8) noteLoose('JPEG', 'Bytes behind the samples', gap, notes, 'unknown');
  if (front.length > 0) notes.binary('File', 'Bytes in front of the picture', front, 'unknown');
  return notes;
}

/** The same of a picture that is only looked at. */
const gapsOf = (walk: JpegWalk): readonly Buffer[] =>
  jpegGaps(walk, () => writeJpeg(walk, readHead(walk.segments)));

const cutNote = 'The file ends before the picture does. What is there was kept.';

/** JPEG by keep-list (ITU-T T.81, T.871): frame, tables, scans, and what tells colour and orientation. */
export const jpegCleaner: MetadataCleaner = {
  container: 'jpeg',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    const from = beginningOf(buffer);
    if (from < 0) return [];
    const walk = walkBeginning(buffer.subarray(from));
    return findingsOf(notesOf(walk, buffer.subarray(0, from), gapsOf(walk)));
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const buffer = asBuffer(bytes);
    const from = beginningOf(buffer);
    const walk = walked(buffer, from);
    const written = writeJpeg(walk, readHead(walk.segments));
    const gaps = jpegGaps(walk, () => written);
    const notes = notesOf(walk, buffer.subarray(0, from), gaps);
    return cleanedOf('jpeg', withoutGaps(written, gaps), notes, walk.complete ? [] : [cutNote]);
  },
};
