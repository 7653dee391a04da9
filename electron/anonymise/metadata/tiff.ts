import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { cleanedOf, findingsOf, Notes } from './noted.ts';
import { type TiffWalk, tiffForm, walkTiff } from './tiff-directories.ts';
import { noteTiff } from './tiff-findings.ts';
import { shownPages, writeTiff } from './tiff-write.ts';

function tiffNotes(walk: TiffWalk): Notes {
  const notes = new Notes();
  noteTiff(walk.bytes, notes, 'TIFF');
  const left = walk.pages.length - shownPages(walk).length;
  if (left > 0) notes.fact('TIFF', 'Smaller copies and pages without a picture', String(left), 'picture');
  return notes;
}

/** TIFF and BigTIFF by keep-list (TIFF 6.0): pages with their samples, and what tells colour and orientation. */
export const tiffCleaner: MetadataCleaner = {
  container: 'tiff',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    return tiffForm(buffer) ? findingsOf(tiffNotes(walkTiff(buffer))) : [];
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const walk = walkTiff(asBuffer(bytes));
    const out = writeTiff(walk);
    const notes = walk.complete
      ? []
      : ['The file is damaged or ends early. The pages that are there were kept.'];
    return cleanedOf('tiff', out, tiffNotes(walk), notes);
  },
};
