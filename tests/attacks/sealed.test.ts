import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract, type Input, type OperationName } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig } from '../operations/rig.ts';
import { leaks, type Thing, terms } from './gate-world.ts';
import { type Loot, probes } from './probes.ts';

/**
 * A covert recording [11] beside an ordinary one of the same patient, in the same collection and agreement, with the
 * same label: whoever may not know of it gets the very answers that they got before it was there.
 */

const people = {
  Cass: 'custodian',
  Cora: 'custodian',
  Gwen: 'governance',
  Clara: 'clinician',
  Edda: 'educator',
  Rex: 'researcher',
  Adam: 'administrator',
} as const;
/** Cass takes it in and calls it covert; nobody else knows. */
const outsiders = ['Grace', ...Object.keys(people)].filter((name) => name !== 'Cass');
const fileName = 'zanzibar-bruise';
const day = (text: string): Day => text as Day;

let rig: Rig;
let sealed: Thing;
let ordinary: Id;
let subject: Id;
let agreement: Id;
let form: Id;
let collection: Id;
let change: Id;
let token: string;
let obligation: Id;
let before: ReadonlyMap<string, string>;

async function take(file: string, picture: string): Promise<Thing> {
  const folder = rig.files({ [`${file}.jpg`]: picture });
  const recording = await rig.take('Cass', join(folder, `${file}.jpg`));
  const { number, renditions } = await rig.call('Cass', 'recording.show', { recording });
  return { recording, number, original: renditions[0]?.id as Id, copy: null, agreement: null };
}

const searches = [{}, { text: 'zanzibar' }, { text: 'featherstone' }, { text: 'bruise' }, { text: 'covert' }];

/** Whatever lists, finds, counts or suggests, as it is answered to somebody. */
const asked = (): readonly (readonly [OperationName, unknown])[] => [
  ...searches.flatMap((query): [OperationName, unknown][] => [
    ['recording.window', { query, offset: 0, limit: 100 }],
    ['recording.ids', { query, limit: 100 }],
    ['recording.counts', { query }],
    ['recording.timeline', { query }],
  ]),
  ['recording.window', { query: { subject }, offset: 0, limit: 100 }],
  ['recording.window', { query: { collection }, offset: 0, limit: 100 }],
  ['recording.window', { query: { labels: ['bruise'] }, offset: 0, limit: 100 }],
  ...['zan', 'zanzibra', 'feath', 'bru', 'cov', 'label:', 'made:', 'is:'].map(
    (text): [OperationName, unknown] => ['recording.suggest', { text }],
  ),
  ['recording.twins', { offset: 0, limit: 100 }],
  ['recording.similar', { recording: ordinary }],
  ['recording.show', { recording: ordinary }],
  ['label.list', {}],
  ['collection.list', {}],
  ['bench.list', { offset: 0, limit: 100 }],
  ['subject.find', { text: 'feather' }],
  ['subject.show', { subject }],
  ['agreement.list', {}],
  ['agreement.list', { subject }],
  ['agreement.show', { agreement }],
  ['agreement.effect', { agreement, event: { kind: 'withdrawn', on: '2026-03-11', note: '' } }],
  ['form.list', {}],
  ['form.show', { form }],
  ['round.list', {}],
  ['round.viewing', { agreement }],
  ['release.list', {}],
  ['disclosure.list', {}],
  ['queue.counts', {}],
  ['queue.items', { limit: 500 }],
  ['queue.whole', {}],
  ['queue.overview', {}],
  ['queue.calendar', { from: '2026-03-01', to: '2027-04-30' }],
  ['erasure.certificates', {}],
  ['seal.list', {}],
  ['seal.waiting', {}],
];

/** Without addresses that are made anew each time. */
const steady = (answer: unknown): string =>
  JSON.stringify(answer).replaceAll(/(?:media|thumb)\/[0-9a-f]{32}/g, 'address');

async function answersTo(person: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const [name, input] of asked())
    answers.set(`${name} ${JSON.stringify(input)}`, steady(await rig.attempt(person, name, input)));
  return answers;
}

beforeAll(async () => {
  rig = await Rig.make(people);
  rig.advance(25 * 3_600_000);
  ({ id: subject } = await rig.call('Cass', 'subject.create', {
    ...{ familyName: 'Featherstone', givenName: 'Zebedee', bornOn: null, diedOn: null },
    ...{ appointedPerson: false, identifiers: [] },
  }));
  const classification: Input<'recording.classify'>['classification'] = {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    subjects: [subject],
    made: { earliest: day('2010-01-01'), latest: day('2010-01-01') },
  };
  ({ recording: ordinary } = await take('elbow', 'metadata-extractor__windowsXpFields.jpg'));
  await rig.call('Cass', 'recording.classify', { recordings: [ordinary], classification });
  await rig.call('Cass', 'recording.label', { recordings: [ordinary], add: ['bruise'] });
  ({ id: collection } = await rig.call('Cass', 'collection.create', { name: 'Knees' }));
  await rig.call('Cass', 'collection.add', { collection, recordings: [ordinary] });
  const given = { terms: terms(), subjects: [subject], recordings: [ordinary] };
  ({ id: agreement } = await rig.call('Cass', 'agreement.create', given));
  const issued = await rig.call('Cass', 'form.issue', { purpose: 'teaching', subjects: [subject] });
  form = issued.forms[0]?.id as Id;
  before = await answersTo('Grace');
  const hidden = await take(fileName, 'tika__baseball.jpg');
  const { recording } = hidden;
  await rig.call('Cass', 'recording.classify', { recordings: [recording], classification });
  await rig.call('Cass', 'recording.label', { recordings: [recording], add: ['bruise'] });
  change = (await rig.call('Cass', 'collection.add', { collection, recordings: [recording] })).change as Id;
  await rig.call('Cass', 'agreement.link', { agreement, subjects: [], recordings: [recording] });
  token = (await rig.call('Cass', 'open.custody', { rendition: hidden.original, purpose: 'cataloguing' }))
    .url;
  const { items } = await rig.call('Grace', 'queue.items', { limit: 500 });
  obligation = items.find((item) => item.recording.id === recording)?.id as Id;
  await rig.call('Cass', 'recording.classify', {
    ...{ recordings: [recording], classification: { circumstances: 'covert' }, reason: 'zanzibar' },
  });
  sealed = { ...hidden, agreement };
}, 120_000);
afterAll(() => rig?.close());

describe('a covert recording that is sealed', () => {
  test('changes no answer to whoever may not know of it', async () => {
    const after = await answersTo('Grace');
    for (const [question, answer] of before) expect(after.get(question), question).toBe(answer);
  });

  test.each(outsiders)('is in nothing that %s can list, find, count or read in the trail', async (person) => {
    const words = [sealed.recording, sealed.number, sealed.original, fileName, obligation];
    for (const [question, answer] of await answersTo(person)) {
      const [, own = ''] = /^\S+ (.*)$/s.exec(question) ?? [];
      const told = words.filter((word) => !own.includes(word));
      expect(leaks(answer, told), `${question} by ${person}`).toEqual([]);
    }
    const trail = await rig.attempt(person, 'trail.window', { offset: 0, limit: 500 });
    expect(leaks(trail, words), `the trail by ${person}`).toEqual([]);
    const about = await rig.attempt(person, 'trail.window', { about: sealed.recording, offset: 0, limit: 9 });
    expect(JSON.stringify(about)).toMatch(/"total":0|not-found|not-allowed/);
  });

  test('is not in the lists of whoever called it covert either', async () => {
    const { tiles } = await rig.call('Cass', 'recording.window', { query: {}, offset: 0, limit: 100 });
    expect(tiles.map(({ id }) => id)).toEqual([ordinary]);
    const media = await rig.media('Cass', token);
    expect(media).toBeNull();
  });

  const loot = (): Loot => ({
    ...{
      thing: { ...sealed, copy: sealed.original, agreement: sealed.recording },
      subject,
      obligation,
      collection,
      change,
      token,
    },
    ...{ scan: sealed.recording, form: sealed.recording, formScan: sealed.recording },
    ...{ release: sealed.recording, disclosure: sealed.recording, job: sealed.recording },
    ...{ view: sealed.recording, folder: rig.files({}) },
  });
  const tried = (Object.keys(probes) as OperationName[]).filter((name) => typeof probes[name] !== 'string');

  test.each(tried)('%s with its stolen ids tells and does nothing', async (name) => {
    const input = (probes[name] as (loot: Loot) => Input<typeof name>)(loot());
    const inner = JSON.stringify(input);
    const named = [sealed.recording, sealed.original, obligation].some((id) => inner.includes(id));
    const words = [sealed.recording, sealed.number, sealed.original, fileName];
    for (const person of ['Grace', 'Clara', 'Cass']) {
      // What somebody who knows of it does to its seal is asked below.
      if (person === 'Cass' && name.startsWith('seal.')) continue;
      const reply = await rig.attempt(person, name, input);
      const hidden = words.filter((word) => !inner.includes(word));
      expect(leaks(reply, hidden), `${name} by ${person}`).toEqual([]);
      if (named) expect(reply.ok && !isEmpty(reply.value), `${name} by ${person}`).toBe(false);
    }
  });

  test('nothing was done to it by any of that', async () => {
    const { sealed: known } = await rig.call('Cass', 'seal.list', {});
    expect(known).toMatchObject([
      { id: sealed.recording, consulted: false, knownTo: [{ name: 'Cass' }], opening: null },
    ]);
    expect(known[0]?.owed).not.toEqual([]);
  });

  test('cannot be made ordinary by taking the change back', async () => {
    const reply = await rig.failure('Cass', 'change.undo', { change });
    expect(reply.code).toBe('not-found');
  });

  test('is not among what a merge says it moved, and moves with the rest', async () => {
    const facts = { familyName: 'Featherstone', givenName: 'Zebedee', bornOn: null, diedOn: null };
    const twin = await rig.call('Grace', 'subject.create', {
      ...{ ...facts, appointedPerson: false, identifiers: [] },
    });
    const merged = { keep: twin.id, merge: subject, reason: 'Entered twice' };
    const told = await rig.call('Cora', 'subject.merge', merged);
    expect(told.recordings.map(({ id }) => id)).toEqual([ordinary]);
    expect(leaks(told, [sealed.recording, sealed.number])).toEqual([]);
    ({ id: subject } = twin);
  });

  test('every operation of the contract has been tried or says why not', () => {
    expect(Object.keys(probes).sort()).toEqual(Object.keys(contract).sort());
  });
});

/** A list that is answered emptily. */
const isEmpty = (value: unknown): boolean =>
  /^(\[\]|\{\}|\{.*("total":0|"(?:entries|items)":\[\]).*\})$/s.test(JSON.stringify(value));

const found = async (person: string): Promise<boolean> => {
  const { tiles } = await rig.call(person, 'recording.window', { query: {}, offset: 0, limit: 100 });
  return tiles.some(({ id }) => id === sealed.recording);
};

const ask = (second: string, until = '2026-03-12') => ({
  ...{ recording: sealed.recording, second: rig.id(second), until: day(until) },
  reason: 'The police ask for it',
});

const openingOf = async (person: string) =>
  (await rig.call(person, 'seal.list', {})).sealed[0]?.opening?.id as Id;

const look = { purpose: 'cataloguing' } as const;

describe('two people who open it', () => {
  test('are two, and nobody opens it alone', async () => {
    expect((await rig.failure('Cass', 'seal.ask', ask('Cass'))).code).toBe('needs-second-person');
    expect((await rig.failure('Cass', 'seal.ask', ask('Edda'))).code).toBe('invalid-input');
    expect((await rig.failure('Cass', 'seal.ask', ask('Cora', '2026-04-12'))).code).toBe('invalid-input');
    expect((await rig.failure('Cass', 'seal.ask', ask('Cora', '2026-03-10'))).code).toBe('invalid-input');
    await rig.call('Cass', 'seal.ask', ask('Cora'));
    for (const [person, waiting] of Object.entries({ Cora: 1, Cass: 0, Grace: 0, Clara: 0 }))
      expect(await rig.call(person, 'seal.waiting', {}), person).toEqual({ waiting });
    const opening = await openingOf('Cora');
    // Neither whoever asked, nor a third, whatever their role.
    for (const person of ['Cass', 'Grace', 'Clara'])
      expect((await rig.failure(person, 'seal.decide', { opening, opens: true })).code).toBe('not-found');
    for (const person of ['Cass', 'Cora', 'Grace']) expect(await found(person), person).toBe(false);
    expect((await rig.failure('Cass', 'open.custody', { rendition: sealed.original, ...look })).code).toBe(
      'not-found',
    );
    await rig.call('Cora', 'seal.decide', { opening, opens: false, reason: 'Not without a letter' });
    expect((await rig.failure('Cora', 'seal.decide', { opening, opens: true })).code).toBe('conflict');
    expect(await rig.call('Cora', 'seal.waiting', {})).toEqual({ waiting: 0 });
    expect(await found('Cass')).toBe(false);
  });

  test('find it and look at it to its last day, and nobody else does', async () => {
    await rig.call('Cass', 'seal.ask', ask('Cora'));
    await rig.call('Cora', 'seal.decide', { opening: await openingOf('Cora'), opens: true });
    for (const person of ['Cass', 'Cora']) {
      expect(await found(person), person).toBe(true);
      const { url } = await rig.call(person, 'open.custody', { rendition: sealed.original, ...look });
      expect((await rig.media(person, url))?.bytes.length).toBeGreaterThan(0);
    }
    for (const person of outsiders.filter((name) => name !== 'Cora')) {
      for (const [question, answer] of await answersTo(person))
        if (!question.includes(sealed.recording))
          expect(leaks(answer, [sealed.recording, sealed.number]), `${question} by ${person}`).toEqual([]);
    }
    const { url } = await rig.call('Cora', 'open.custody', { rendition: sealed.original, ...look });
    rig.advance(86_400_000);
    expect(await found('Cora')).toBe(true);
    rig.advance(86_400_000);
    for (const person of ['Cass', 'Cora']) expect(await found(person), person).toBe(false);
    expect(await rig.media('Cora', url)).toBeNull();
    expect((await rig.failure('Cora', 'recording.show', { recording: sealed.recording })).code).toBe(
      'not-found',
    );
  });

  test('close it again, and what was handed out ends with that', async () => {
    await rig.call('Cora', 'seal.ask', ask('Cass', '2026-03-20'));
    await rig.call('Cass', 'seal.decide', { opening: await openingOf('Cass'), opens: true });
    const { url } = await rig.call('Cass', 'open.custody', { rendition: sealed.original, ...look });
    await rig.call('Cora', 'seal.close', { recording: sealed.recording });
    expect(await rig.media('Cass', url)).toBeNull();
    for (const person of ['Cass', 'Cora']) expect(await found(person), person).toBe(false);
  });

  test('enter the consultation without opening it, and its duty ends', async () => {
    const { recording } = sealed;
    const consulted = { recording, colleague: 'Professor Hale', on: day('2026-03-01'), advice: '' };
    const why = 'Suspected harm to a child, no other way to find out';
    await rig.call('Cora', 'seal.consulted', { ...consulted, why });
    expect((await rig.call('Cass', 'seal.list', {})).sealed[0]).toMatchObject({ consulted: true });
    const ahead = { ...consulted, on: day('2027-03-01'), why };
    expect((await rig.failure('Cora', 'seal.consulted', ahead)).code).toBe('invalid-input');
  });

  test('lift the seal by saying that it was not covert', async () => {
    await rig.call('Cass', 'seal.ask', ask('Cora', '2026-03-20'));
    await rig.call('Cora', 'seal.decide', { opening: await openingOf('Cora'), opens: true });
    const planned = {
      recordings: [sealed.recording],
      classification: { circumstances: 'planned' as const },
    };
    // Who called it covert does not say alone that it never was.
    expect((await rig.failure('Cass', 'recording.classify', planned)).code).toBe('needs-second-person');
    await rig.call('Cora', 'recording.classify', planned);
    for (const person of ['Grace', 'Gwen', 'Cora']) expect(await found(person), person).toBe(true);
    expect((await rig.call('Cass', 'seal.list', {})).sealed).toEqual([]);
    const { entries } = await rig.call('Gwen', 'trail.window', {
      ...{ about: sealed.recording, offset: 0, limit: 500 },
    });
    const kinds = entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('seal.'));
    expect(kinds.toReversed().join(' ')).toBe(
      'seal.set seal.named seal.asked seal.refused seal.asked seal.opened seal.asked seal.opened seal.closed ' +
        'seal.consulted seal.asked seal.opened seal.lifted',
    );
  });
});
