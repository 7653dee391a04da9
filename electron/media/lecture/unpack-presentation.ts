import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SetAsideError } from '../set-aside.ts';
import { type Archive, openArchive } from './archive.ts';
import type { Lecture, LecturePart } from './lecture.ts';
import { type Presentation, readPresentation } from './presentation.ts';

/** A part that nobody would look at as a picture: typefaces, settings of printers, programs. */
const passedOver = /\.fntdata$|\.odttf$|\/printerSettings[^/]*\.bin$|\/vbaProject(Signature)?[^/]*\.bin$/i;

/** Documents within the document, as the table behind a chart. */
const documents = /\.(xlsx|xlsm|xlsb|docx|docm|pptx|pptm|sldx|xls|doc|ppt|pdf|bin)$/i;

const mostParts = 5_000;

const notes = {
  document:
    'A document lies within the file here. It is not looked into; open it and see whether it shows a patient.',
  linked: 'This is not in the file but linked to it, so that nobody can say here what will be shown.',
};

/** For each part, what a slide shows as one with it, and whether the slide cuts its edges off. */
function shownWith({ texts, named }: Presentation): {
  readonly together: ReadonlyMap<string, ReadonlySet<string>>;
  readonly cropped: ReadonlySet<string>;
} {
  const together = new Map<string, Set<string>>();
  const cropped = new Set<string>();
  for (const { relations, pictures } of texts) {
    const targetOf = (id: string): string[] => {
      const target = relations.find((relation) => relation.id === id)?.target;
      const name = target ? named(target) : null;
      return name ? [name] : [];
    };
    for (const picture of pictures) {
      const names = [...picture.relations].flatMap(targetOf);
      for (const name of names) {
        const others = together.get(name) ?? new Set<string>();
        for (const other of names) if (other !== name) others.add(other);
        together.set(name, others);
        if (picture.cropped) cropped.add(name);
      }
    }
  }
  return { together, cropped };
}

const holdsNoPicture = (name: string): boolean => /\.(xml|rels|vml)$/i.test(name) || passedOver.test(name);

/** Whether a document within the document may show something: the table behind a chart holds numbers alone. */
async function mayShow(path: string): Promise<boolean> {
  try {
    const archive = await openArchive(path);
    archive.close();
    return !archive.names.every(holdsNoPicture);
  } catch {
    return true;
  }
}

/** Null where there is nothing to look at. */
async function write(
  archive: Archive,
  name: string,
  path: string,
): Promise<Pick<LecturePart, 'path' | 'note'> | null> {
  try {
    await archive.writeTo(name, path);
    if (!documents.test(name)) return { path, note: null };
    const shows = await mayShow(path);
    await rm(path);
    return shows ? { path: null, note: notes.document } : null;
  } catch (error) {
    if (error instanceof SetAsideError) return { path: null, note: error.message };
    throw error;
  }
}

/** Takes a presentation apart: each of its parts that is no text goes into a file of its own. @throws SetAsideError */
export async function unpackPresentation(path: string, folder: string): Promise<Lecture> {
  const archive = await openArchive(path);
  try {
    const presentation = await readPresentation(archive);
    const leaves = presentation.leaves.filter((name) => !passedOver.test(name));
    if (leaves.length > mostParts)
      throw new SetAsideError('too-large', `The presentation has more than ${mostParts} pictures and clips.`);
    const { together, cropped } = shownWith(presentation);
    const parts: LecturePart[] = [];
    for (const [at, name] of leaves.entries()) {
      const written = await write(archive, name, join(folder, `part-${at}`));
      if (!written) continue;
      const others = [...(together.get(name) ?? [])];
      const places = presentation.places(name);
      parts.push({ name, ...written, places, cropped: cropped.has(name), together: others });
    }
    for (const { type, places } of presentation.linked)
      parts.push({ name: type, path: null, places, cropped: false, together: [], note: notes.linked });
    return { outcome: 'ok', format: 'pptx', count: presentation.slides, parts };
  } finally {
    archive.close();
  }
}
