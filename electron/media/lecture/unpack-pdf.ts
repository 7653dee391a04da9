import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PDFDocument, PDFInvalidObject, type PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { guardedPdf, key, membersOf, nameIn, openPdf, walkPage } from '../pdf/pdf-file.ts';
import { filtersOf, imageFile, isImage, unfolded } from '../pdf/pdf-image.ts';
import { SetAsideError } from '../set-aside.ts';
import { inOrder, type Lecture, type LecturePart, type PartPlace } from './lecture.ts';

const mostParts = 5_000;

const notes = {
  inline: 'A small picture is drawn within the text of the page. It could not be looked at.',
  unreadable: 'This piece of the PDF is damaged. What it shows could not be looked at.',
};

/** The pages from which an object can be reached. */
type Pages = ReadonlyMap<PDFRef, ReadonlySet<number>>;

function pagesOf(document: PDFDocument): Pages {
  const pages = new Map<PDFRef, Set<number>>();
  for (const [at, page] of document.getPages().entries())
    walkPage(document, page, (ref) => pages.set(ref, (pages.get(ref) ?? new Set()).add(at + 1)));
  return pages;
}

const placesOn = (pages: Pages, ref: PDFRef): PartPlace[] => {
  const numbers = inOrder(pages.get(ref) ?? []);
  return numbers.length > 0 ? [{ what: 'page', numbers }] : [{ what: 'nowhere', numbers: [] }];
};

/** Streams that are a piece of another one: masks say where a picture shows, `EF` names a file within the file. */
function roles(objects: readonly (readonly [PDFRef, PDFObject])[]): {
  readonly masks: ReadonlySet<PDFRef>;
  readonly files: ReadonlySet<PDFRef>;
} {
  const [masks, files] = [new Set<PDFRef>(), new Set<PDFRef>()];
  for (const [, object] of objects) {
    const waiting: [string, PDFObject][] = membersOf(object);
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [name, member] = next;
      if (member instanceof PDFRef) {
        if (name === 'SMask' || name === 'Mask') masks.add(member);
      } else {
        if (name === 'EF')
          for (const [, file] of membersOf(member)) if (file instanceof PDFRef) files.add(file);
        waiting.push(...membersOf(member));
      }
    }
  }
  return { masks, files };
}

const noContent = ['FontFile', 'Metadata', 'XRef', 'ObjStm'];

/** Whether a stream draws a picture that is no object of its own (ISO 32000-2, 8.9.7); in doubt it does. */
function drawsInline({ dict, contents }: PDFRawStream): boolean {
  const none = ['N', 'Length1', 'FunctionType', 'BitsPerCoordinate'].some((member) => dict.has(key(member)));
  if (
    none ||
    noContent.includes(nameIn(dict, 'Type')) ||
    /^(Type1C|CIDFont|OpenType|XML)/.test(nameIn(dict, 'Subtype'))
  )
    return false;
  const text = unfolded(PDFRawStream.of(dict, contents), filtersOf(dict)).toString('latin1');
  for (let at = text.search(/\bBI\s/); at >= 0; ) {
    const head = text.slice(at, at + 1_000);
    if (/^BI\s[\s\S]*?\/(W|Width)\b[\s\S]*?\bID\s/.test(head)) return true;
    const next = text.slice(at + 2).search(/\bBI\s/);
    at = next < 0 ? -1 : at + 2 + next;
  }
  return false;
}

/** Content of a stream for a file of its own, or why there is none. Null where it is no picture and no file. */
async function contentOf(
  object: PDFObject,
  file: boolean,
): Promise<{ readonly bytes: Buffer | null; readonly note: string | null } | null> {
  if (object instanceof PDFInvalidObject) return { bytes: null, note: notes.unreadable };
  if (!(object instanceof PDFRawStream)) return null;
  try {
    if (isImage(object)) return { bytes: await imageFile(object), note: null };
    if (file || nameIn(object.dict, 'Type') === 'EmbeddedFile')
      return { bytes: unfolded(object, filtersOf(object.dict), 512 * 1024 ** 2), note: null };
    return drawsInline(object) ? { bytes: null, note: notes.inline } : null;
  } catch (error) {
    return { bytes: null, note: error instanceof SetAsideError ? error.message : notes.unreadable };
  }
}

/** Takes a PDF apart: each picture and each file within it goes into a file of its own. @throws SetAsideError */
export async function unpackPdf(path: string, folder: string): Promise<Lecture> {
  const document = await openPdf(path);
  return guardedPdf(async () => {
    const pages = pagesOf(document);
    const objects = document.context.enumerateIndirectObjects();
    const { masks, files } = roles(objects);
    const parts: LecturePart[] = [];
    for (const [ref, object] of objects) {
      const content = masks.has(ref) ? null : await contentOf(object, files.has(ref));
      if (!content) continue;
      if (parts.length === mostParts)
        throw new SetAsideError('too-large', `The PDF has more than ${mostParts} pictures.`);
      const to = content.bytes && join(folder, `part-${parts.length}`);
      if (content.bytes && to) await writeFile(to, content.bytes, { mode: 0o600 });
      parts.push({
        name: `${ref.objectNumber} ${ref.generationNumber}`,
        ...{ path: to, note: content.note, places: placesOn(pages, ref) },
        ...{ cropped: false, together: [] },
      });
    }
    return { outcome: 'ok', format: 'pdf', count: document.getPageCount(), parts };
  });
}
