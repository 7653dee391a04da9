import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Input } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { aDay, terms } from './erasure-story.ts';
import { Rig } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

type Classification = Input<'recording.classify'>['classification'];

let rig: Rig;
let subject: Id;
let seed = 0;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Carl: 'custodian' });
  rig.advance(aDay);
  const facts = { bornOn: '1970-02-03' as Day, diedOn: null, appointedPerson: false, identifiers: [] };
  subject = (await rig.call('Cass', 'subject.create', { familyName: 'Alder', givenName: 'Ann', ...facts }))
    .id;
});
afterAll(() => rig?.close());

const made = { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day };
const ordinary = { category: 'other', madeFor: 'teaching', circumstances: 'planned', made } as const;

async function taken(classify?: Classification): Promise<Id> {
  seed += 1;
  const background = { r: seed, g: 90, b: 120 };
  const png = await sharp({ create: { width: 32, height: 24, channels: 3, background } })
    .png()
    .toBuffer();
  return rig.take('Cass', join(rig.files({ 'picture.png': png }), 'picture.png'), classify);
}

const say = (recordings: Id[], classification: Classification) => ({ recordings, classification });
const alone = { code: 'needs-second-person', message: expect.stringContaining('second person') };
const show = (recording: Id) => rig.call('Cass', 'recording.show', { recording });

test('what nothing speaks against is one person’s work, said once and said otherwise', async () => {
  const recordings: Id[] = [];
  for (let count = 0; count < 5; count += 1) recordings.push(await taken());
  await rig.call('Cass', 'recording.classify', say(recordings, { ...ordinary, subjects: [subject] }));
  const { change } = await rig.call('Cass', 'recording.classify', say(recordings, { madeFor: 'care' }));
  await rig.call('Cass', 'recording.classify', say(recordings, { category: 'laparoscopic' }));
  await rig.call('Cass', 'change.undo', { change: change as Id });
});

describe('a fault of the making', () => {
  const underInvestigation: Classification = {
    ...ordinary,
    circumstances: 'postMortem',
    medicoLegalInvestigation: true,
  };

  test('is said to be none by a second person only, in whatever way', async () => {
    const recording = await taken({ ...ordinary, subjects: [subject] });
    const called = say([recording], underInvestigation);
    const { change } = await rig.call('Cass', 'recording.classify', called);
    const ways: Classification[] = [
      { coronerDiscussed: true },
      { medicoLegalInvestigation: false },
      { circumstances: 'planned' },
    ];
    for (const way of ways) {
      const { faults } = await rig.call('Cass', 'recording.previewClassify', say([recording], way));
      expect(faults).toContainEqual(alone.message);
      expect(await rig.failure('Cass', 'recording.classify', say([recording], way))).toMatchObject(alone);
    }
    expect(await rig.failure('Cass', 'change.undo', { change: change as Id })).toMatchObject(alone);
    expect((await show(recording)).classification).toMatchObject({ coronerDiscussed: false });
    await rig.call('Carl', 'recording.classify', say([recording], { coronerDiscussed: true }));
    expect((await show(recording)).classification).toMatchObject({ coronerDiscussed: true });
  });

  test('is put right by one person through its form, and made no less by what says nothing of it', async () => {
    const recording = await taken(underInvestigation);
    await rig.call(
      'Cass',
      'recording.classify',
      say([recording], { subjects: [subject], records: 'general' }),
    );
    const entry = { form: 'postMortem', on: '2026-02-02' as Day, consulted: 'Dr Elm, coroner' } as const;
    await rig.call('Cass', 'circumstance.enter', { recordings: [recording], entry });
    expect((await show(recording)).classification).toMatchObject({ coronerDiscussed: true });
  });

  test('of a covert recording is not gone with a tick, nor by calling it planned [11]', async () => {
    const recording = await taken({ ...ordinary, madeFor: 'care' });
    await rig.call('Cass', 'recording.classify', say([recording], { circumstances: 'covert' }));
    const until = '2026-03-20' as Day;
    const opening = { recording, second: rig.id('Carl'), until, reason: 'To put it right' };
    await rig.call('Cass', 'seal.ask', opening);
    const { sealed } = await rig.call('Carl', 'seal.list', {});
    const asked = sealed.find(({ id }) => id === recording)?.opening?.id as Id;
    await rig.call('Carl', 'seal.decide', { opening: asked, opens: true });
    for (const way of [{ colleagueConsulted: true }, { circumstances: 'planned' }] as const)
      expect(await rig.failure('Cass', 'recording.classify', say([recording], way))).toMatchObject(alone);
    await rig.call('Cass', 'seal.consulted', {
      ...{ recording, colleague: 'Dr Elm', on: '2026-01-30' as Day, advice: '' },
      why: 'A child was at risk.',
    });
    expect((await show(recording)).classification).toMatchObject({ colleagueConsulted: true });
  });

  test('is no reason to keep a batch from being classified more strictly', async () => {
    const recording = await taken(ordinary);
    await rig.call('Cass', 'recording.classify', say([recording], underInvestigation));
    await rig.call('Cass', 'recording.classify', say([recording], { externalFilming: true }));
    expect((await show(recording)).classification).toMatchObject({ externalFilming: true });
  });
});

describe('what a patient has taken back', () => {
  async function withdrawn(classify: Classification): Promise<Id> {
    const recording = await taken({ ...classify, subjects: [subject] });
    const given = { terms: terms('Ann Alder'), subjects: [subject], recordings: [recording] };
    const { id: agreement } = await rig.call('Cass', 'agreement.create', given);
    const event = { kind: 'withdrawn', on: '2026-03-09' as Day } as const;
    await rig.call('Cass', 'agreement.record', { agreement, event });
    return recording;
  }

  test('stays in quarantine when it is called something else, until another person looks', async () => {
    const recording = await withdrawn(ordinary);
    expect((await show(recording)).state).toBe('quarantined');
    await rig.call('Cass', 'recording.classify', say([recording], { madeFor: 'care' }));
    expect((await show(recording)).state).toBe('quarantined');
    const { items } = await rig.call('Cass', 'queue.items', { queue: 'review' });
    const item = items.find((one) => one.recording.id === recording)?.id as Id;
    const kept = { item, outcome: 'keep', reason: 'It was made for care.' } as const;
    expect(await rig.failure('Cass', 'queue.settle', kept)).toMatchObject({ code: alone.code });
    expect((await show(recording)).state).toBe('quarantined');
    await rig.call('Grace', 'queue.settle', kept);
    expect((await show(recording)).state).toBe('active');
  });

  test('is made of no exempt category by one person', async () => {
    const recording = await withdrawn({ ...ordinary, madeFor: 'care' });
    expect((await show(recording)).state).toBe('active');
    const { rendition } = await rig.call('Cass', 'anonymise.make', { recording, regions: [] });
    await rig.call('Cass', 'anonymise.signOff', {
      rendition: rendition.id,
      lookedAt: ['face'],
      identifiability: 'notIdentifiable',
    });
    const asked = { rendition: rendition.id, use: 'publicMedia', audience: 'public' } as const;
    const outcome = async () => (await rig.call('Cass', 'open.use', asked)).decision.outcome;
    expect(await outcome()).toBe('refuse');
    const exempt = say([recording], { category: 'xray' });
    expect(await rig.failure('Cass', 'recording.classify', exempt)).toMatchObject(alone);
    expect(await outcome()).toBe('refuse');
    await rig.call('Carl', 'recording.classify', exempt);
    expect(await outcome()).toBe('permit');
  });
});
