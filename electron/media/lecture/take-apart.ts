import { open } from 'node:fs/promises';
import type { SetAside } from '../look-result.ts';
import { SetAsideError, told } from '../set-aside.ts';
import type { CleanedLecture, Lecture } from './lecture.ts';

/* What reads documents is loaded with the first of them: a worker begins sooner without. */

/** What kind of lecture a file is by its first bytes; null where it is another file. */
async function formatOf(path: string): Promise<'pptx' | 'pdf' | 'older' | null> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(1024);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const text = head.toString('latin1', 0, bytesRead);
    if (text.startsWith('PK\x03\x04')) return 'pptx';
    if (text.startsWith('\xd0\xcf\x11\xe0')) return 'older';
    return text.includes('%PDF-') ? 'pdf' : null;
  } finally {
    await file.close();
  }
}

const older = (): SetAsideError =>
  new SetAsideError(
    'unsupported',
    'The file is of an older PowerPoint, or locked with a password. Save it as .pptx without a password.',
  );

/** Takes a lecture apart into a folder; null where the file is no lecture but a recording, or something else. */
export const unpackLecture = (path: string, folder: string): Promise<Lecture | SetAside | null> =>
  told(async () => {
    const format = await formatOf(path);
    if (format === 'older') throw older();
    if (format === null) return null;
    if (format === 'pdf') return (await import('./unpack-pdf.ts')).unpackPdf(path, folder);
    return (await import('./unpack-presentation.ts')).unpackPresentation(path, folder);
  });

/** Writes a copy of a lecture in which some parts are grey or empty; `to` must be free. */
export const cleanLecture = (
  path: string,
  names: readonly string[],
  to: string,
): Promise<CleanedLecture | SetAside> =>
  told(async () => {
    if ((await formatOf(path)) === 'pdf') return (await import('./clean-pdf.ts')).cleanPdf(path, names, to);
    return (await import('./clean-presentation.ts')).cleanPresentation(path, names, to);
  });
