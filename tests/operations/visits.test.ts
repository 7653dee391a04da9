import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let rig: Rig;
let job: Id;

/** A photograph as a camera writes it, each with a colour of its own so that none is another's twin. */
const photograph = (shade: number, taken: string | null): Promise<Buffer> => {
  const picture = sharp({
    create: { width: 64, height: 48, channels: 3, background: { r: shade, g: 90, b: 90 } },
  });
  const stated = taken === null ? picture : picture.withExif({ IFD2: { DateTimeOriginal: taken } });
  return stated.jpeg().toBuffer();
};

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician', Edda: 'educator' });
  const folder = rig.files({
    'a.jpg': await photograph(10, '2026:03:02 10:00:00'),
    'b.jpg': await photograph(20, '2026:03:02 10:20:00'),
    'c.jpg': await photograph(30, '2026:03:02 11:30:00'),
    'd.jpg': await photograph(40, null),
    'e.jpg': Buffer.from('no picture at all'),
  });
  ({
    job: { id: job },
  } = await rig.import('Cass', { paths: [folder] }));
});
afterAll(() => rig?.close());

const visits = (name: string) => rig.call(name, 'job.visits', { job, gapMinutes: 30 });

test('what came in is grouped by the pauses of the camera, what states no time last', async () => {
  expect(
    (await visits('Cass')).map(({ from, to, recordings }) => ({ from, to, count: recordings.length })),
  ).toEqual([
    { from: '2026-03-02T10:00:00', to: '2026-03-02T10:20:00', count: 2 },
    { from: '2026-03-02T11:30:00', to: '2026-03-02T11:30:00', count: 1 },
    { from: null, to: null, count: 1 },
  ]);
});

test('a visit is classified as one, and says how its recordings stand', async () => {
  const [first] = await visits('Cass');
  await rig.call('Cass', 'recording.classify', {
    recordings: first!.recordings.map(({ id }) => id),
    classification: { category: 'xray', madeFor: 'care', circumstances: 'planned' },
  });
  const standings = (await visits('Cass')).map(({ recordings }) =>
    recordings.map(({ standing }) => standing),
  );
  expect(standings[0]).not.toContain('needsClass');
  expect(standings.slice(1).flat()).toEqual(['needsClass', 'needsClass']);
});

test('a shorter pause parts what a longer one holds together', async () => {
  const visitsApart = await rig.call('Cass', 'job.visits', { job, gapMinutes: 10 });
  expect(visitsApart.map(({ recordings }) => recordings.length)).toEqual([1, 1, 1, 1]);
});

test('whose job it is not learns nothing of it', async () => {
  for (const name of ['Clive', 'Edda'])
    expect((await rig.failure(name, 'job.visits', { job })).code).toBe('not-found');
});
