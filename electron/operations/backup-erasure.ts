import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isCustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { ErasureRow } from '../catalogue/rows.ts';
import { addToLedger, type BackupFolder, backupFolder, isReachable, keepOnly } from './backup-folder.ts';
import type { Rooms } from './context.ts';

/** What an erasure must take out of every backup. */
export interface Forgotten {
  readonly erasure: ErasureRow;
  readonly blobs: readonly Id[];
  readonly marks: readonly string[];
}

const stale = 'backups.stale';

async function forgetIn(rooms: Rooms, folder: BackupFolder, forgotten: readonly Forgotten[]): Promise<void> {
  // The line comes first: whoever restores from here in the meantime replays the erasure.
  await addToLedger(
    folder,
    forgotten.map(({ erasure, blobs, marks }) => ({
      erasure: erasure.id,
      recording: erasure.recording,
      number: erasure.number,
      blobs,
      marks,
    })),
  );
  await rooms.vault.copyKeysTo(folder.blobKeys);
  for (const blob of forgotten.flatMap(({ blobs }) => blobs)) {
    await rm(join(folder.vault, blob.slice(0, 2), `${blob}.age`), { force: true });
  }
}

/**
 * Takes erased files out of every backup that can be reached: ledger, keys, blobs. Answers a sentence for each
 * that cannot, for the certificate and the queue.
 */
export async function forgetInBackups(
  rooms: Rooms,
  forgotten: readonly Forgotten[],
): Promise<readonly string[]> {
  const outOfReach: string[] = [];
  if (forgotten.length === 0) return outOfReach;
  const backups = await rooms.catalogue.read((reader) => reader.settings.backups());
  for (const { place, lastMadeAt } of backups) {
    const folder = backupFolder(place, rooms.settings.id);
    const sentence = `The backup at ${place}, last made ${lastMadeAt?.slice(0, 10) ?? 'at an unknown time'}, could not be reached.`;
    if (!(await isReachable(folder))) outOfReach.push(sentence);
    else {
      try {
        await forgetIn(rooms, folder, forgotten);
      } catch (error) {
        if (isCustosError(error)) throw error;
        outOfReach.push(sentence);
      }
    }
  }
  return outOfReach;
}

/** A backup out of reach is owed for: the duty stays until the backup is made anew. */
export async function oweForgetting(
  rooms: Rooms,
  writer: CatalogueWriter,
  erasure: ErasureRow,
  sentence: string,
): Promise<void> {
  await writer.obligations.add({
    id: rooms.clock.newId(),
    recording: erasure.recording,
    queue: 'erase',
    paragraph: erasure.paragraph,
    reason: `${sentence} Please connect it and make a backup to it, so that the erased recording leaves it as well.`,
    due: rooms.clock.today(),
    action: 'proposeErasure',
    raisedAt: rooms.clock.now(),
    snoozedUntil: null,
    settledAt: null,
    source: 'system',
  });
}

/** Says, in the transaction that completes an erasure, that older snapshots still hold its rows. */
export const snapshotsAreStale = (writer: CatalogueWriter): Promise<void> =>
  writer.settings.set(stale, 'true');

/** Puts a fresh snapshot of the catalogue in place of the older ones wherever a backup can be reached. */
export async function renewStaleSnapshots(rooms: Rooms): Promise<void> {
  const due = await rooms.catalogue.read((reader) => reader.settings.get(stale));
  if (due !== 'true') return;
  for (const { place } of await rooms.catalogue.read((reader) => reader.settings.backups())) {
    const folder = backupFolder(place, rooms.settings.id);
    if (await isReachable(folder)) await renewSnapshot(rooms, folder);
  }
  await rooms.catalogue.write((writer) => writer.settings.set(stale, 'false'));
}

/** A fresh snapshot of the catalogue in a backup, and no other; answers its path. */
export async function renewSnapshot(rooms: Rooms, folder: BackupFolder): Promise<string> {
  const name = rooms.clock.now().replace(/[:.]/g, '-');
  const path = join(folder.snapshots, `${name}.db`);
  await rm(path, { force: true });
  await rooms.catalogue.snapshot(path);
  await keepOnly(folder, path);
  return path;
}
