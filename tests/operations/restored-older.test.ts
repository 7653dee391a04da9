import { cpSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { databaseKeys } from '../torture/inspect.ts';
import { aDay, erase } from './erasure-story.ts';
import { restore } from './restoring.ts';
import { passphrase, Rig } from './rig.ts';

// A library that is restored from a backup which is not the newest one.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let rig: Rig;
let disk: string;
let recordings: Id[];

beforeEach(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  rig.advance(aDay);
  recordings = await takeIn({
    'a.jpg': 'metadata-extractor__windowsXpFields.jpg',
    'b.png': 'exifr__png_with_exif_and_gps.png',
  });
  disk = rig.files({});
  await rig.call('Grace', 'backup.make', { destination: disk });
});
afterEach(() => rig?.close());

async function takeIn(files: Record<string, string>): Promise<Id[]> {
  const { items } = await rig.import('Cass', { paths: [rig.files(files)] });
  return items.flatMap(({ recording }) => (recording ? [recording.id] : []));
}

const backup = (place: string): string =>
  join(place, readdirSync(place).find((name) => name.endsWith('.custos-backup')) ?? '');

/** All that a backup holds, its keys by their number. */
async function holdings(root: string) {
  const { catalogue } = await databaseKeys(rig.place, 'Grace', passphrase);
  const db = openEncryptedDatabase(join(root, 'blobkeys.db'), catalogue);
  const keys = db.prepare<[], number>('SELECT count(*) FROM blob_key').pluck().get();
  db.close();
  const names = readdirSync(root, { recursive: true }).map(String).sort();
  return { keys, names: names.filter((name) => name.endsWith('.age') || name.startsWith('catalogue')) };
}

test('it leaves a newer backup as it is, whether it backs up to it or repeats an erasure', async () => {
  const older = rig.files({});
  cpSync(disk, older, { recursive: true });
  await takeIn({ 'new.jpg': 'tika__baseball.jpg' });
  await erase(rig, 'Cass', 'Grace', recordings.slice(0, 1));
  await rig.call('Grace', 'backup.make', { destination: disk });
  const newer = await holdings(backup(disk));
  expect(newer.keys).toBe(2);
  await restore(rig, older, async (call, restored) => {
    // The newer backup's checkpoint tells that this trail is not the whole of it; everything else is sound.
    expect(restored.replayed).toBe(1);
    expect(restored.verification.faults.map(({ where }) => where.split(' ')[0])).toEqual(['trail']);
    await expect(call('backup.make', { destination: disk })).rejects.toThrow('holds what came after');
    const listed = await call<{ certificates: readonly { outOfReach: readonly string[] }[] }>(
      'erasure.certificates',
      {},
    );
    expect(listed.certificates[0]?.outOfReach.join(' ')).toContain('holds what came after this library');
    const owed = await call<{ items: readonly { reason: string }[] }>('queue.items', { queue: 'erase' });
    expect(owed.items.map(({ reason }) => reason).join(' ')).toContain('restore the library from it');
    await call('backup.make', { destination: rig.files({}) });
  });
  expect(await holdings(backup(disk))).toEqual(newer);
  await restore(rig, disk, async (_, restored) => {
    expect(restored.verification).toMatchObject({ sound: true, checked: { blobs: 2 } });
  });
});

test('a backup that was away restores without what was erased meanwhile, wherever that is noted', async () => {
  const second = rig.files({});
  await rig.call('Grace', 'backup.make', { destination: second });
  const [folderAway, diskAway] = [join(rig.folder, 'folder-away'), join(rig.folder, 'disk-away')];
  const root = backup(disk);
  renameSync(root, folderAway);
  renameSync(second, diskAway);
  const { certificates } = await erase(rig, 'Cass', 'Grace', recordings.slice(0, 1));
  expect(certificates[0]?.outOfReach.filter((line) => line.includes('could not be reached'))).toHaveLength(2);
  const replayed = async (from: string, ledgers?: string): Promise<number> => {
    let count = -1;
    const look = async (_: unknown, restored: { replayed: number }): Promise<void> => {
      count = restored.replayed;
    };
    await restore(rig, from, look, ledgers);
    return count;
  };
  expect(readdirSync(rig.ledgers)).toHaveLength(1);
  for (const name of readdirSync(rig.ledgers))
    expect(readFileSync(join(rig.ledgers, name), 'utf8')).not.toContain(certificates[0]?.why);
  // Beside the folder on its own disk, which was there.
  renameSync(folderAway, root);
  expect(await replayed(disk)).toBe(1);
  // On another disk that the restored library knows of.
  expect(await replayed(diskAway)).toBe(1);
  // On this machine alone.
  renameSync(disk, join(rig.folder, 'gone'));
  expect(await replayed(diskAway)).toBe(0);
  expect(await replayed(diskAway, rig.ledgers)).toBe(1);
});
