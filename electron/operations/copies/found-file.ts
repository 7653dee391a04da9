import { createHash } from 'node:crypto';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Rooms } from '../context.ts';
import { openSourceFile, SourceFault, type SourceFile } from '../import-reading.ts';

/** What is known of a file found elsewhere; nothing of it is kept. */
export interface FoundFile {
  readonly sha256: string;
  /** Its picture, or the poster of its film; null where it has none that can be read. */
  readonly thumbnail: Uint8Array | null;
  /** Why there is none, in a sentence. */
  readonly note: string | null;
}

async function digestOf(source: SourceFile): Promise<string> {
  if (source.sha256 !== null) return source.sha256;
  const hash = createHash('sha256');
  for await (const part of source.parts()) hash.update(part);
  return hash.digest('hex');
}

const soundNote =
  'A sound has no picture to compare. Its content was compared, so that only an unchanged copy is found.';

async function look({ media }: Rooms, source: SourceFile): Promise<FoundFile> {
  const sha256 = await digestOf(source);
  const looked = await media.look({ path: source.path }, { thumbnail: true });
  if (!(await source.unchanged()))
    throw new CustosError(
      'unreadable',
      'The file was changed by another program while it was read. Please try it again.',
    );
  if (looked.outcome === 'set-aside') return { sha256, thumbnail: null, note: looked.message };
  const thumbnail = looked.thumbnail?.bytes ?? null;
  return { sha256, thumbnail, note: thumbnail ? null : soundNote };
}

/** Reads a file once. @throws CustosError `unreadable` where there is none, or it cannot be read */
export async function readFoundFile(rooms: Rooms, path: string): Promise<FoundFile> {
  let source: SourceFile | null = null;
  try {
    source = await openSourceFile(path);
    return await look(rooms, source);
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    throw new CustosError('unreadable', 'The file cannot be read. Please choose it again.', {}, error);
  } finally {
    await source?.close();
  }
}
