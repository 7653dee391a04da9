import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract, type Input, type OperationName } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { agreedHold } from '../operations/rig.ts';
import { everybody, hiddenFrom, leaks, privateWords, type Thing, terms, World } from './gate-world.ts';
import { day, facts, type Loot, onlyKeepers, probes } from './probes.ts';

/** What may be answered though the thing is hidden, with the reason. */
const allowed: readonly {
  readonly operation: OperationName;
  readonly codes: readonly string[];
  readonly why: string;
}[] = [
  { operation: 'import.start', codes: ['invalid-input'], why: 'an unknown patient is a fault of the form' },
  {
    operation: 'subject.create',
    codes: ['conflict'],
    why: 'a number belongs to one person; the answer does not say to whom',
  },
];
/** Lists that answer emptily, or with what is the caller's own. */
const lists: readonly OperationName[] = [
  'recording.window',
  'recording.ids',
  'recording.byNumber',
  'recording.counts',
  'recording.suggest',
  'recording.timeline',
  'bench.list',
  'subject.find',
  'agreement.list',
  'form.list',
  'release.list',
  'disclosure.list',
  'seal.list',
  'copies.find',
  'queue.items',
  'queue.whole',
  'queue.overview',
  'round.list',
  'queue.calendar',
  'trail.checkpoint',
];
/** The trail says to an administrator that something was done, by number, and no more. */
const knowsNumbers = (person: string, name: OperationName): boolean =>
  person === 'Adam' && name === 'trail.window';

let world: World;
let loot: ReadonlyMap<string, Loot>;

async function lootOf(name: string, common: Omit<Loot, 'thing' | 'subject' | 'obligation'>): Promise<Loot> {
  const own = world.thing(name);
  // Where it has no agreement or copy of its own, those of another hidden one.
  const thing = {
    ...own,
    agreement: own.agreement ?? world.thing('careB').agreement,
    copy: own.copy ?? world.thing('ended').copy,
  };
  const owed = await world.rig.call('Grace', 'queue.items', { limit: 500 });
  const item = owed.items.find(({ recording }) => recording.id === thing.recording) ?? owed.items[0];
  return { ...common, thing, subject: world.subjects.b, obligation: item?.id as Id };
}

beforeAll(async () => {
  world = await World.make();
  await world.fill();
  const { rig } = world;
  const folder = rig.files({
    'scan.png': 'exifr__png_with_exif_and_gps.png',
    'in.jpg': 'tika__baseball.jpg',
  });
  const { agreement } = world.thing('careB');
  const scan = { agreement: agreement as Id, path: join(folder, 'scan.png') };
  const { scan: id } = await rig.call('Cass', 'agreement.attach', scan);
  const issued = await rig.call('Cass', 'form.issue', { purpose: 'teaching', subjects: [world.subjects.b] });
  const form = issued.forms[0]?.id as Id;
  await rig.call('Cass', 'form.receive', { path: join(folder, 'scan.png'), number: 'F-000001' });
  const returned = await rig.call('Cass', 'form.show', { form });
  const formScan = returned.scans[0]?.id as Id;
  const released = await rig.call('Grace', 'release.make', {
    recordings: [world.thing('anonymised').recording],
    use: 'teaching',
    audience: 'medicalSetting',
    recipient: 'Professor X',
  });
  const { recording: hers, original: shown } = world.thing('careB');
  const disclosed = await rig.call('Cass', 'disclosure.propose', {
    ...({ kind: 'preventHarm', means: 'view', about: world.subjects.b, hours: 72 } as const),
    ...{ viewer: rig.id('Grace'), reason: 'Featherstone is at risk', senior: 'Professor Hale' },
    items: [{ recording: hers, rendition: shown, checks: [{ subject: null, answer: 'notShown' }] }],
  });
  const jobs = await rig.call('Cass', 'job.list', {});
  const opened = await rig.call('Cass', 'open.custody', {
    rendition: world.thing('careB').original,
    purpose: 'cataloguing',
  });
  const hidden = ['careB', 'ended', 'held', 'unclassified'].map((name) => world.thing(name).recording);
  const made = await rig.call('Cass', 'collection.create', { name: 'Featherstone, for the inquest' });
  const filled = await rig.call('Cass', 'collection.add', { collection: made.id, recordings: hidden });
  const saved = await rig.call('Cass', 'view.save', { name: 'Zebedee', query: { text: 'Featherstone' } });
  const common = {
    collection: made.id,
    view: saved.id,
    change: filled.change as Id,
    scan: id,
    form,
    formScan,
    release: released.release?.id as Id,
    disclosure: disclosed.id,
    job: jobs[0]?.id as Id,
    token: opened.url,
    folder,
  };
  loot = new Map(
    await Promise.all(
      ['careB', 'ended', 'held', 'unclassified'].map(
        async (name) => [name, await lootOf(name, common)] as const,
      ),
    ),
  );
}, 180_000);
afterAll(() => world?.rig.close());

const outsiders = everybody.filter((name) => hiddenFrom(name).length > 0);
const forbidden = privateWords.filter((word) => /feather|zebed|4505|unsorted/i.test(word));

describe('an operation tried with stolen ids', () => {
  test('is in this table, whatever it is', () => {
    expect(Object.keys(probes).sort()).toEqual(Object.keys(contract).sort());
  });

  const tried = (Object.keys(probes) as OperationName[]).filter((name) => typeof probes[name] !== 'string');

  test.each(tried)('%s tells and gives nothing', async (name) => {
    for (const person of outsiders) {
      for (const [thingName, stolen] of loot) {
        const { thing } = stolen;
        const input = (probes[name] as (loot: Loot) => Input<typeof name>)(stolen);
        const inner = JSON.stringify(input);
        // What the asker put in themself tells them nothing.
        const hidden = [...forbidden, thing.recording, thing.number, thing.original].filter(
          (word) => !inner.includes(word) && !(knowsNumbers(person, name) && word === thing.number),
        );
        const answer = await world.rig
          .call(person, name, input as never)
          .then((value) => ({ value }))
          .catch((error: Error) => ({ error: error.message }));
        const place = `${name} by ${person} on ${thingName}`;
        expect(leaks(answer, knowsNumbers(person, name) ? forbidden : hidden), place).toEqual([]);
        // A list may show what is the caller's own; whose picture it is, discovery-private.test.ts asks.
        if (!lists.includes(name))
          expect(JSON.stringify(answer), place).not.toMatch(/(?:media|thumb)\/[0-9a-f]{32}/);
        if ('value' in answer) {
          expect(lists.includes(name) || knowsNumbers(person, name), `${place} was answered`).toBe(true);
          continue;
        }
        const also = allowed.find(({ operation }) => operation === name)?.codes ?? [];
        const code = answer.error.split(': ')[1];
        expect(['not-found', 'not-allowed', ...also], `${place}: ${answer.error}`).toContain(code);
      }
    }
  });

  test('has changed nothing and left no entry', async () => {
    for (const [, { thing }] of loot) {
      const about = { about: thing.recording, offset: 0, limit: 500 };
      const { entries } = await world.rig.call('Grace', 'trail.window', about);
      const by = new Set(entries.map((entry) => entry.by?.name));
      for (const person of outsiders) expect(by.has(person), `${person} on ${thing.number}`).toBe(false);
    }
  });

  test('takes what an answer of the contract is made of, and no field more', async () => {
    const query = { query: {}, offset: 0, limit: 100 };
    const window = await world.rig.call('Cass', 'recording.window', query);
    expect(contract['recording.window'].output.parse(window)).toEqual(window);
    for (const { id } of window.tiles) {
      const shown = await world.rig.call('Cass', 'recording.show', { recording: id });
      expect(contract['recording.show'].output.parse(shown)).toEqual(shown);
    }
    const items = await world.rig.call('Grace', 'queue.items', {});
    expect(contract['queue.items'].output.parse(items)).toEqual(items);
    const agreements = await world.rig.call('Grace', 'agreement.list', {});
    expect(contract['agreement.list'].output.parse(agreements)).toEqual(agreements);
  });
});

describe('whoever may find a recording but does not treat the patient', () => {
  const tries: readonly (readonly [string, OperationName, (thing: Thing) => unknown])[] = [
    [
      'says nothing of it',
      'recording.classify',
      (t) => ({ ...onlyKeepers(t), classification: { madeFor: 'care' } }),
    ],
    [
      'gives it to no patient',
      'recording.classify',
      (t) => ({ ...onlyKeepers(t), classification: { subjects: [] } }),
    ],
    [
      'puts no hold on it',
      'recording.hold',
      (t) => ({ ...onlyKeepers(t), reason: 'because', held: true, ...agreedHold }),
    ],
    ['proposes no erasure', 'erasure.propose', (t) => ({ ...onlyKeepers(t), why: 'because' })],
    [
      'judges no copy',
      'anonymise.signOff',
      (t) => ({ rendition: t.copy, lookedAt: ['face'], identifiability: 'notIdentifiable' }),
    ],
  ];
  test.each(tries)('%s (%s)', async (_, operation, input) => {
    const failure = await world.rig.failure('Colin', operation, input(world.thing('anonymised')) as never);
    expect(failure.code).toBe('not-found');
  });

  test('cannot ask by an agreement of their own patient whom it shows', async () => {
    const own = await world.rig.call('Colin', 'subject.create', { ...facts, familyName: 'Owen' });
    const asked = { terms: terms(), subjects: [own.id], recordings: [world.thing('anonymised').recording] };
    expect((await world.rig.failure('Colin', 'agreement.create', asked)).code).toBe('not-found');
  });

  test('cannot carry a recording of their patient over to another', async () => {
    const own = await world.rig.call('Clara', 'subject.create', { ...facts, familyName: 'Owens' });
    const classification = { subjects: [own.id] };
    const asked = { recordings: [world.thing('careA').recording], classification };
    expect((await world.rig.failure('Clara', 'recording.classify', asked)).code).toBe('conflict');
  });

  test('lifts no hold that somebody else set', async () => {
    const recordings = [world.thing('careA').recording];
    await world.rig.call('Grace', 'recording.hold', {
      recordings,
      reason: 'a court asks',
      held: true,
      ...agreedHold,
    });
    const lift = { recordings, reason: 'because', held: false };
    expect((await world.rig.failure('Clara', 'recording.hold', lift)).code).toBe('not-allowed');
    await world.rig.call('Grace', 'recording.hold', lift);
  });

  test('cannot prolong their own place in a care team, but can leave it', async () => {
    const { a } = world.subjects;
    await world.careTeam(a, 'Colin', '2026-03-01', '2026-03-20');
    const own = { subject: a, user: world.rig.id('Colin') };
    for (const [from, to] of [
      ['2026-03-01', null],
      ['2026-03-15', '2026-04-01'],
      ['2026-02-01', '2026-03-20'],
    ] as const) {
      const asked = { ...own, from: day(from), to: to === null ? null : day(to) };
      expect((await world.rig.failure('Colin', 'subject.careTeam', asked)).code).toBe('not-allowed');
    }
    await world.rig.call('Colin', 'subject.careTeam', {
      ...own,
      from: day('2026-03-01'),
      to: day('2026-03-10'),
    });
    const shown = await world.rig.call('Cass', 'subject.show', { subject: a });
    const periods = shown.careTeam.filter(({ user }) => user.name === 'Colin');
    expect(periods.map(({ to }) => to)).toEqual(['2026-03-10']);
  });
});
