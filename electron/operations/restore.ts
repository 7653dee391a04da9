import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import {
  type BackupFolder,
  backupAt,
  backupFolder,
  copyWhole,
  isBackupName,
  snapshotsIn,
} from './backup-folder.ts';
import type { Rooms } from './context.ts';
import { addToLedger, type LedgerLine, readLedger } from './erasure-ledger.ts';

/** In a restored library, until its erasures are repeated; it comes before the file that makes it a library. */
const ledgerName = 'erasures-to-repeat.jsonl';

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
  const named = isBackupName(from) ? [from] : await candidates(from);
  if (named.length !== 1 || !named[0]) {
    throw new CustosError(
      'not-found',
      'There is no backup in this folder, or there are several: please name the folder ending in .custos-backup.',
    );
  }
  return backupAt(named[0]);
}

async function candidates(from: string): Promise<string[]> {
  const names = await readdir(from).catch(() => []);
  return names.filter(isBackupName).map((name) => join(from, name));
}

/**
 * Lays a library from a backup at a place where there is nothing yet. The last step makes it a library; the erasures
 * that it must repeat are there by then, so that a kill after it cannot bring back what was erased.
 */
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
  for (const ledger of folder.ledgers) await addToLedger(join(place, ledgerName), await readLedger(ledger));
  await copyWhole(join(folder.root, 'library.json'), join(place, 'library.json'));
}

/**
 * Marks in a restored library, before anybody is let in, what the ledger says was erased since its snapshot; the
 * erasures are then finished like any that a kill has interrupted. Answers how many.
 */
export async function replayLedger(rooms: Rooms): Promise<number> {
  const path = join(rooms.settings.place, ledgerName);
  const restored = await stat(path).catch(() => null);
  if (restored === null) return 0;
  await hearElsewhere(rooms, path);
  let replayed = 0;
  for (const line of await readLedger(path))
    if (await rooms.catalogue.write((writer) => replay(rooms, writer, line))) replayed += 1;
  await rm(path, { force: true });
  return replayed;
}

/**
 * What was erased while the restored backup was away stands in the ledgers of this machine and of the other backups, as
 * far as the restored library knows of them.
 */
async function hearElsewhere({ catalogue, settings, ledger: own }: Rooms, path: string): Promise<void> {
  const backups = await catalogue.read((reader) => reader.settings.backups());
  const others = backups.flatMap(({ place }) => backupFolder(place, settings.id).ledgers);
  // One that cannot be read holds the restore up no more than one that nobody knows of.
  for (const ledger of own === null ? others : [own, ...others])
    await addToLedger(path, await readLedger(ledger).catch(() => []));
}

async function replay(rooms: Rooms, writer: CatalogueWriter, line: LedgerLine): Promise<boolean> {
  const recording = await writer.recordings.get(line.recording);
  if (!recording || recording.state === 'erased') return false;
  await approveAgain(writer, line);
  for (const mark of line.marks) await writer.erasures.addMark(line.erasure, mark);
  await writer.recordings.change(line.recording, { state: 'erasing' });
  await rooms.record(writer, {
    kind: 'erasure.approved',
    by: line.approvedBy,
    about: [
      { noun: 'recording', id: line.recording },
      { noun: 'erasure', id: line.erasure },
    ],
    facts: { signature: line.signature, replayed: true },
  });
  return true;
}

/** The erasure as it was approved, whether this older catalogue knows its proposal, another one, or none. */
async function approveAgain(writer: CatalogueWriter, line: LedgerLine): Promise<void> {
  const { approvedBy, approvedAt, signature } = line;
  const approval = { state: 'approved', approvedBy, approvedAt, signature } as const;
  const open = await writer.erasures.open(line.recording);
  if (open && open.id !== line.erasure) await writer.erasures.change(open.id, { state: 'withdrawn' });
  if (await writer.erasures.get(line.erasure)) {
    await writer.erasures.change(line.erasure, approval);
    return;
  }
  const { recording, number, why, paragraph, proposedBy, proposedAt } = line;
  await writer.erasures.propose({
    ...approval,
    id: line.erasure,
    recording,
    number,
    why,
    paragraph,
    proposedBy,
    proposedAt,
    completedAt: null,
    certificate: null,
  });
}
