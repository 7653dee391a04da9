import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig } from './rig.ts';

type Query = Input<'recording.window'>['query'];
type Tile = Output<'recording.window'>['tiles'][number];

let rig: Rig;
let [ball, bird, slide]: Id[] = [];

const window = (query: Query, by = 'Cass') =>
  rig.call(by, 'recording.window', { query, offset: 0, limit: 50 });
const tileOf = async (id: Id | undefined): Promise<Tile> => {
  const { tiles } = await window({});
  return tiles.find((tile) => tile.id === id) as Tile;
};
const found = async (text: string): Promise<Id[]> =>
  (await window({ text, sort: 'number', descending: false })).tiles.map(({ id }) => id);
const made = (day: string) => ({ earliest: day as Day, latest: day as Day });
const kindsAbout = async (about: Id | undefined): Promise<string[]> => {
  const { entries } = await rig.call('Grace', 'trail.window', { about: about as Id, offset: 0, limit: 500 });
  return entries.map(({ kind }) => kind);
};

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Cora: 'custodian', Clive: 'clinician', Edda: 'educator' });
  const folder = rig.files({
    'baseball.jpg': 'tika__baseball.jpg',
    'london.jpg': 'media__london-512.jpg',
    'slide.png': 'metadata-extractor__dotnet-256x256-alpha-palette.png',
  });
  const take = (name: string) => rig.take('Cass', join(folder, name));
  [ball, bird, slide] = [await take('baseball.jpg'), await take('london.jpg'), await take('slide.png')];
  for (const [recording, day] of [
    [ball, '2018-03-05'],
    [bird, '2019-07-01'],
    [slide, '2019-07-20'],
  ] as const)
    await rig.call('Cass', 'recording.classify', {
      recordings: [recording as Id],
      classification: { made: made(day) },
    });
}, 120_000);
afterAll(() => rig?.close());

describe('ratings', () => {
  test('are kept, searched by, sorted by and taken back', async () => {
    const recordings = [ball, bird] as Id[];
    const rated = await rig.call('Cass', 'recording.rate', { recordings, rating: 4 });
    expect(rated.changed).toBe(2);
    await rig.call('Cass', 'recording.rate', { recordings: [bird as Id], rating: 5 });
    expect((await tileOf(ball)).rating).toBe(4);
    expect(await found('rating:>=4')).toEqual([ball, bird]);
    expect(await found('rating:none')).toEqual([slide]);
    expect((await window({ ratingFrom: 5 })).tiles.map(({ id }) => id)).toEqual([bird]);
    expect((await window({ sort: 'rating' })).tiles.map(({ id }) => id)).toEqual([bird, ball, slide]);
    const failure = await rig.failure('Cass', 'change.undo', { change: rated.change as Id });
    expect(failure.code).toBe('conflict');
    expect(failure.message).toContain('changed again');
    expect((await tileOf(ball)).rating).toBe(4);
    await rig.call('Cass', 'recording.rate', { recordings: [bird as Id], rating: 4 });
    expect(await rig.call('Cass', 'change.undo', { change: rated.change as Id })).toEqual({ undone: 2 });
    expect([(await tileOf(ball)).rating, (await tileOf(bird)).rating]).toEqual([null, null]);
    expect((await rig.failure('Cass', 'change.undo', { change: rated.change as Id })).code).toBe('conflict');
    expect(await kindsAbout(ball)).toEqual(expect.arrayContaining(['recording.rated', 'change.undone']));
  });

  test('that change nothing leave nothing to take back', async () => {
    const answer = await rig.call('Cass', 'recording.rate', { recordings: [slide as Id], rating: null });
    expect(answer).toEqual({ changed: 0, change: null });
  });

  test('are taken back by who set them or a keeper', async () => {
    const { change } = await rig.call('Cass', 'recording.rate', { recordings: [slide as Id], rating: 1 });
    const asked = { change: change as Id };
    expect((await rig.failure('Clive', 'change.undo', asked)).code).toBe('not-found');
    expect(await rig.call('Cora', 'change.undo', asked)).toEqual({ undone: 1 });
  });
});

describe('several recordings together', () => {
  test('are told by what they share and in what they differ, as far as the asker may know of each', async () => {
    const facts = { bornOn: null, diedOn: null, appointedPerson: false, identifiers: [] };
    const named = { ...facts, familyName: 'Featherstone', givenName: 'Amy' };
    const { id: subject, number } = await rig.call('Cass', 'subject.create', named);
    const recordings = [ball, bird, slide] as Id[];
    const undo = [
      await rig.call('Cass', 'recording.classify', {
        recordings: [ball, bird] as Id[],
        classification: { madeFor: 'teaching', subjects: [subject] },
      }),
      await rig.call('Cass', 'recording.label', { recordings: [slide as Id], add: ['apart'] }),
    ];
    const answer = await rig.call('Cass', 'recording.together', { recordings });
    expect(answer).toMatchObject({
      recordings: 3,
      kinds: [{ value: 'photo', count: 3 }],
      uses: [
        { value: 'teaching', count: 2 },
        { value: null, count: 1 },
      ],
      labels: [{ value: 'apart', count: 1 }],
      subjects: [{ id: subject, number, name: 'Amy Featherstone', count: 2 }],
      agreements: [],
      unnamed: 0,
    });
    const asked = { recordings: [slide as Id] };
    expect((await rig.failure('Edda', 'recording.together', asked)).code).toBe('not-found');
    for (const { change } of undo.reverse()) await rig.call('Cass', 'change.undo', { change: change as Id });
  });
});

describe('labels', () => {
  test('are counted, found by, spelt once and taken back', async () => {
    await rig.call('Cass', 'recording.label', { recordings: [ball as Id], add: ['Left hand', 'lecture'] });
    const second = await rig.call('Cass', 'recording.label', {
      recordings: [ball, bird] as Id[],
      add: ['left-hand'],
      remove: ['Lecture'],
    });
    expect(second.changed).toBe(2);
    expect(await rig.call('Cass', 'label.list', {})).toEqual([{ label: 'Left hand', count: 2 }]);
    expect((await tileOf(bird)).labels).toEqual(['Left hand']);
    for (const text of ['label:left-hand', 'label:"LEFT HAND"', 'left hand', '-label:none'])
      expect([text, await found(text)]).toEqual([text, [ball, bird]]);
    expect((await window({ labels: ['left hand', 'nothing'] })).total).toBe(2);
    await rig.call('Cass', 'change.undo', { change: second.change as Id });
    expect((await tileOf(ball)).labels).toEqual(['lecture', 'Left hand']);
    expect(await rig.call('Cass', 'label.list', {})).toEqual([
      { label: 'lecture', count: 1 },
      { label: 'Left hand', count: 1 },
    ]);
  });

  test('hold no number by which a patient is known', async () => {
    const asked = { recordings: [ball as Id], add: ['NHS 943 476 5919'] };
    expect((await rig.failure('Cass', 'recording.label', asked)).code).toBe('invalid-input');
  });
});

describe('collections', () => {
  test('are made, filled, searched by, emptied, renamed and removed by who made them', async () => {
    const { id } = await rig.call('Edda', 'collection.create', { name: 'Wound healing' });
    const same = await rig.failure('Edda', 'collection.create', { name: 'wound-healing' });
    expect(same.code).toBe('conflict');
    const asked = { collection: id, recordings: [bird, slide] as Id[] };
    expect((await rig.failure('Edda', 'collection.add', asked)).code).toBe('not-found');
    const filled = await rig.call('Cass', 'collection.add', asked);
    expect(filled.changed).toBe(2);
    expect(await found('collection:"Wound healing"')).toEqual([bird, slide]);
    expect((await window({ collections: [id] })).total).toBe(2);
    const [shown] = await rig.call('Cora', 'collection.list', {});
    expect(shown).toEqual({ id, name: 'Wound healing', count: 2, mine: true });
    expect(await rig.call('Edda', 'collection.list', {})).toEqual([
      { id, name: 'Wound healing', count: 0, mine: true },
    ]);
    await rig.call('Cass', 'change.undo', { change: filled.change as Id });
    expect(await found('collection:wound-healing')).toEqual([]);
    await rig.call('Edda', 'collection.rename', { collection: id, name: 'Healing' });
    expect((await rig.failure('Clive', 'collection.remove', { collection: id })).code).toBe('not-found');
    await rig.call('Edda', 'collection.remove', { collection: id });
    expect(await rig.call('Cass', 'collection.list', {})).toEqual([]);
  });
});

describe('saved views', () => {
  test('are one’s own, or shared by a keeper without words', async () => {
    const query = { text: 'carter' };
    const own = await rig.call('Clive', 'view.save', { name: 'My patient', query });
    expect(await rig.call('Cass', 'view.list', {})).toEqual([]);
    const by = (name: string, shared: Input<'view.save'>) => rig.failure(name, 'view.save', shared);
    expect((await by('Clive', { name: 'All', query: {}, shared: true })).code).toBe('not-allowed');
    expect((await by('Cass', { name: 'All', query, shared: true })).code).toBe('conflict');
    const best = { text: 'rating:>=4 -kind:sound', sort: 'rating' } as const;
    const shared = await rig.call('Cass', 'view.save', { name: 'Best', query: best, shared: true });
    const [first, second] = await rig.call('Clive', 'view.list', {});
    expect([first?.name, first?.mine, second?.name, second?.mine]).toEqual([
      'My patient',
      true,
      'Best',
      false,
    ]);
    expect(second?.query).toMatchObject(best);
    expect((await rig.failure('Clive', 'view.remove', { view: shared.id })).code).toBe('not-found');
    await rig.call('Clive', 'view.save', { view: own.id, name: 'Mine', query: {} });
    expect((await rig.call('Clive', 'view.list', {}))[0]?.name).toBe('Mine');
    await rig.call('Clive', 'view.remove', { view: own.id });
    await rig.call('Cora', 'view.remove', { view: shared.id });
    expect(await rig.call('Clive', 'view.list', {})).toEqual([]);
  });
});

test('a timeline leads to the first recording of each month', async () => {
  const falling = await rig.call('Cass', 'recording.timeline', { query: {} });
  expect(falling).toEqual([
    { year: 2019, month: 7, count: 2, offset: 0 },
    { year: 2018, month: 3, count: 1, offset: 2 },
  ]);
  const rising = await rig.call('Cass', 'recording.timeline', { query: { descending: false } });
  const { tiles } = await window({ sort: 'made', descending: false });
  expect(rising.map(({ offset }) => tiles[offset]?.id)).toEqual([ball, bird]);
  expect(await rig.call('Edda', 'recording.timeline', { query: {} })).toEqual([]);
});

describe('classifying many', () => {
  const classification = { madeFor: 'teaching', circumstances: 'planned', category: 'other' } as const;

  test('is shown before it is saved, and taken back after', async () => {
    const recordings = [ball, bird] as Id[];
    await rig.call('Cass', 'recording.classify', {
      recordings: [ball as Id],
      classification: { category: 'other' },
    });
    const preview = await rig.call('Cass', 'recording.previewClassify', { recordings, classification });
    expect(preview.fields).toContainEqual({
      field: 'category',
      changes: [{ from: null, to: 'other', count: 1 }],
      stays: 1,
    });
    expect(preview.standings).toEqual([{ from: 'needsClass', to: 'needsAgreement', count: 2 }]);
    expect((await tileOf(bird)).category).toBe(null);
    const done = await rig.call('Cass', 'recording.classify', { recordings, classification });
    expect(done.changed).toBe(2);
    expect((await tileOf(bird)).standing).toBe('needsAgreement');
    const entered = async () => {
      const history = await rig.call('Cass', 'recording.history', { recording: bird as Id });
      return history.map(({ by, entered: facts }) => [by?.name, facts.includes('madeFor')]);
    };
    expect((await entered())[0]).toEqual(['Cass', true]);
    await rig.call('Cass', 'change.undo', { change: done.change as Id });
    expect((await entered())[0]).toEqual(['Cass', true]);
    const [first, second] = [await tileOf(ball), await tileOf(bird)];
    expect([first.category, first.madeFor, first.standing]).toEqual(['other', null, 'needsClass']);
    expect([second.category, second.madeFor, second.standing]).toEqual([null, null, 'needsClass']);
    expect(second.made.earliest).toBe('2019-07-01');
  });

  test('tells what does not go together', async () => {
    const asked = { recordings: [bird as Id], classification: { circumstances: 'telephoneCall' as const } };
    const { faults } = await rig.call('Cass', 'recording.previewClassify', asked);
    expect(faults).toEqual([expect.stringContaining('telephone call')]);
  });
});
