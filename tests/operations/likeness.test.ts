import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openEncryptedDatabase } from '../../electron/files/encrypted-database.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { databaseKeys } from '../torture/inspect.ts';
import { passphrase, Rig, sample } from './rig.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let rig: Rig;
let [london, smaller, ball]: Id[] = [];

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician' });
  const picture = readFileSync(sample('media__london-512.jpg'));
  const folder = rig.files({
    'london.jpg': picture,
    'smaller.png': await sharp(picture).resize(300).png().toBuffer(),
    'ball.jpg': 'tika__baseball.jpg',
    'sound.wav': 'tika__testWAV.wav',
  });
  const take = (name: string) => rig.take('Cass', join(folder, name));
  [london, smaller, ball] = [await take('london.jpg'), await take('smaller.png'), await take('ball.jpg')];
  await take('sound.wav');
});
afterAll(() => rig?.close());

const likeLondon = async () => {
  const found = await rig.call('Cass', 'recording.similar', { recording: london as Id });
  return found.tiles.map(({ id }) => id);
};

test('a picture taken in again in another size is found by the first, the other one is not', async () => {
  const found = await rig.call('Cass', 'recording.similar', { recording: london as Id });
  expect(found.compared).toBe(true);
  expect(found.tiles.map(({ id }) => id)).toEqual([smaller]);
  expect(found.tiles[0]?.distance).toBeLessThanOrEqual(4);
  expect((await rig.call('Cass', 'recording.similar', { recording: ball as Id })).tiles).toEqual([]);
});

test('twins are told in groups', async () => {
  const { groups, total, uncompared } = await rig.call('Cass', 'recording.twins', {});
  expect(groups.map(({ exact, tiles }) => [exact, tiles.map(({ id }) => id)])).toEqual([
    [false, [london, smaller]],
  ]);
  expect([groups[0]?.count, total, uncompared]).toEqual([2, 1, 0]);
  const beyond = await rig.call('Cass', 'recording.twins', { offset: 1, limit: 1 });
  expect([beyond.groups, beyond.total]).toEqual([[], 1]);
});

test('what was taken in before pictures were compared is compared when the library is next opened', async () => {
  const keys = await databaseKeys(rig.place, 'Grace', passphrase);
  await rig.stop();
  const database = openEncryptedDatabase(join(rig.place, 'catalogue.db'), keys.catalogue);
  expect(database.prepare('DELETE FROM likeness').run().changes).toBe(3);
  expect(database.prepare('DELETE FROM rendition_print').run().changes).toBe(3);
  database.close();
  await rig.restart();
  await expect
    .poll(() => rig.call('Cass', 'recording.twins', {}).then(({ uncompared }) => uncompared), {
      timeout: 60_000,
    })
    .toBe(0);
  expect(await likeLondon()).toEqual([smaller]);
});

test('nobody learns what an original looks like who may not see it', async () => {
  for (const recording of [london, smaller] as Id[]) {
    const failure = await rig.failure('Clive', 'recording.similar', { recording });
    expect(failure.code).toBe('not-found');
  }
  expect((await rig.failure('Clive', 'recording.twins', {})).code).toBe('not-allowed');
});
