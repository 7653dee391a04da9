import { CustosError } from '../../../shared/kernel/error.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { boxesOf } from './heif-boxes.ts';
import { furtherPicture, noteHeif } from './heif-findings.ts';
import { type HeifMeta, readMeta } from './heif-meta.ts';
import { writeHeif } from './heif-write.ts';
import { cleanedOf, findingsOf, Notes } from './noted.ts';

interface HeifWalk {
  readonly brands: Buffer;
  readonly meta: HeifMeta;
  readonly sequence: boolean;
  readonly complete: boolean;
}

const needed = new Set(['ftyp', 'meta', 'mdat']);

function walkHeif(file: Buffer): HeifWalk {
  const { boxes } = boxesOf(file);
  const first = boxes[0];
  const meta = boxes.find(({ type }) => type === 'meta');
  if (first?.type !== 'ftyp')
    throw new CustosError('unreadable', 'This is not a HEIC or AVIF picture, whatever its name says.');
  if (!meta) {
    throw new CustosError(
      'unsupported',
      'This file holds a sequence of pictures and no still one. Save a copy as a film or as single pictures and take that in.',
    );
  }
  return {
    brands: first.body,
    meta: readMeta(meta.body),
    sequence: boxes.some(({ type }) => type === 'moov'),
    complete: boxes.every(({ type, cut }) => !cut || !needed.has(type)),
  };
}

const cutNote = 'The file ends before the picture does. What is there was kept.';
const sequenceNote =
  'The file also held a sequence of pictures, which was left out. Its still picture was kept.';

/** HEIC and AVIF by keep-list (ISO/IEC 23008-12): the primary picture, what it is made of, colour and turning. */
export const heifCleaner = (container: 'heic' | 'avif'): MetadataCleaner => ({
  container,

  inspect(bytes: Uint8Array): Finding[] {
    const file = asBuffer(bytes);
    const notes = new Notes();
    try {
      noteHeif(file, walkHeif(file).meta, notes);
    } catch {
      // What was read up to the damage is shown.
    }
    return findingsOf(notes);
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const file = asBuffer(bytes);
    const { brands, meta, sequence, complete } = walkHeif(file);
    const notes = new Notes();
    noteHeif(file, meta, notes);
    const further = notes.all.filter(({ name }) => name === furtherPicture).length;
    const said = [
      ...(complete ? [] : [cutNote]),
      ...(sequence ? [sequenceNote] : []),
      ...(further > 0 ? [`The file held further pictures (${further}), which were left out.`] : []),
    ];
    const cleaned = cleanedOf(container, writeHeif(file, brands, meta), notes, said);
    return { ...cleaned, lossless: !sequence && further === 0 };
  },
});
