import { CustosError } from '../../../shared/kernel/error.ts';
import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { boxesOf, type HeifBox } from './heif-boxes.ts';
import { furtherPicture, noteHeif } from './heif-findings.ts';
import { type HeifMeta, readMeta } from './heif-meta.ts';
import { cleanSequence, hasSequence, noteSequence, sequenceBeside, showsSequence } from './heif-sequence.ts';
import { writeBehind, writeHeif } from './heif-write.ts';
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
      'unreadable',
      'The table of contents of this picture is missing. It cannot be cleaned, and no program can show it.',
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

/** Whether one of the pictures is shown by itself. */
function hasStill(boxes: readonly HeifBox[]): boolean {
  const meta = boxes.find(({ type }) => type === 'meta');
  if (!meta) return false;
  try {
    const { primary, items } = readMeta(meta.body);
    return primary !== null && items.has(primary);
  } catch {
    return false;
  }
}

/** The boxes of a file that holds pictures in a row and no still one; else null. */
function sequenceIn(file: Buffer): readonly HeifBox[] | null {
  const { boxes } = boxesOf(file);
  return boxes[0]?.type === 'ftyp' && hasSequence(boxes) && !hasStill(boxes) ? boxes : null;
}

/** HEIC and AVIF by keep-list (ISO/IEC 23008-12): the primary picture, what it is made of, colour and turning, and a sequence. */
export const heifCleaner = (container: 'heic' | 'avif'): MetadataCleaner => ({
  container,

  inspect(bytes: Uint8Array): Finding[] {
    const file = asBuffer(bytes);
    const notes = new Notes();
    const sequence = sequenceIn(file);
    try {
      if (sequence) noteSequence(sequence, notes);
      else {
        const { brands, meta, sequence: beside } = walkHeif(file);
        const shown = beside && showsSequence(container, brands);
        if (shown) noteSequence(boxesOf(file).boxes, notes);
        noteHeif(file, meta, notes, shown);
      }
    } catch {
      // What was read up to the damage is shown.
    }
    return findingsOf(notes);
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const file = asBuffer(bytes);
    if (sequenceIn(file)) return cleanSequence(container, file);
    const walk = walkHeif(file);
    const { brands, meta, complete } = walk;
    const notes = new Notes();
    const beside = walk.sequence ? await sequenceBeside(container, file, brands, notes) : null;
    noteHeif(file, meta, notes, beside !== null);
    const further = notes.all.filter(({ name }) => name === furtherPicture).length;
    const said = [
      ...(complete ? [] : [cutNote]),
      ...(beside?.remarks ?? (walk.sequence ? [sequenceNote] : [])),
      ...(further > 0 ? [`The file held further pictures (${further}), which were left out.`] : []),
    ];
    const out = beside ? writeBehind(beside.out, file, meta) : writeHeif(file, brands, meta);
    const whole = further === 0 && (beside ? beside.remarks.length === 0 : !walk.sequence);
    return { ...cleanedOf(container, out, notes, said), lossless: whole };
  },
});
