import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEngine } from '../../electron/engine.ts';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import { findBackup, layFromBackup } from '../../electron/operations/restore.ts';
import type { Output } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { databaseKeys } from '../torture/inspect.ts';
import { aDay, erase } from './erasure-story.ts';
import { restore } from './restoring.ts';
import { passphrase, Rig, sample } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let rig: Rig;
let destination: string;
let recordings: Id[];

beforeEach(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  rig.advance(aDay);
  const folder = rig.files({
    'a.jpg': 'metadata-extractor__windowsXpFields.jpg',
    'b.png': 'exifr__png_with_exif_and_gps.png',
    'c.jpg': 'tika__baseball.jpg',
  });
  const { items } = await rig.import('Cass', { paths: [folder] });
  recordings = items.flatMap(({ recording }) => (recording ? [recording.id] : []));
  destination = rig.files({});
  await rig.call('Grace', 'backup.make', { destination });
});
afterEach(() => rig?.close());

const backup = (place = destination): string =>
  join(place, readdirSync(place).find((name) => name.endsWith('.custos-backup')) ?? '');

type Job = Output<'job.show'>;

async function takeIn(
  call: <T>(name: string, input: unknown) => Promise<T>,
  path: string,
): Promise<Job['items'][number] | undefined> {
  const { job } = await call<{ job: Id }>('import.start', { paths: [path] });
  for (;;) {
    const shown = await call<Job>('job.show', { job });
    if (shown.job.state !== 'running') return shown.items[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a backup restores to a sound library with every recording', async () => {
  await restore(rig, destination, async (call, restored) => {
    expect(restored).toMatchObject({ replayed: 0, verification: { sound: true, faults: [] } });
    const { total } = await call<{ total: number }>('recording.window', { query: {}, offset: 0, limit: 10 });
    expect(total).toBe(3);
  });
});

test('an older copy of the folder, put in its place, restores without what was erased since', async () => {
  const [erased] = recordings as [Id];
  cpSync(backup(), join(rig.folder, 'older'), { recursive: true });
  const { certificates } = await erase(rig, 'Cass', 'Grace', [erased]);
  const root = backup();
  rmSync(root, { recursive: true });
  renameSync(join(rig.folder, 'older'), root);
  await restore(rig, root, async (call, restored) => {
    expect(restored).toMatchObject({ replayed: 1, verification: { sound: true, faults: [] } });
    const { total } = await call<{ total: number }>('recording.window', { query: {}, offset: 0, limit: 10 });
    expect(total).toBe(2);
    const listed = await call<Output<'erasure.certificates'>>('erasure.certificates', {});
    expect(listed.certificates[0]).toMatchObject({
      number: certificates[0]?.number,
      recording: certificates[0]?.recording,
      why: certificates[0]?.why,
    });
    const item = await takeIn(call, sample('metadata-extractor__windowsXpFields.jpg'));
    expect(item).toMatchObject({ state: 'erasedBefore' });
    expect(item?.error?.message).toContain(certificates[0]?.number);
  });
});

test('a restore that is killed before the erasures are repeated repeats them when the library is opened', async () => {
  cpSync(backup(), join(rig.folder, 'older'), { recursive: true });
  await erase(rig, 'Cass', 'Grace', recordings.slice(0, 2));
  const root = backup();
  rmSync(root, { recursive: true });
  renameSync(join(rig.folder, 'older'), root);
  const place = join(rig.files({}), 'Laid.custos');
  await layFromBackup(await findBackup(root), place);
  const engine = await createEngine({ place, files: 'dialogs' });
  const connection = engine.connect();
  expect((await engine.dispatch(connection, 'session.unlock', { user: 'Cass', passphrase })).ok).toBe(true);
  const window = await engine.dispatch(connection, 'recording.window', { query: {}, offset: 0, limit: 10 });
  expect(window).toMatchObject({ ok: true, value: { total: 1 } });
  expect(readdirSync(place).filter((name) => name.includes('erasures'))).toEqual([]);
  await engine.close();
});

test('a line of the ledger that was cut short spoils none of the others', async () => {
  const ledger = join(backup(), 'erasures.jsonl');
  appendFileSync(ledger, '{"erasure":"0123');
  await erase(rig, 'Cass', 'Grace', recordings.slice(0, 1));
  const lines = readFileSync(ledger, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'));
  expect(lines).toHaveLength(1);
  await rig.call('Grace', 'backup.make', { destination });
  await restore(rig, destination, async (_, restored) => {
    expect(restored.verification.sound).toBe(true);
  });
});

test('a backup that never came to its end is reached by erasures all the same', async () => {
  const second = rig.files({});
  rig.onStep((step) => {
    if (step === 'backup:keys-copied') throw new Error('The disk was pulled out.');
  });
  await rig.failure('Grace', 'backup.make', { destination: second });
  rig.onStep(() => undefined);
  const vault = join(backup(second), 'vault');
  const stored = () =>
    readdirSync(vault, { recursive: true }).filter((name) => String(name).endsWith('.age'));
  expect(stored()).toHaveLength(3);
  const { certificates } = await erase(rig, 'Cass', 'Grace', recordings.slice(0, 1));
  expect(certificates[0]?.outOfReach.join(' ')).not.toContain(second);
  expect(stored()).toHaveLength(2);
  expect(readdirSync(join(backup(second), 'catalogue'))).toEqual([]);
});

test('what a killed backup left half-written holds no key after an erasure', async () => {
  const root = backup();
  cpSync(join(root, 'blobkeys.db'), join(root, 'blobkeys.db.part'));
  writeFileSync(join(root, 'catalogue', 'older.db.part'), readFileSync(join(root, 'blobkeys.db')));
  await erase(rig, 'Cass', 'Grace', recordings.slice(0, 1));
  expect(readdirSync(root).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(readdirSync(join(root, 'catalogue')).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a stored file that the library has lost stays in its backup, which restores whole', async () => {
  const vault = join(rig.place, 'vault');
  const [lost] = readdirSync(vault, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.age'));
  rmSync(join(vault, lost ?? ''));
  await rig.call('Grace', 'backup.make', { destination });
  expect(existsSync(join(backup(), 'vault', lost ?? ''))).toBe(true);
  await restore(rig, destination, async (_, restored) => {
    expect(restored.verification).toMatchObject({ sound: true, checked: { blobs: 3 } });
  });
});

test('keys that the library has lost are not overwritten in its backup, neither by a backup nor by an erasure', async () => {
  const { catalogue } = await databaseKeys(rig.place, 'Grace', passphrase);
  const keysOf = (path: string, change = ''): number => {
    const db = openEncryptedDatabase(path, catalogue);
    if (change) db.exec(change);
    const count = db.prepare<[], number>('SELECT count(*) FROM blob_key').pluck().get() ?? 0;
    db.close();
    return count;
  };
  expect(keysOf(join(rig.place, 'blobkeys.db'), 'DELETE FROM blob_key')).toBe(0);
  const failed = await rig.failure('Grace', 'backup.make', { destination });
  expect(failed).toMatchObject({ code: 'damaged', message: expect.stringContaining('lost the keys') });
  const { certificates } = await erase(rig, 'Cass', 'Grace', recordings.slice(0, 1));
  expect(certificates[0]?.outOfReach.join(' ')).toContain('could not be written to');
  expect(keysOf(join(backup(), 'blobkeys.db'))).toBe(3);
});
