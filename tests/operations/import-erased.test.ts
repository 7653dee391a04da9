import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Rig, sample } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
});
afterAll(() => rig?.close());

test('a file that was erased is known again and refused with the number of its certificate', async () => {
  const content = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
  const folder = rig.files({ 'a.jpg': content, 'b.jpg': content });
  const recording = await rig.take('Cass', join(folder, 'a.jpg'), {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
  });
  rig.advance(2 * 86_400_000);
  await rig.call('Cass', 'erasure.propose', { recordings: [recording], why: 'taken in by mistake' });
  const { certificates, refused } = await rig.approve('Grace', [recording]);
  expect(refused).toEqual([]);
  const { items } = await rig.import('Cass', { paths: [join(folder, 'b.jpg')] });
  expect(items).toMatchObject([
    {
      state: 'erasedBefore',
      recording: null,
      error: { code: 'already-erased', message: expect.stringContaining(certificates[0]!.number) },
    },
  ]);
  const { entries } = await rig.call('Grace', 'trail.window', { offset: 0, limit: 20 });
  expect(entries.map(({ kind }) => kind)).toContain('recording.erasedBefore');
  expect((await rig.call('Cass', 'library.verify', { deep: true })).faults).toEqual([]);
});
