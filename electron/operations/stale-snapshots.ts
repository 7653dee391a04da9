import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import { isAhead } from './backup-ahead.ts';
import {
  type BackupFolder,
  backupFolder,
  isReachable,
  keepOnly,
  putInPlace,
  snapshotsIn,
  tellUnchanged,
} from './backup-folder.ts';
import type { Rooms } from './context.ts';

const unscoured = 'catalogue.unscoured';
const stale = 'backups.stale';
const places = z.array(z.string());

const placesOf = (text: string | null): readonly string[] =>
  text === null || text === '' ? [] : places.parse(JSON.parse(text));

/** Says, in the transaction that completes an erasure, that free pages and older snapshots still hold its rows. */
export async function snapshotsAreStale(writer: CatalogueWriter): Promise<void> {
  const backups = await writer.settings.backups();
  await writer.settings.set(stale, JSON.stringify(backups.map(({ place }) => place)));
  await writer.settings.set(unscoured, 'true');
}

/** Says that the newest snapshot at a place was made after every erasure. */
export async function snapshotIsFresh(writer: CatalogueWriter, place: string): Promise<void> {
  const left = placesOf(await writer.settings.get(stale)).filter((other) => other !== place);
  await writer.settings.set(stale, JSON.stringify(left));
}

async function scourWhereDue(rooms: Rooms): Promise<void> {
  if ((await rooms.catalogue.read((reader) => reader.settings.get(unscoured))) !== 'true') return;
  await rooms.catalogue.scour();
  await rooms.catalogue.write((writer) => writer.settings.set(unscoured, ''));
  rooms.step('erase:catalogue-scoured');
}

/**
 * Rewrites the catalogue and puts a fresh snapshot of it in place of the older ones wherever a backup can be reached.
 * A backup that has gone since keeps its place in the list, and is tried again with the next erasure and start.
 */
export async function renewStale(rooms: Rooms): Promise<void> {
  await scourWhereDue(rooms);
  const due = placesOf(await rooms.catalogue.read((reader) => reader.settings.get(stale)));
  for (const place of due) {
    const folder = backupFolder(place, rooms.settings.id);
    try {
      if (!(await isReachable(folder)) || (await isAhead(rooms, folder))) continue;
      // A backup that was cut short before its first snapshot holds no rows, and must not look whole.
      if ((await snapshotsIn(folder)).length > 0) await renewSnapshot(rooms, folder);
    } catch (error) {
      tellUnchanged(place, error);
      continue;
    }
    rooms.step('erase:snapshot-renewed');
    await rooms.catalogue.write((writer) => snapshotIsFresh(writer, place));
  }
}

/** Snapshots follow one another: each takes the older ones away when it is whole. */
const turns = new WeakMap<Rooms, Promise<unknown>>();

/** A fresh snapshot of the catalogue in a backup, and no other; answers its path. */
export function renewSnapshot(rooms: Rooms, folder: BackupFolder): Promise<string> {
  const before = turns.get(rooms) ?? Promise.resolve();
  const now = before.then(() => writeSnapshot(rooms, folder));
  turns.set(
    rooms,
    now.catch(() => undefined),
  );
  return now;
}

async function writeSnapshot(rooms: Rooms, folder: BackupFolder): Promise<string> {
  const path = join(folder.snapshots, `${rooms.clock.now().replace(/[:.]/g, '-')}.db`);
  const part = `${path}.part`;
  await rm(part, { force: true });
  await rooms.catalogue.snapshot(part);
  await putInPlace(part, path);
  await keepOnly(folder, path);
  return path;
}
