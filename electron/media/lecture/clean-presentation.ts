import { SetAsideError } from '../set-aside.ts';
import { type Archive, openArchive, rewriteArchive } from './archive.ts';
import { greyLike } from './grey.ts';
import type { CleanedLecture } from './lecture.ts';
import { type Presentation, readPresentation, type TextPart } from './presentation.ts';

/** A picture larger than this is not decoded for its size. */
const pictureLimit = 256 * 1024 ** 2;

const isPicture = (bytes: Buffer): boolean => {
  const head = bytes.toString('latin1', 0, 12);
  return (
    /^(\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|BM|\xd7\xcd\xc6\x9a)/.test(head) ||
    (head.startsWith('RIFF') && head.endsWith('WEBP')) ||
    (head.slice(4, 8) === 'ftyp' && /avif|heic|heix|mif1/.test(head.slice(8)))
  );
};

/** A part of text without what people wrote about pictures that are taken out. */
function withoutWords({ text, pictures, relations }: TextPart, gone: ReadonlySet<string>): Buffer | null {
  const ids = new Set(
    relations.filter(({ target }) => target && gone.has(target.toLowerCase())).map(({ id }) => id),
  );
  const words = pictures
    .filter((picture) => [...picture.relations].some((id) => ids.has(id)))
    .flatMap((picture) => picture.words);
  if (words.length === 0) return null;
  const distinct = [...new Map(words.map((word) => [word.from, word])).values()].sort(
    (a, b) => b.from - a.from,
  );
  let left = text;
  for (const { from, to } of distinct) left = left.slice(0, from) + left.slice(to);
  return Buffer.from(left, 'utf8');
}

/** The small picture of the first slide that folders show (ECMA-376 part 2, 9). */
const thumbnail = /^docProps\/thumbnail\.[a-z]+$/i;

async function replacements(
  archive: Archive,
  { texts }: Presentation,
  names: readonly string[],
): Promise<{ readonly instead: Map<string, Buffer>; readonly emptied: string[] }> {
  const instead = new Map<string, Buffer>();
  const emptied: string[] = [];
  for (const name of names) {
    const head = archive.bytesOf(name) > pictureLimit ? null : await archive.read(name, pictureLimit);
    const picture = head !== null && isPicture(head);
    instead.set(name, picture ? await greyLike(head) : Buffer.alloc(0));
    if (!picture) emptied.push(name);
  }
  const gone = new Set(names.map((name) => name.toLowerCase()));
  for (const part of texts) {
    const text = withoutWords(part, gone);
    if (text) instead.set(part.name, text);
  }
  return { instead, emptied };
}

/** Writes a copy of a presentation in which some of its parts are grey or empty. @throws SetAsideError */
export async function cleanPresentation(
  path: string,
  names: readonly string[],
  to: string,
): Promise<CleanedLecture> {
  const archive = await openArchive(path);
  try {
    const missing = names.filter((name) => !archive.names.includes(name));
    if (missing.length > 0)
      throw new SetAsideError('unreadable', 'The file has changed since it was checked.');
    const presentation = await readPresentation(archive);
    const thumbnails = archive.names.filter((name) => thumbnail.test(name));
    const { instead, emptied } = await replacements(archive, presentation, [
      ...new Set([...names, ...thumbnails]),
    ]);
    await rewriteArchive(archive, instead, to);
    return { outcome: 'ok', replaced: names.length, emptied, thumbnail: thumbnails.length > 0 };
  } finally {
    archive.close();
  }
}
