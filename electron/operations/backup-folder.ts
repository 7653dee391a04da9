import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Id } from '../../shared/kernel/id.ts';
import { syncFolder } from '../files/durable.ts';
import { ledgerFileOf } from './erasure-ledger.ts';

const ending = '.custos-backup';

/**
 * The layout of a backup: `library.json`, `keys/`, `vault/` as in the library, one `blobkeys.db`, catalogue
 * snapshots named by their instant, the newest checkpoint of the trail and the ledger of erasures. It lies in a
 * folder of its own below the destination, so that several libraries may share one. A second ledger lies beside
 * that folder: it stays where somebody puts an older copy of the folder in its place.
 */
export interface BackupFolder {
  readonly root: string;
  readonly vault: string;
  readonly keys: string;
  readonly blobKeys: string;
  readonly snapshots: string;
  readonly checkpoint: string;
  readonly ledgers: readonly [inside: string, beside: string];
}

export const backupFolder = (destination: string, library: Id): BackupFolder =>
  backupAt(join(destination, `${library}${ending}`));

/** Whether a name is that of a backup's own folder. */
export const isBackupName = (name: string): boolean => name.endsWith(ending);

/** The parts of the backup whose own folder this is. */
export const backupAt = (root: string): BackupFolder => ({
  root,
  vault: join(root, 'vault'),
  keys: join(root, 'keys'),
  blobKeys: join(root, 'blobkeys.db'),
  snapshots: join(root, 'catalogue'),
  checkpoint: join(root, 'checkpoint.json'),
  ledgers: [join(root, 'erasures.jsonl'), ledgerFileOf(root.slice(0, -ending.length))],
});

/** Whether a backup can be written to right now. */
export async function isReachable(folder: BackupFolder): Promise<boolean> {
  try {
    await access(folder.root, constants.W_OK);
    return (await stat(folder.root)).isDirectory();
  } catch {
    return false;
  }
}

export async function makeFolders(folder: BackupFolder): Promise<void> {
  for (const path of [folder.root, folder.vault, folder.keys, folder.snapshots]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies a file so that at its new place lies the whole of it or nothing, also after a power cut. */
export async function copyWhole(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  await copyFile(from, part);
  await putInPlace(part, to);
}

/** Gives a finished part its name, durably. */
export async function putInPlace(part: string, path: string): Promise<void> {
  await syncPath(part);
  await rename(part, path);
  await syncFolder(dirname(path));
}

/** The catalogue snapshots in a backup, newest last (their names are instants, which sort). */
export async function snapshotsIn(folder: BackupFolder): Promise<readonly string[]> {
  const names = (await readdir(folder.snapshots)).filter((name) => name.endsWith('.db')).sort();
  return names.map((name) => join(folder.snapshots, name));
}

/** Removes all snapshots but one; what an older one held of an erased recording goes with it. */
export async function keepOnly(folder: BackupFolder, snapshot: string): Promise<void> {
  for (const name of await readdir(folder.snapshots)) {
    const path = join(folder.snapshots, name);
    if (path !== snapshot) await rm(path, { force: true });
  }
  await syncFolder(folder.snapshots);
}

/** A backup that an erasure could not change: the log says why, the duty what to do. */
export const tellUnchanged = (place: string, error: unknown): void => {
  process.stderr.write(`custos: the backup at ${place} could not be changed: ${String(error)}\n`);
};
