import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { everybody, hiddenFrom, leaks, levels, privateWords, World } from './gate-world.ts';

/** Labels, collections, views, suggestions, forgiven spelling, the timeline and likeness, asked by those who may not know. */

type Query = Input<'recording.window'>['query'];

let world: World;
let inquest: Id;
let lecture: Id;

const keepers = ['Grace', 'Cass'];
const others = everybody.filter((name) => !keepers.includes(name));
/** Whom a stranger may not hear of; Clara treats the other patient. */
const strangers = privateWords.filter((word) => /feather|zebed|4505|unsorted/i.test(word));
const wordsFor = (person: string): readonly string[] => (person === 'Clara' ? strangers : privateWords);

/** Labels that stand only on what nobody but the keepers may know of. */
const secretLabels = ['inquest', 'stabbing'];

const total = async (person: string, query: Query): Promise<number> =>
  (await world.rig.call(person, 'recording.window', { query, offset: 0, limit: 1 })).total;
const knowable = (person: string, names: readonly string[]): number =>
  names.filter((name) => (levels[name]?.[person] ?? 0) > 0).length;

beforeAll(async () => {
  world = await World.make();
  await world.fill();
  const { rig } = world;
  const recordings = (...names: string[]) => names.map((name) => world.thing(name).recording);
  const label = (add: string[], ...names: string[]) =>
    rig.call('Cass', 'recording.label', { recordings: recordings(...names), add });
  await label(['elbow'], 'anonymised', 'careA', 'careB');
  await label(secretLabels, 'careB', 'held');
  inquest = (await rig.call('Cass', 'collection.create', { name: 'Featherstone inquest' })).id;
  await rig.call('Cass', 'collection.add', { collection: inquest, recordings: recordings('careB', 'held') });
  lecture = (await rig.call('Cass', 'collection.create', { name: 'Lecture' })).id;
  await rig.call('Cass', 'collection.add', {
    collection: lecture,
    recordings: recordings('anonymised', 'identifiable', 'careB'),
  });
  await rig.call('Cass', 'recording.rate', { recordings: recordings('careB', 'anonymised'), rating: 5 });
  const save = (name: string, query: Query, shared: boolean) =>
    rig.call('Cass', 'view.save', { name, query, shared });
  await save('Featherstone', { text: 'Featherstone' }, false);
  await save('Best', { text: 'rating:5' }, true);
  await save('Stabbings', { labels: ['stabbing'] }, true);
  await save('For the coroner', { text: 'collection:"featherstone inquest"' }, true);
  await save('The same', { collections: [inquest] }, true);
}, 180_000);
afterAll(() => world?.rig.close());

describe('whoever may not know of a recording', () => {
  test.each(everybody)('%s counts labels of what they may know only', async (person) => {
    const expected = [
      { label: 'elbow', count: knowable(person, ['anonymised', 'careA', 'careB']) },
      ...secretLabels.map((label) => ({ label, count: knowable(person, ['careB', 'held']) })),
    ].filter(({ count }) => count > 0);
    expect(await world.rig.call(person, 'label.list', {})).toEqual(expected);
    for (const label of ['elbow', ...secretLabels]) {
      const count = expected.find((one) => one.label === label)?.count ?? 0;
      for (const query of [{ labels: [label] }, { text: `label:${label}` }, { text: `"" label:${label}` }])
        expect([label, await total(person, query)]).toEqual([label, count]);
    }
  });

  test.each(everybody)('%s knows collections through what they may know only', async (person) => {
    const shown = await world.rig.call(person, 'collection.list', {});
    const names = shown.map(({ name, count }) => [name, count]);
    const ofLecture = knowable(person, ['anonymised', 'identifiable', 'careB']);
    const ofInquest = knowable(person, ['careB', 'held']);
    const expected = [['Featherstone inquest', ofInquest] as const, ['Lecture', ofLecture] as const].filter(
      ([, count]) => count > 0,
    );
    expect(names).toEqual(expected);
    for (const collection of [inquest, lecture])
      expect(await total(person, { collections: [collection] })).toBe(
        collection === inquest ? ofInquest : ofLecture,
      );
    expect(await total(person, { text: 'collection:"featherstone inquest"' })).toBe(ofInquest);
    for (const { recording } of world.things.values()) {
      const detail = await world.rig.attempt(person, 'recording.show', { recording });
      if (!keepers.includes(person)) expect(leaks(detail, ['inquest', ...secretLabels])).toEqual([]);
    }
  });

  test.each(others)('%s reads no view that asks for what they may not know of', async (person) => {
    const views = await world.rig.call(person, 'view.list', {});
    expect(views.map(({ name }) => name)).toEqual(['Best']);
    expect(await total(person, { text: 'rating:5' })).toBe(knowable(person, ['careB', 'anonymised']));
  });

  test.each(others)('%s is offered no word of theirs, however it is begun or misspelt', async (person) => {
    const asked = wordsFor(person).flatMap((word) => [
      word.slice(0, 3),
      word.slice(0, -1),
      word.replace(/(..)(.)(.)/, '$1$3$2'),
      `${word}x`,
      `x${word}`,
      `subject:${word}`,
      `file:${word}`,
      `-${word.slice(0, 5)}`,
    ]);
    const more = [
      'collection:',
      'collection:f',
      'label:',
      'label:i',
      'stab',
      'inqu',
      'inqeust',
      'agreement:',
      'made:',
    ];
    for (const text of [...asked, ...more]) {
      const hidden = [...wordsFor(person), 'inquest', 'stabbing'].filter(
        (word) => !text.toLowerCase().includes(word.toLowerCase()),
      );
      const suggested = await world.rig.call(person, 'recording.suggest', { text });
      const query = { text };
      const window = await world.rig.call(person, 'recording.window', { query, offset: 0, limit: 20 });
      const counts = await world.rig.call(person, 'recording.counts', { query });
      expect([text, leaks([suggested, window.notes, counts.notes], hidden)]).toEqual([text, []]);
      for (const tile of window.tiles)
        expect(hiddenFrom(person).map((name) => world.thing(name).number)).not.toContain(tile.number);
    }
  });

  test.each(others)(
    '%s cannot tell by leaving a word or a field out whom a recording shows',
    async (person) => {
      const everything = await total(person, {});
      const treats = person === 'Clara' ? 5 : 0;
      for (const word of ['featherstone', 'zebedee', 'knee', '4505577104'])
        for (const text of [`-${word}`, `-"${word}"`, `-subject:${word}`, `-file:${word}`])
          expect([text, await total(person, { text })]).toEqual([text, everything]);
      for (const text of ['-llewellyn', '-subject:llewellyn', '-file:llewellyn'])
        expect([text, await total(person, { text })]).toEqual([text, everything - treats]);
      const agreed = await total(person, { text: '-agreement:none' });
      expect(agreed).toBe(everything - (await total(person, { text: 'agreement:none' })));
    },
  );

  test.each(everybody)('%s sees as many in the timeline as they find', async (person) => {
    const months = await world.rig.call(person, 'recording.timeline', { query: {} });
    const counted = months.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(await total(person, {}));
    const ofPatient = await world.rig.call(person, 'recording.timeline', {
      query: { text: 'subject:featherstone' },
    });
    if (!keepers.includes(person)) expect(ofPatient).toEqual([]);
  });

  // All recordings of this world are the same picture, so that each is like every other.
  test.each(everybody)('%s finds likeness between originals only that they may see', async (person) => {
    const seen = [...world.things]
      .filter(([name]) => levels[name]?.[person] === 3)
      .map(([, { number }]) => number);
    for (const [name, { recording, number }] of world.things) {
      const reply = await world.rig.attempt(person, 'recording.similar', { recording, most: 50 });
      const level = levels[name]?.[person] ?? 0;
      if (level === 0) {
        expect([name, reply]).toEqual([name, expect.objectContaining({ ok: false })]);
        continue;
      }
      const found = await world.rig.call(person, 'recording.similar', { recording, most: 50 });
      const expected = level === 3 ? seen.filter((other) => other !== number).sort() : [];
      expect([name, found.tiles.map((tile) => tile.number).sort()]).toEqual([name, expected]);
      expect([name, found.compared]).toEqual([name, level === 3]);
    }
  });
});
