import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { type Thing, World } from '../attacks/gate-world.ts';

/** An old teaching picture of about 1990 without permission, and newer ones of the same subject matter. */
let world: World;
let old: Thing;
let collection: Id;

const span = (from: string, to: string) => ({ earliest: from as Day, latest: to as Day });
const teaching = { category: 'other', madeFor: 'teaching', circumstances: 'planned' } as const;

beforeAll(async () => {
  world = await World.make();
  const { a } = world.subjects;
  const about1990 = span('1988-01-01', '1992-12-31');
  old = await world.take('old', 'elbow-old', { ...teaching, subjects: [a], made: about1990 }, null);
  const recent = { ...teaching, subjects: [a], made: span('2010-01-01', '2010-01-01') };
  for (const name of ['newer', 'other']) await world.take(name, `elbow-${name}`, recent, {}, 'signed');
  await world.take('unsigned', 'elbow-unsigned', recent, {}, 'unsigned');
  const label = (name: string, ...add: string[]) =>
    world.rig.call('Cass', 'recording.label', { recordings: [world.thing(name).recording], add });
  await label('old', 'elbow', 'eczema');
  await label('newer', 'elbow', 'eczema');
  await label('other', 'elbow');
  await label('unsigned', 'elbow', 'eczema');
  ({ id: collection } = await world.rig.call('Cass', 'collection.create', { name: 'Year three' }));
  await world.rig.call('Cass', 'collection.add', { collection, recordings: [old.recording] });
}, 120_000);
afterAll(() => world?.rig.close());

test('an old one is owed a replacement, though no day of it is known [16]', async () => {
  const { items } = await world.rig.call('Grace', 'queue.items', { queue: 'replace' });
  expect(items.map(({ recording, paragraph }) => [recording.id, paragraph])).toEqual([[old.recording, '16']]);
  const { made } = await world.rig.call('Cass', 'recording.show', { recording: old.recording });
  expect([made.earliest, made.latest]).toEqual(['1988-01-01', '1992-12-31']);
});

test('newer ones that may be used are suggested, those first that have most in common', async () => {
  const asked = { recording: old.recording };
  const { candidates, labelled } = await world.rig.call('Cass', 'replacement.list', asked);
  expect(labelled).toBe(true);
  const said = candidates.map(({ recording, shares }) => [recording.id, shares.toSorted()]);
  expect(said).toEqual([
    [world.thing('newer').recording, ['eczema', 'elbow']],
    [world.thing('other').recording, ['elbow']],
  ]);
  const newer = { recording: world.thing('newer').recording };
  const ids = (await world.rig.call('Cass', 'replacement.list', newer)).candidates.map(
    ({ recording }) => recording.id,
  );
  expect(ids).not.toContain(old.recording);
});

test('one takes the place of the old in its collections, and the trail says so', async () => {
  const by = world.thing('newer').recording;
  const reason = 'The same rash, and the patient agreed';
  const backwards = { old: by, by: old.recording, reason };
  expect((await world.rig.failure('Cass', 'replacement.take', backwards)).code).toBe('conflict');
  const taken = await world.rig.call('Cass', 'replacement.take', { old: old.recording, by, reason });
  expect(taken).toEqual({ collections: 1, change: expect.any(String) });
  const query = { query: { collections: [collection] }, offset: 0, limit: 9 };
  const { tiles } = await world.rig.call('Cass', 'recording.window', query);
  expect(tiles.map(({ id }) => id)).toEqual([by]);
  const about = { about: old.recording, offset: 0, limit: 99 };
  const { entries } = await world.rig.call('Grace', 'trail.window', about);
  expect(entries[0]).toMatchObject({
    says: 'Put a newer recording in the place of an old one.',
    text: reason,
  });
  // The old one is owed until it has permission or is gone: a word does not make it lawful.
  const { items } = await world.rig.call('Grace', 'queue.items', { queue: 'replace' });
  expect(items).toHaveLength(1);
});

test('the choice is taken back as one change, and not once something rests on it', async () => {
  const by = world.thing('newer').recording;
  const shown = async () => {
    const query = { query: { collections: [collection] }, offset: 0, limit: 9 };
    const { tiles } = await world.rig.call('Cass', 'recording.window', query);
    return tiles.map(({ id }) => id).toSorted();
  };
  await world.rig.call('Cass', 'collection.add', { collection, recordings: [old.recording] });
  const both = [old.recording, by].toSorted();
  expect(await shown()).toEqual(both);
  const choose = async () => {
    const chosen = { old: old.recording, by, reason: 'The same rash' };
    return (await world.rig.call('Cass', 'replacement.take', chosen)).change as Id;
  };
  const first = await choose();
  expect(await shown()).toEqual([by]);
  expect(await world.rig.call('Cass', 'change.undo', { change: first })).toEqual({ undone: 2 });
  // The newer one was there before, and stays.
  expect(await shown()).toEqual(both);
  const second = await choose();
  await world.rig.call('Cass', 'collection.take', { collection, recordings: [by] });
  expect((await world.rig.failure('Cass', 'change.undo', { change: second })).code).toBe('conflict');
  expect(await shown()).toEqual([]);
});
