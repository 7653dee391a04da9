import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, isId } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { replaceFile } from '../files/durable.ts';
import { makeCheckpoint } from '../trail/checkpoint.ts';
import { assertNotAhead } from './backup-ahead.ts';
import { copyKeys, forgetIn, outOfReachOf } from './backup-erasure.ts';
import { backupFault } from './backup-fault.ts';
import { type BackupFolder, backupFolder, copyWhole, isReachable, makeFolders } from './backup-folder.ts';
import { noteOutcome, readOutcomes } from './backup-outcome.ts';
import type { Context, Handlers, Output, Rooms } from './context.ts';
import { readLedger } from './erasure-ledger.ts';
import { renewSnapshot, snapshotIsFresh } from './stale-snapshots.ts';

/** How many files of a backup are opened and read to their end each time it is made, chosen evenly. */
const filesOpened = 20;

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
};

/** Copies every blob that the destination does not hold yet; a blob never changes, so its name is enough. */
async function copyBlobs(
  rooms: Rooms,
  folder: BackupFolder,
  signal: AbortSignal | undefined,
): Promise<{ blobs: number; copied: number }> {
  let blobs = 0;
  let copied = 0;
  for await (const blob of rooms.vault.blobs()) {
    if (signal?.aborted)
      throw new CustosError('cancelled', 'The library was closed before its backup was done.');
    blobs += 1;
    const prefix = blob.slice(0, 2);
    const to = join(folder.vault, prefix, `${blob}.age`);
    if (await exists(to)) continue;
    await mkdir(join(folder.vault, prefix), { recursive: true, mode: 0o700 });
    if (await copyBlob(join(rooms.settings.place, 'vault', prefix, `${blob}.age`), to)) copied += 1;
  }
  return { blobs, copied };
}

/** Answers false for a blob that was erased while the backup was made. */
async function copyBlob(from: string, to: string): Promise<boolean> {
  try {
    await copyWhole(from, to);
    return true;
  } catch (error) {
    if (!(await exists(from))) return false;
    throw error;
  }
}

async function copyKeyFiles(rooms: Rooms, folder: BackupFolder): Promise<void> {
  const keys = join(rooms.settings.place, 'keys');
  for (const name of await readdir(keys)) await copyWhole(join(keys, name), join(folder.keys, name));
  await copyWhole(join(rooms.settings.place, 'library.json'), join(folder.root, 'library.json'));
}

/**
 * Opens the copy as a restore would: catalogue checked, its trail's head signed, and files spread over the vault
 * read to their end.
 */
async function opensAgain(rooms: Rooms, folder: BackupFolder, snapshot: string): Promise<boolean> {
  const copy = await rooms.openCopy({ catalogue: snapshot, blobKeys: folder.blobKeys, vault: folder.vault });
  try {
    if ((await copy.catalogue.check()).length > 0) return false;
    await writeCheckpoint(rooms, folder, copy.catalogue);
    const blobs = await copy.catalogue.read((reader) => reader.renditions.blobs());
    const stride = Math.max(1, Math.floor(blobs.length / filesOpened));
    for (let index = 0; index < blobs.length; index += stride) {
      if (!(await readsToItsEnd(copy.vault, blobs[index] as Id))) return false;
    }
    return true;
  } finally {
    copy.vault.close();
    await copy.catalogue.close();
  }
}

async function readsToItsEnd(vault: Rooms['vault'], blob: Id): Promise<boolean> {
  const reader = await vault.open(blob);
  try {
    let bytes = 0;
    for await (const part of reader.stream()) bytes += part.length;
    return bytes === reader.size;
  } finally {
    await reader.close();
  }
}

/** Erasures that this destination missed while it was out of reach are made up for, in both of its ledgers. */
async function catchUp(rooms: Rooms, folder: BackupFolder): Promise<void> {
  const [inside, beside] = folder.ledgers;
  const known = (await erasuresIn(inside)).intersection(await erasuresIn(beside));
  const missed = await rooms.catalogue.read(async (reader) => {
    const completed = await reader.erasures.inState('completed');
    const found = [];
    for (const erasure of completed) {
      if (known.has(erasure.id)) continue;
      found.push({ erasure, blobs: [], marks: await reader.erasures.marksOf(erasure.id) });
    }
    return found;
  });
  if (missed.length > 0) await forgetIn(rooms, folder, missed);
}

const erasuresIn = async (ledger: string): Promise<ReadonlySet<Id>> =>
  new Set((await readLedger(ledger)).map(({ erasure }) => erasure));

/** Removes from a backup what the vault does not hold and no row names any more: the files of what was erased. */
async function removeErasedBlobs(rooms: Rooms, folder: BackupFolder): Promise<void> {
  const held = new Set<string>();
  for await (const blob of rooms.vault.blobs()) held.add(blob);
  for (const prefix of await readdir(folder.vault)) {
    for (const name of await readdir(join(folder.vault, prefix))) {
      const path = join(folder.vault, prefix, name);
      const blob = name.slice(0, -'.age'.length);
      if (name.endsWith('.part')) await rm(path, { force: true });
      else if (name.endsWith('.age') && isId(blob) && !held.has(blob)) {
        // A file that a row still names was lost here, and this may be its last copy.
        const known = await rooms.catalogue.read((reader) => reader.renditions.knowsBlob(blob));
        if (!known) await rm(path, { force: true });
      }
    }
  }
}

/** What was owed to this destination is done: it holds nothing any more of what was erased. */
async function settleDuties(rooms: Rooms, place: string): Promise<void> {
  const sentence = outOfReachOf(place);
  await rooms.catalogue.write(async (writer) => {
    await snapshotIsFresh(writer, place);
    const { total } = await writer.obligations.list({ queue: 'erase' }, 0, 1);
    const { items } = await writer.obligations.list({ queue: 'erase' }, 0, total);
    for (const row of items) {
      if (row.source !== 'system' || !row.reason.startsWith(sentence)) continue;
      await writer.obligations.settle(row.id, rooms.clock.now());
      await rooms.record(writer, {
        kind: 'obligation.settled',
        by: null,
        about: [
          { noun: 'recording', id: row.recording },
          { noun: 'obligation', id: row.id },
        ],
        facts: { queue: row.queue, paragraph: row.paragraph },
      });
    }
  });
}

/** Signs the head of the trail as the snapshot has it, so that whoever restores it can prove its own trail. */
async function writeCheckpoint(rooms: Rooms, folder: BackupFolder, copy: Catalogue): Promise<void> {
  const checkpoint = await copy.read((reader) =>
    makeCheckpoint(reader.trail, {
      library: rooms.settings.id,
      now: rooms.clock.now(),
      sign: rooms.signCheckpoint,
    }),
  );
  await replaceFile(folder.checkpoint, `${JSON.stringify(checkpoint, null, 2)}\n`);
}

/** @throws CustosError `conflict` where a backup would lie inside the library that it is of. */
export function assertOutside(rooms: Rooms, place: string): void {
  const below = relative(rooms.settings.place, place);
  if (below !== '' && (below.startsWith('..') || isAbsolute(below))) return;
  throw new CustosError(
    'conflict',
    'A backup cannot lie inside the library itself. Please choose another disk or folder.',
  );
}

/** A backup that is asked for: by a person, or by the plan where `by` is null. */
export interface BackupAsked {
  readonly destination: string;
  readonly by: Id | null;
  readonly signal?: AbortSignal;
}

/** Libraries that are being backed up: one backup at a time, so that none cleans up after another. */
const underWay = new WeakSet<Rooms>();

/** Makes a backup, opens it again, and notes how it went. @throws CustosError in the words of the person's disk */
export async function makeBackup(rooms: Rooms, asked: BackupAsked): Promise<Output<'backup.make'>> {
  const place = resolve(asked.destination);
  assertOutside(rooms, place);
  if (underWay.has(rooms))
    throw new CustosError('in-use', 'A backup is being made already. Please wait until it is done.');
  underWay.add(rooms);
  try {
    const made = await write(rooms, { ...asked, destination: place });
    await noteOutcome(rooms, place, { fault: null });
    return made;
  } catch (error) {
    const fault = backupFault(error, place);
    if (fault.code !== 'cancelled') await noteOutcome(rooms, place, { fault: fault.message });
    throw fault;
  } finally {
    underWay.delete(rooms);
    rooms.emit({ kind: 'changed', nouns: ['library', 'trail'] });
  }
}

async function write(rooms: Rooms, asked: BackupAsked): Promise<Output<'backup.make'>> {
  const { destination: place, signal } = asked;
  const folder = backupFolder(place, rooms.settings.id);
  await assertNotAhead(rooms, folder);
  await makeFolders(folder);
  await note(rooms, place, null);
  await catchUp(rooms, folder);
  // Blobs first, then their keys, then the rows that name them: whatever a snapshot names can be opened.
  const { blobs, copied } = await copyBlobs(rooms, folder, signal);
  await copyKeys(rooms, folder);
  rooms.step('backup:keys-copied');
  await copyKeyFiles(rooms, folder);
  const madeAt = await enter(rooms, place, asked.by);
  const snapshot = await renewSnapshot(rooms, folder);
  await removeErasedBlobs(rooms, folder);
  await settleDuties(rooms, place);
  const verified = await opensAgain(rooms, folder, snapshot);
  if (!verified)
    throw new CustosError(
      'damaged',
      'The backup was written but does not open as it should. Please make it again elsewhere.',
    );
  return { place: folder.root, blobs, copied, verified, madeAt };
}

/** Notes the destination before the first key is copied there, so that erasures reach it even if this is cut short. */
async function note(rooms: Rooms, place: string, lastMadeAt: Instant | null): Promise<void> {
  await rooms.catalogue.write(async (writer) => {
    const known = (await writer.settings.backups()).find((backup) => backup.place === place);
    const id = known?.id ?? rooms.clock.newId();
    await writer.settings.setBackup({ id, place, lastMadeAt: lastMadeAt ?? known?.lastMadeAt ?? null });
  });
}

/** Says in the trail that the backup is made, before its snapshot, which then says so too. */
async function enter(rooms: Rooms, place: string, by: Id | null): Promise<Instant> {
  const madeAt = rooms.clock.now();
  await note(rooms, place, madeAt);
  await rooms.catalogue.write((writer) =>
    rooms.record(writer, { kind: 'backup.made', by, about: [], facts: {} }),
  );
  return madeAt;
}

async function list({ rooms }: Context): Promise<Output<'backup.list'>> {
  const { backups, outcomes } = await rooms.catalogue.read(async (reader) => ({
    backups: await reader.settings.backups(),
    outcomes: await readOutcomes(reader),
  }));
  const said = [];
  for (const { id, place, lastMadeAt } of backups) {
    said.push({
      id,
      place,
      lastMadeAt,
      verifiedAt: outcomes[place]?.verifiedAt ?? null,
      fault: outcomes[place]?.fault ?? null,
      reachable: await isReachable(backupFolder(place, rooms.settings.id)),
    });
  }
  return said;
}

export const backupOperations: Handlers = {
  'backup.make': ({ rooms, caller }, { destination }) => makeBackup(rooms, { destination, by: caller.user }),
  'backup.list': list,
};
