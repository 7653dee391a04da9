import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockLibrary, readLease } from '../../../electron/library/engine-lock.ts';
import { layoutOf } from '../../../electron/library/layout.ts';
import { createLibrary, openLibrary, sweepTmp } from '../../../electron/library/library.ts';
import { readManifest, replaceCheckpointKey } from '../../../electron/library/manifest.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

const createdAt = '2026-11-23T10:00:00.000Z' as Instant;
const checkpointKey = 'A'.repeat(43);

function freshPlace(): string {
  const root = mkdtempSync(join(tmpdir(), 'custos-library-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

const make = (place: string) =>
  createLibrary({ place, name: 'Dermatology', createdAt }, async () => ({ checkpointKey }));

test('a library is made as its folder and found again', async () => {
  const place = join(freshPlace(), 'Skin');
  const { layout, manifest } = await make(place);
  expect(layout.root.endsWith('Skin.custos')).toBe(true);
  expect(manifest).toMatchObject({ format: 1, name: 'Dermatology', createdAt, checkpointKey });
  expect(await openLibrary(layout.root)).toEqual({ layout, manifest });
  expect(readdirSync(layout.root).sort()).toEqual(['keys', 'library.json', 'tmp', 'vault']);
  for (const folder of [layout.root, layout.keys, layout.vault, layout.tmp]) {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  }
  expect(statSync(layout.manifest).mode & 0o777).toBe(0o600);
});

test('a folder with something in it is not taken', async () => {
  const place = join(freshPlace(), 'Skin.custos');
  mkdirSync(place);
  writeFileSync(join(place, 'holiday.jpg'), 'x');
  await expect(make(place)).rejects.toMatchObject({ code: 'conflict' });
  expect(readdirSync(place)).toEqual(['holiday.jpg']);
});

test('a making that fails leaves nothing, and a missing parent folder is not invented', async () => {
  const root = freshPlace();
  const failing = createLibrary({ place: join(root, 'Skin'), name: 'x', createdAt }, async ({ keys }) => {
    writeFileSync(join(keys, 'half'), 'x');
    throw new Error('out of disk');
  });
  await expect(failing).rejects.toThrow('out of disk');
  expect(readdirSync(root)).toEqual([]);
  await expect(make(join(root, 'no', 'such', 'Skin'))).rejects.toMatchObject({ code: 'not-found' });
});

test('what is no library, a damaged one and a newer one are told apart', async () => {
  const root = freshPlace();
  await expect(openLibrary(join(root, 'none'))).rejects.toMatchObject({ code: 'not-found' });
  const { layout, manifest } = await make(join(root, 'Skin'));
  writeFileSync(layout.manifest, '{"format": 1');
  await expect(openLibrary(layout.root)).rejects.toMatchObject({ code: 'damaged' });
  writeFileSync(layout.manifest, JSON.stringify({ ...manifest, format: 2, name: undefined }));
  await expect(openLibrary(layout.root)).rejects.toMatchObject({ code: 'unsupported' });
  writeFileSync(layout.manifest, JSON.stringify({ ...manifest, id: '../..' }));
  await expect(openLibrary(layout.root)).rejects.toMatchObject({ code: 'damaged' });
});

test('a new checkpoint key keeps the former one', async () => {
  const { layout } = await make(join(freshPlace(), 'Skin'));
  const next = 'B'.repeat(43);
  await replaceCheckpointKey(layout.manifest, next);
  await replaceCheckpointKey(layout.manifest, next);
  expect(await readManifest(layout.manifest)).toMatchObject({
    checkpointKey: next,
    formerCheckpointKeys: [checkpointKey],
  });
});

test('the sweep empties tmp and nothing else', async () => {
  const { layout } = await make(join(freshPlace(), 'Skin'));
  mkdirSync(join(layout.tmp, 'deep'));
  writeFileSync(join(layout.tmp, 'deep', 'plain.mp4'), 'x');
  writeFileSync(join(layout.tmp, 'left.age.part'), 'x');
  writeFileSync(join(layout.vault, 'kept'), 'x');
  expect(await sweepTmp(layout)).toBe(2);
  expect(readdirSync(layout.tmp)).toEqual([]);
  expect(readdirSync(layout.vault)).toEqual(['kept']);
});

test('one engine has the library at a time, and says where it listens', async () => {
  const { layout } = await make(join(freshPlace(), 'Skin'));
  const lock = lockLibrary(layout);
  expect(() => lockLibrary(layout)).toThrow(/open in another Custos/);
  const lease = await lock.announce('/run/user/1000/custos.sock', createdAt);
  expect(await readLease(layout)).toEqual(lease);
  expect(statSync(layout.engineLease).mode & 0o777).toBe(0o600);
  await lock.release();
  await lock.release();
  expect(existsSync(layout.engineLease)).toBe(false);
  expect(await readLease(layout)).toBeUndefined();
  await lockLibrary(layout).release();
});

test('a lease that is no lease is passed over', async () => {
  const { layout } = await make(join(freshPlace(), 'Skin'));
  writeFileSync(layout.engineLease, '{"pid": -1}');
  expect(await readLease(layout)).toBeUndefined();
});

async function engineIn(root: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'engine-child.ts'), root]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

test('another process cannot take the library, and a killed engine gives it back', async () => {
  const { layout } = await make(join(freshPlace(), 'Skin'));
  const child = await engineIn(layout.root);
  expect(() => lockLibrary(layout)).toThrow(/open in another Custos/);
  expect(await readLease(layout)).toMatchObject({ pid: child.pid, socket: '/nowhere' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = lockLibrary(layoutOf(layout.root));
  expect(await readLease(layout)).toMatchObject({ pid: child.pid });
  await lock.release();
  expect(readFileSync(layout.manifest, 'utf8')).toContain('Dermatology');
});
