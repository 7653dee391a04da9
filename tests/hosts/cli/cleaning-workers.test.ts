import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCleaning } from '../../../electron/engine-cleaning.ts';
import { disturbed } from '../../rooms/media/disturbed-workers.ts';

const worker = new URL('../../../electron/clean-worker.ts', import.meta.url);
const photo = new URL('../../samples/metadata-extractor__windowsXpFields.jpg', import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custos-cleaning-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Workers of which the first so many die as soon as they have been given a file. */
const dying = (deaths: number) =>
  disturbed((process, number) => {
    if (number <= deaths) process.kill();
  }, worker).starter;

test('a file on which two workers die is refused, and the rest of the batch is cleaned', async () => {
  const cleaning = openCleaning(dying(2), 1);
  try {
    const done = await Promise.allSettled(
      ['one.jpg', 'two.jpg', 'three.jpg'].map((name) => cleaning.clean(photo, join(folder, name))),
    );
    expect(done.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(done[0]).toMatchObject({
      reason: { code: 'unreadable', message: expect.stringMatching(/twice/) },
    });
    expect(readdirSync(folder).sort()).toEqual(['three.jpg', 'two.jpg']);
  } finally {
    cleaning.close();
  }
});

test('a file on which one worker dies is cleaned by the next', async () => {
  const cleaning = openCleaning(dying(1), 1);
  try {
    const { lossless } = await cleaning.clean(photo, join(folder, 'one.jpg'));
    expect(lossless).toBe(true);
    expect(readdirSync(folder)).toEqual(['one.jpg']);
  } finally {
    cleaning.close();
  }
});

test('what a worker refuses comes back with its code and what was left', async () => {
  const cleaning = openCleaning();
  try {
    await expect(cleaning.clean(worker.pathname, join(folder, 'a.jpg'))).rejects.toMatchObject({
      code: 'unreadable',
    });
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    cleaning.close();
  }
});
