import { CustosError } from '../../../shared/kernel/error.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { jpegNotes } from './jpeg-findings.ts';
import { readHead } from './jpeg-head.ts';
import { type JpegWalk, walkBeginning, walkJpeg } from './jpeg-walk.ts';
import { writeJpeg } from './jpeg-write.ts';
import { cleanedOf, findingsOf } from './noted.ts';

function walked(bytes: Uint8Array): JpegWalk {
  const buffer = asBuffer(bytes);
  if (buffer[0] !== 0xff || buffer[1] !== 0xd8) {
    throw new CustosError('unreadable', 'This is not a JPEG picture, whatever its name says.');
  }
  return walkJpeg(buffer);
}

const cutNote = 'The file ends before the picture does. What is there was kept.';

/** JPEG by keep-list (ITU-T T.81, T.871): frame, tables, scans, and what tells colour and orientation. */
export const jpegCleaner: MetadataCleaner = {
  container: 'jpeg',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    return buffer[0] === 0xff && buffer[1] === 0xd8 ? findingsOf(jpegNotes(walkBeginning(buffer))) : [];
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const walk = walked(bytes);
    const notes = jpegNotes(walk);
    const out = writeJpeg(walk, readHead(walk.segments));
    return cleanedOf('jpeg', out, notes, walk.complete ? [] : [cutNote]);
  },
};
