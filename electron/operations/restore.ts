import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import { type BackupFolder, copyWhole, type LedgerLine, readLedger, snapshotsIn } from './backup-folder.ts';
import type { Rooms } from './context.ts';

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isDirectory()) await copyFolder(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile() && !entry.name.endsWith('.part'))
      await copyWhole(join(from, entry.name), join(to, entry.name));
  }
}

/** The folder of a backup, whether its destination or itself was named. @throws CustosError `not-found` */
export async function findBackup(from: string): Promise<BackupFolder> {
  const named = from.endsWith('.custos-backup') ? [from] : await candidates(from);
  if (named.length !== 1 || !named[0]) {
    throw new CustosError(
      'not-found',
      'There is no backup in this folder, or there are several: please name the folder ending in .custos-backup.',
    );
  }
  const root = named[0];
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

async function candidates(from: string): Promise<string[]> {
  const names = await readdir(from).catch(() => []);
  return names.filter((name) => name.endsWith('.custos-backup')).map((name) => join(from, name));
}

/** Lays a library from a backup at a place where there is nothing yet. The last step makes it a library. */
export async function layFromBackup(folder: BackupFolder, place: string): Promise<void> {
  const occupied = await stat(place).then(
    () => true,
    () => false,
  );
  if (occupied)
    throw new CustosError(
      'conflict',
      'There is something at this place already. Please choose a new folder.',
    );
  const snapshot = (await snapshotsIn(folder)).at(-1);
  if (!snapshot)
    throw new CustosError('damaged', 'This backup holds no catalogue. Please choose another one.');
  await mkdir(join(place, 'tmp'), { recursive: true, mode: 0o700 });
  await copyFolder(folder.vault, join(place, 'vault'));
  await copyFolder(folder.keys, join(place, 'keys'));
  await copyWhole(folder.blobKeys, join(place, 'blobkeys.db'));
  await copyWhole(snapshot, join(place, 'catalogue.db'));
  await copyWhole(join(folder.root, 'library.json'), join(place, 'library.json'));
}

/** Repeats on a restored library what the ledger says was erased since its snapshot; answers how many. */
export async function replayLedger(rooms: Rooms, folder: BackupFolder): Promise<number> {
  let replayed = 0;
  for (const line of await readLedger(folder)) if (await replay(rooms, line)) replayed += 1;
  if (replayed > 0) await rooms.catalogue.scour();
  return replayed;
}

async function replay(rooms: Rooms, line: LedgerLine): Promise<boolean> {
  const recording = await rooms.catalogue.read((reader) => reader.recordings.get(line.recording));
  if (!recording || recording.state === 'erased') return false;
  const renditions = await rooms.catalogue.read((reader) => reader.renditions.ofRecording(line.recording));
  await rooms.vault.destroyMany([...new Set([...line.blobs, ...renditions.map(({ blob }) => blob)])]);
  await rooms.previews.removeAll(renditions.map(({ id }) => id));
  await rooms.catalogue.write(async (writer) => {
    for (const { id } of renditions) await writer.renditions.remove(id);
    await writer.recordings.erase(line.recording);
    await writer.trail.eraseTexts([line.recording, line.erasure, ...renditions.map(({ id }) => id)]);
    await rooms.record(writer, {
      kind: 'erasure.completed',
      by: null,
      about: [{ noun: 'recording', id: line.recording }],
      facts: { number: line.number, replayed: true, blobs: line.blobs.length },
    });
  });
  return true;
}
