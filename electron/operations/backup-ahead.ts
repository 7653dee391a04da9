import { readFile } from 'node:fs/promises';
import { checkpoint } from '../../shared/contract/trail.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { BackupFolder } from './backup-folder.ts';
import type { Rooms } from './context.ts';

/**
 * Whether a backup was made of a later state than this library has. A library that was restored from an older copy must
 * not put its keys, its rows or its idea of what lies in the vault over a newer backup: the only copy of what came since
 * may be there. The backup's checkpoint tells: whoever grew from its state has its head in their trail.
 * @throws CustosError `damaged` where the checkpoint cannot be read
 */
export async function isAhead({ catalogue }: Rooms, folder: BackupFolder): Promise<boolean> {
  const head = await headOf(folder);
  if (head === null) return false;
  const [own] = await catalogue.read(({ trail }) => trail.from(head.sequence, 1));
  return own?.sequence !== head.sequence || own.hash !== head.hash;
}

/** Null where no backup was finished there yet. */
async function headOf({ root, checkpoint: path }: BackupFolder) {
  try {
    return checkpoint.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CustosError(
      'damaged',
      `The file checkpoint.json in ${root} cannot be read, so nobody can tell whether this backup is newer than the library. Nothing was changed there. Please choose another folder.`,
    );
  }
}

/** @throws CustosError `conflict` where the backup was made of a later state than this library has */
export async function assertNotAhead(rooms: Rooms, folder: BackupFolder): Promise<void> {
  if (!(await isAhead(rooms, folder))) return;
  throw new CustosError(
    'conflict',
    `The backup in ${folder.root} holds what came after this library, which was restored from an older copy. Nothing was changed there. Please restore the library from it, or choose another folder for backups.`,
  );
}
