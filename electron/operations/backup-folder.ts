import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '../../shared/kernel/id.ts';

/**
 * The layout of a backup: `library.json`, `keys/`, `vault/` as in the library, one `blobkeys.db`, catalogue
 * snapshots named by their instant, the newest checkpoint of the trail and the ledger of erasures, one JSON
 * line each. It lies in a folder of its own below the destination, so that several libraries may share one.
 */
export interface BackupFolder {
  readonly root: string;
  readonly vault: string;
  readonly keys: string;
  readonly blobKeys: string;
  readonly snapshots: string;
  readonly checkpoint: string;
  readonly ledger: string;
}

export function backupFolder(destination: string, library: Id): BackupFolder {
  const root = join(destination, `${library}.custos-backup`);
  return {
    root,
    vault: join(root, 'vault'),
    keys: join(root, 'keys'),
    blobKeys: join(root, 'blobkeys.db'),
    snapshots: join(root, 'catalogue'),
    checkpoint: join(root, 'checkpoint.json'),
    ledger: join(root, 'erasures.jsonl'),
  };
}

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
  await syncPath(part);
  await rename(part, to);
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
  await syncPath(folder.snapshots);
}

/** One erasure as `restore` replays it. Ids and marks only: it names nobody. */
export interface LedgerLine {
  readonly erasure: Id;
  readonly recording: Id;
  readonly number: number;
  readonly blobs: readonly Id[];
  readonly marks: readonly string[];
}

/** Adds lines to the ledger, and makes sure that they are on the disk. */
export async function addToLedger(folder: BackupFolder, lines: readonly LedgerLine[]): Promise<void> {
  const handle = await open(folder.ledger, 'a', 0o600);
  try {
    for (const line of lines) await handle.write(`${JSON.stringify(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The ledger of a backup; a line that a kill has cut short is passed over, for its erasure is repeated. */
export async function readLedger(folder: BackupFolder): Promise<readonly LedgerLine[]> {
  let text: string;
  try {
    text = await readFile(folder.ledger, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as LedgerLine);
}
