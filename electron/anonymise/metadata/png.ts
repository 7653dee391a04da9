import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { cleanedOf, findingsOf } from './noted.ts';
import { pngSignature, walkPng } from './png-chunks.ts';
import { pngNotes } from './png-findings.ts';
import { writePng } from './png-write.ts';

const damagedNote = 'The file is damaged or ends before the picture does. What is there was kept.';

/** PNG and APNG by keep-list (PNG, third edition): header, palette, image, frames, and what tells colour. */
export const pngCleaner: MetadataCleaner = {
  container: 'png',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    return buffer.subarray(0, 8).equals(pngSignature) ? findingsOf(pngNotes(walkPng(buffer))) : [];
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const walk = walkPng(asBuffer(bytes));
    const notes = pngNotes(walk);
    const { bytes: out, damaged } = await writePng(walk);
    return cleanedOf('png', out, notes, damaged || !walk.complete ? [damagedNote] : []);
  },
};
