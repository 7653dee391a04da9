import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backupFault } from '../../electron/operations/backup-fault.ts';
import { Rig } from './rig.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let rig: Rig;
let destination: string;

describe('a plan', () => {
  beforeEach(async () => {
    // The engine looks at its plan every minute: the test says when a minute is over.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    rig = await Rig.make({ Cass: 'custodian' });
    destination = join(rig.files({}), 'disk');
    mkdirSync(destination);
    await rig.take('Cass', rig.files({ 'a.jpg': 'media__london-512.jpg' }));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rig?.close();
  });

  const plan = () => rig.call('Grace', 'backup.plan', {});
  const made = async () => (await rig.call('Grace', 'backup.list', {}))[0];
  const minute = (): void => void vi.advanceTimersByTime(60_000);
  const anHour = 3_600_000;
  /** The library lies in London, where it is nine in the morning of 10 March 2026. */
  const daily = () => ({ destination, every: 'day' as const, at: '12:30' });

  test('what is planned is made when it is due, opened and read, and not again', async () => {
    await rig.call('Grace', 'backup.setPlan', { plan: daily() });
    expect(await plan()).toMatchObject({ next: { day: '2026-03-10', time: '12:30' }, warning: 'never' });
    expect(await made()).toBeUndefined();
    rig.advance(4 * anHour);
    minute();
    await expect.poll(made, { timeout: 60_000 }).toMatchObject({ place: destination, fault: null });
    await expect.poll(async () => (await made())?.verifiedAt, { timeout: 60_000 }).not.toBeNull();
    const first = await made();
    expect(await plan()).toMatchObject({ next: { day: '2026-03-11' }, warning: null });
    const { entries } = await rig.call('Grace', 'trail.window', { offset: 0, limit: 50 });
    const backup = entries.find(({ kind }) => kind === 'backup.made');
    expect(backup).toMatchObject({ by: null, says: 'Made a backup.' });
    minute();
    rig.advance(anHour);
    minute();
    expect((await made())?.lastMadeAt).toBe(first?.lastMadeAt);
  });

  test('a disk that is not there is said in words, no folder is made in its stead, and it is tried again', async () => {
    await rig.call('Grace', 'backup.setPlan', { plan: daily() });
    await rig.call('Grace', 'backup.make', { destination });
    renameSync(destination, `${destination}-unplugged`);
    rig.advance(4 * anHour);
    minute();
    await expect
      .poll(async () => (await made())?.fault, { timeout: 60_000 })
      .toContain('Please connect the disk');
    expect(existsSync(destination)).toBe(false);
    expect((await plan()).warning).toBe('failed');
    renameSync(`${destination}-unplugged`, destination);
    rig.advance(2 * anHour);
    minute();
    await expect.poll(async () => (await made())?.fault, { timeout: 60_000 }).toBeNull();
  });

  test('a plan names a folder that is there and outside the library; without a plan nothing happens', async () => {
    const missing = { ...daily(), destination: join(destination, 'no', 'such') };
    expect(await rig.failure('Grace', 'backup.setPlan', { plan: missing })).toMatchObject({
      code: 'not-found',
    });
    const inside = { ...daily(), destination: join(rig.place, 'tmp') };
    expect(await rig.failure('Grace', 'backup.setPlan', { plan: inside })).toMatchObject({
      code: 'conflict',
    });
    await rig.call('Grace', 'backup.setPlan', { plan: daily() });
    await rig.call('Grace', 'backup.setPlan', { plan: null });
    rig.advance(30 * anHour);
    minute();
    expect(await plan()).toMatchObject({ plan: null, next: null, warning: 'never' });
    expect(readdirSync(destination)).toEqual([]);
  });
});

test.each([
  ['ENOSPC', 'is full'],
  ['SQLITE_FULL', 'is full'],
  ['SQLITE_IOERR_WRITE', 'stopped answering'],
  ['ENETUNREACH', 'stopped answering'],
  ['EROFS', 'may not write'],
  ['ENOENT', 'connect the disk'],
  ['EUNHEARDOF', 'The library itself is as it was'],
])('%s is said in words: %s', (code, words) => {
  const error = Object.assign(new Error('write failed: /srv/x'), { code });
  expect(backupFault(error, '/media/disk').message).toContain(words);
});
