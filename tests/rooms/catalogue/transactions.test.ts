import { expect, test } from 'vitest';
import { append } from '../../../electron/trail/append.ts';
import { idOf, newCatalogue, noon, query, recording } from './made-up.ts';

const entry = (number: number) =>
  ({
    kind: 'recording.stored',
    by: idOf(0xaa),
    about: [{ noun: 'recording', id: idOf(number) }],
    facts: { bytes: 1 },
    text: 'said of it',
  }) as const;
const custodian = { user: idOf(0xaa), role: 'custodian' } as const;

test('a throw takes back everything: row, search words, grid and trail entry', async () => {
  const catalogue = newCatalogue();
  const failing = catalogue.write(async (writer) => {
    const { number } = await writer.recordings.add(recording(1, { fileName: 'quillfeather.jpg' }));
    await writer.recordings.setDerived(idOf(1), {
      standing: 'ready',
      roles: { custodian: 3, clinician: 3, educator: 3, researcher: 3, governance: 3, administrator: 0 },
      users: [],
      refreshOn: null,
    });
    await append(writer.trail, entry(1), { now: noon });
    expect(number).toBe(1);
    const inside = await writer.recordings.window(custodian, query({ text: 'quillfeather' }), 0, 10);
    expect(inside.total).toBe(1);
    throw new Error('at the last step');
  });
  await expect(failing).rejects.toThrow('at the last step');
  await catalogue.read(async (reader) => {
    expect(await reader.recordings.get(idOf(1))).toBeNull();
    expect((await reader.recordings.window(custodian, query(), 0, 10)).total).toBe(0);
    expect((await reader.recordings.window(custodian, query({ text: 'quillfeather' }), 0, 10)).total).toBe(0);
    expect(await reader.trail.last()).toBeNull();
  });
  expect(await catalogue.check()).toEqual([]);
});

test('transactions do not interleave, and one that fails holds up no other', async () => {
  const catalogue = newCatalogue();
  const steps: string[] = [];
  const work = (name: string, fails = false) =>
    catalogue.write(async (writer) => {
      steps.push(`${name} begins`);
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
      await writer.settings.set(name, 'yes');
      steps.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  const results = await Promise.allSettled([work('first'), work('second', true), work('third')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(steps).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ]);
  await catalogue.read(async ({ settings }) => {
    expect([await settings.get('first'), await settings.get('second'), await settings.get('third')]).toEqual([
      'yes',
      null,
      'yes',
    ]);
  });
});

test('a reading keeps its view while somebody writes, and the next one sees the change', async () => {
  const catalogue = newCatalogue();
  let seenInside: string | null = 'nothing';
  const { promise: written, resolve: isWritten } = Promise.withResolvers<void>();
  const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>();
  const reading = catalogue.read(async ({ settings }) => {
    await settings.get('name');
    hasBegun();
    await written;
    seenInside = await settings.get('name');
  });
  await begun;
  await catalogue.write((writer) => writer.settings.set('name', 'St Elsewhere'));
  isWritten();
  await reading;
  expect(seenInside).toBeNull();
  expect(await catalogue.read(({ settings }) => settings.get('name'))).toBe('St Elsewhere');
});

test('a transaction inside another view is refused rather than waited for', async () => {
  const catalogue = newCatalogue();
  const inner = () => catalogue.write((writer) => writer.settings.set('a', 'b'));
  await expect(catalogue.read(inner)).rejects.toMatchObject({ code: 'internal' });
  await expect(catalogue.write(inner)).rejects.toMatchObject({ code: 'internal' });
});

test('reading inside a transaction sees what it has written', async () => {
  const catalogue = newCatalogue();
  const seen = await catalogue.write(async (writer) => {
    await writer.settings.set('a', 'b');
    return catalogue.read(({ settings }) => settings.get('a'));
  });
  expect(seen).toBe('b');
});

test('scouring waits for those who read and keeps nobody out afterwards', async () => {
  const catalogue = newCatalogue();
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  const order: string[] = [];
  const reading = catalogue.read(async ({ settings }) => {
    await settings.get('a');
    await enough;
    order.push('read');
  });
  const scouring = catalogue.scour().then(() => order.push('scoured'));
  await new Promise(setImmediate);
  resolve();
  await Promise.all([reading, scouring]);
  expect(order).toEqual(['read', 'scoured']);
  expect(await catalogue.read(({ settings }) => settings.get('a'))).toBeNull();
});

test('a closed catalogue says that the library is locked', async () => {
  const catalogue = newCatalogue();
  await catalogue.close();
  await expect(catalogue.read(({ settings }) => settings.get('a'))).rejects.toMatchObject({ code: 'locked' });
});
