import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../shared/contract/contract.ts';
import { everybody, hiddenFrom, leaks, levels, privateWords, World } from './gate-world.ts';

let world: World;

beforeAll(async () => {
  world = await World.make();
  await world.fill();
}, 180_000);
afterAll(() => world?.rig.close());

const keepers = ['Grace', 'Cass'];
const others = everybody.filter((name) => !keepers.includes(name));
type Sort = 'added' | 'made' | 'number';

const numbersOf = (window: Output<'recording.window'>): string[] =>
  window.tiles.map(({ number }) => number).sort();
const mayKnow = (person: string): string[] =>
  Object.keys(levels)
    .filter((name) => !hiddenFrom(person).includes(name))
    .map((name) => world.thing(name).number)
    .sort();

describe('discovery', () => {
  test.each(everybody)('%s finds what they may know, in every sorting, count and list', async (person) => {
    const expected = mayKnow(person);
    for (const sort of ['added', 'made', 'number'] as Sort[]) {
      for (const descending of [true, false]) {
        const query = { sort, descending };
        const window = await world.rig.call(person, 'recording.window', { query, offset: 0, limit: 100 });
        expect(numbersOf(window)).toEqual(expected);
        expect(window.total).toBe(expected.length);
      }
    }
    const ids = await world.rig.call(person, 'recording.ids', { query: {}, limit: 100 });
    expect(ids).toHaveLength(expected.length);
    const counts = await world.rig.call(person, 'recording.counts', { query: {} });
    const sum = Object.values(counts.kinds).reduce((a, b) => a + b, 0);
    expect(sum).toBe(expected.length);
    const numbers = [...world.things.values()].map(({ number }) => number);
    const byNumber = await world.rig.call(person, 'recording.byNumber', { numbers });
    expect(byNumber.map(({ number }) => number).sort()).toEqual(expected);
  });

  test.each(everybody)('%s sees the picture that their level allows, and no other', async (person) => {
    const { tiles } = await world.rig.call(person, 'recording.window', { query: {}, offset: 0, limit: 100 });
    for (const [name, thing] of world.things) {
      const tile = tiles.find(({ id }) => id === thing.recording);
      const level = levels[name]?.[person] ?? 0;
      expect(Boolean(tile), name).toBe(level > 0);
      if (!tile) continue;
      expect(tile.thumbnail !== null, `${name} for ${person}`).toBe(level > 1);
      if (tile.thumbnail === null) continue;
      const picture = (await world.rig.media(person, tile.thumbnail))?.bytes;
      const original = await world.rig.call('Cass', 'recording.show', { recording: thing.recording });
      const whole = (await world.rig.media('Cass', original.thumbnail as string))?.bytes;
      expect(picture?.length).toBeGreaterThan(0);
      expect(picture?.equals(whole as Buffer), `${name} for ${person}`).toBe(level === 3);
    }
  });

  test.each(others)('%s reads no name, number or file name of whom they do not treat', async (person) => {
    const words =
      person === 'Clara' ? privateWords.filter((w) => /feather|zebed|4505/i.test(w)) : privateWords;
    const answers: unknown[] = [
      await world.rig.call(person, 'recording.window', { query: {}, offset: 0, limit: 100 }),
      await world.rig.call(person, 'queue.counts', {}),
      await world.rig.call(person, 'job.list', {}),
    ];
    for (const id of await world.rig.call(person, 'recording.ids', { query: {}, limit: 100 })) {
      answers.push(await world.rig.call(person, 'recording.show', { recording: id }));
      answers.push(await world.rig.call(person, 'recording.answers', { recording: id }));
      answers.push(await world.rig.call(person, 'recording.history', { recording: id }));
    }
    expect(leaks(answers, words)).toEqual([]);
  });

  test.each(others)('%s learns nothing from searching by private words', async (person) => {
    const treats = person === 'Clara' ? ['careA', 'anonymised', 'identifiable', 'named', 'unsigned'] : [];
    const theirs = treats.map((name) => world.thing(name).number);
    for (const word of privateWords) {
      for (const text of [word, word.slice(0, 4), word.toUpperCase()]) {
        const window = await world.rig.call(person, 'recording.window', {
          query: { text },
          offset: 0,
          limit: 9,
        });
        const strangers = numbersOf(window).filter((number) => !theirs.includes(number));
        expect(strangers, `${text} for ${person}`).toEqual([]);
        expect(window.total).toBe(window.tiles.length);
        const counts = await world.rig.call(person, 'recording.counts', { query: { text } });
        expect(Object.values(counts.kinds).reduce((a, b) => a + b, 0)).toBe(window.total);
        const suggested = await world.rig.call(person, 'recording.suggest', { text });
        const foreign = treats.length > 0 ? ['Featherstone', 'Zebedee'] : ['Featherstone', 'Llewellyn'];
        expect(leaks(suggested, foreign)).toEqual([]);
      }
    }
  });

  test.each(others)('%s cannot ask whom a recording shows by filtering for a patient', async (person) => {
    const { a, b } = world.subjects;
    for (const subject of [a, b]) {
      const query = { subject };
      const window = await world.rig.call(person, 'recording.window', { query, offset: 0, limit: 100 });
      expect(window.total).toBe(person === 'Clara' && subject === a ? 5 : 0);
    }
  });

  test('a clinician finds neither patients nor agreements of others', async () => {
    expect(await world.rig.call('Colin', 'subject.find', { text: 'Llewellyn' })).toEqual([]);
    expect(await world.rig.call('Clara', 'subject.find', { text: 'Featherstone' })).toEqual([]);
    expect((await world.rig.call('Colin', 'agreement.list', {})).total).toBe(0);
    const own = await world.rig.call('Clara', 'agreement.list', {});
    expect(own.total).toBe(4);
    expect(own.agreements).toHaveLength(4);
    expect(leaks(own, ['Featherstone', 'Zebedee'])).toEqual([]);
    const asked = { recording: world.thing('careB').recording };
    expect(await world.rig.call('Clara', 'agreement.list', asked)).toEqual({ total: 0, agreements: [] });
    const owed = await world.rig.call('Colin', 'queue.items', {});
    expect(owed).toEqual({ total: 0, items: [], behind: false });
  });

  test('an identifier that another’s patient has is refused without saying whose it is', async () => {
    const facts = {
      familyName: 'New',
      givenName: '',
      bornOn: null,
      diedOn: null,
      appointedPerson: false,
      identifiers: [{ kind: 'nhs', issuer: '', value: '4505577104' }],
    } as const;
    const failure = await world.rig.failure('Clara', 'subject.create', {
      ...facts,
      identifiers: [...facts.identifiers],
    });
    expect(failure.code).toBe('conflict');
    expect(failure.details).toEqual({});
    expect(failure.message).not.toMatch(/S-\d/);
    const keeper = await world.rig.failure('Cass', 'subject.create', {
      ...facts,
      identifiers: [...facts.identifiers],
    });
    expect(keeper.message).toMatch(/S-\d/);
  });

  test('an administrator reads the trail, but none of the words that go with it', async () => {
    const window = await world.rig.call('Adam', 'trail.window', { offset: 0, limit: 500 });
    expect(window.entries.length).toBeGreaterThan(20);
    expect(leaks(window, privateWords)).toEqual([]);
    const keeper = await world.rig.call('Grace', 'trail.window', { offset: 0, limit: 500 });
    expect(keeper.entries.some(({ text }) => text?.includes('Featherstone'))).toBe(true);
  });

  test('no entry of the trail holds a name outside the words that can be erased', async () => {
    const { entries } = await world.rig.call('Grace', 'trail.window', { offset: 0, limit: 500 });
    // A name of hexadecimal letters alone stands in any digest by chance.
    const staff = everybody.filter((name) => !/^[a-f]+$/i.test(name));
    for (const { text: _text, by: _by, ...entry } of entries)
      expect(leaks(entry, [...privateWords, ...staff])).toEqual([]);
  });
});
