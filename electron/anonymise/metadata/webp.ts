import { asBuffer, type Cleaned, type Finding, type MetadataCleaner } from './cleaner.ts';
import { cleanedOf, findingsOf, Notes } from './noted.ts';
import { noteProfile, noteXmp } from './text-findings.ts';
import { noteTiff } from './tiff-findings.ts';
import { isWebp, type RiffChunk, type RiffWalk, walkChunks, walkWebp } from './webp-chunks.ts';
import { exifOf, writeWebp } from './webp-write.ts';

const structural = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM']);

function noteChunk({ type, data }: RiffChunk, notes: Notes): void {
  if (structural.has(type)) return;
  if (type === 'EXIF') noteTiff(exifOf(data), notes);
  else if (type === 'XMP ' || type === 'XMP\0') noteXmp(data, 'XMP', notes);
  else if (type === 'ICCP') noteProfile(data, 'ICC profile', notes);
  else if (type === 'ANMF') {
    const inside = walkChunks(data, 16);
    for (const { type: kind, data: content } of inside.chunks)
      if (!structural.has(kind)) notes.binary('WebP frame', `Chunk ${kind}`, content, 'unknown');
    if (inside.trailer.length > 0)
      notes.binary('WebP frame', 'Bytes behind its picture', inside.trailer, 'unknown');
  } else if (type === 'C2PA') notes.binary('WebP', 'C2PA content credentials', data, 'account');
  else if (/^I[A-Z]{3}$/.test(type)) notes.text(`WebP ${type}`, 'Description', data.toString('utf8'), 'said');
  else notes.binary('WebP', `Private or unknown chunk ${type}`, data, 'unknown');
}

function webpNotes(walk: RiffWalk): Notes {
  const notes = new Notes();
  for (const part of walk.chunks) noteChunk(part, notes);
  const pictures = walk.chunks.filter(({ type }) => type === 'VP8 ' || type === 'VP8L');
  for (const { data } of pictures.slice(1)) notes.binary('WebP', 'Second picture', data, 'picture');
  if (walk.trailer.length > 0) notes.binary('Trailer', 'Bytes behind the picture', walk.trailer, 'unknown');
  return notes;
}

/** WebP by keep-list (RFC 9649): pictures, transparency, animation, and what tells colour and orientation. */
export const webpCleaner: MetadataCleaner = {
  container: 'webp',

  inspect(bytes: Uint8Array): Finding[] {
    const buffer = asBuffer(bytes);
    return isWebp(buffer) ? findingsOf(webpNotes(walkWebp(buffer))) : [];
  },

  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const walk = walkWebp(asBuffer(bytes));
    const notes = walk.complete ? [] : ['The file ends before the picture does. What is there was kept.'];
    return cleanedOf('webp', writeWebp(walk), webpNotes(walk), notes);
  },
};
