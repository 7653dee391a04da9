import { CustosError } from '../../../shared/kernel/error.ts';
import { embeddedJpeg } from '../../media/raw-picture.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { jpegCleaner } from './jpeg.ts';
import { cleanedOf, findingsOf, Notes } from './noted.ts';
import { noteTiff } from './tiff-findings.ts';

/** What the raw file says around its picture; most formats are built like a TIFF. */
function rawNotes(bytes: Buffer): Notes {
  const notes = new Notes();
  noteTiff(bytes, notes);
  notes.fact('Camera raw', 'Raw data of the sensor', `${bytes.length} bytes`, 'unknown');
  return notes;
}

const leftOut =
  'The raw data of the camera was left out. What was kept is the largest picture that the camera made of it.';

/** Camera raw files as their largest JPEG, cleaned and upright; the raw data is never rewritten. */
export const rawCleaner: MetadataCleaner = {
  container: 'raw',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    const jpeg = embeddedJpeg(buffer);
    return [...findingsOf(rawNotes(buffer)), ...(jpeg ? jpegCleaner.inspect(jpeg) : [])];
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const buffer = asBuffer(bytes);
    const jpeg = embeddedJpeg(buffer);
    if (!jpeg) {
      throw new CustosError(
        'unsupported',
        'This camera raw file holds no finished picture. Save one as JPEG with the program of the camera and take that in.',
      );
    }
    const around = cleanedOf('jpeg', Buffer.alloc(0), rawNotes(buffer));
    const inside = await jpegCleaner.clean(jpeg);
    return {
      ...inside,
      removed: [...around.removed, ...inside.removed],
      removedValues: [...around.removedValues, ...inside.removedValues],
      lossless: false,
      notes: [leftOut, ...inside.notes],
    };
  },
};
