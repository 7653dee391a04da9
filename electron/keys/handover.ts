import { join } from 'node:path';
import type { KeyFile } from './key-file.ts';
import { exists, newHandoverName, pendingFolder } from './key-folder.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import type { UserEntry } from './user-list.ts';

/** Seals a new library identity to a user who is not there to give a passphrase. */
export async function writeHandover(
  folder: string,
  entry: UserEntry,
  libraryIdentity: string,
): Promise<UserEntry> {
  const handover = newHandoverName();
  await writeSealed(join(folder, handover), libraryIdentity, entry.recipient);
  return { ...entry, handover };
}

/** The key file with the library identity that waits for its user, where one waits. */
export async function takeHandover(folder: string, entry: UserEntry, file: KeyFile): Promise<KeyFile> {
  if (entry.handover === undefined) return file;
  const pending = join(pendingFolder(folder), entry.handover);
  const path = (await exists(pending)) ? pending : join(folder, entry.handover);
  const libraryIdentity = Buffer.from(await readSealed(path, file.handoverIdentity)).toString('utf8');
  if (libraryIdentity === file.libraryIdentity) return file;
  // The former identity is kept: it opens the backups of its time.
  return { ...file, libraryIdentity, formerIdentities: [...file.formerIdentities, file.libraryIdentity] };
}
