import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { terms } from '../attacks/gate-world.ts';
import { Rig } from './rig.ts';

const day = (text: string): Day => text as Day;
type Entry = Input<'circumstance.enter'>['entry'];

let rig: Rig;
let subject: Id;
const recordings = new Map<string, Id>();

const person = {
  ...{ familyName: 'Llewellyn', givenName: 'Bronwen', bornOn: null, appointedPerson: false },
  ...{ identifiers: [], capacityRegainedOn: null, lastSeenOn: null },
};

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Edda: 'educator' });
  ({ id: subject } = await rig.call('Cass', 'subject.create', { ...person, diedOn: null }));
  const made = { earliest: day('2026-03-09'), latest: day('2026-03-09') };
  const common = { category: 'other', madeFor: 'teaching', subjects: [subject], made } as const;
  for (const [name, file, classify] of [
    ['emergency', 'tika__baseball.jpg', { ...common, circumstances: 'emergency' }],
    [
      'postMortem',
      'metadata-extractor__windowsXpFields.jpg',
      { ...common, circumstances: 'postMortem', medicoLegalInvestigation: true },
    ],
    [
      'filmed',
      'exifr__png_with_exif_and_gps.png',
      { ...common, circumstances: 'planned', externalFilming: true },
    ],
  ] as const) {
    const folder = rig.files({ [file]: file });
    recordings.set(
      name,
      await rig.take('Cass', join(folder, file), { ...classify, subjects: [subject], made }),
    );
  }
}, 60_000);
afterAll(() => rig?.close());

const of = (name: string): Id => recordings.get(name) as Id;
const enter = (name: string, entry: Entry) => ({ recordings: [of(name)], entry });

const attempt = (changes: Partial<Extract<Entry, { form: 'attempt' }>> = {}): Entry => ({
  ...{ form: 'attempt', on: day('2026-03-10'), whom: 'patient', means: 'call', outcome: 'notReached' },
  note: 'The ward has no other number',
  ...changes,
});

const owed = async (name: string): Promise<string[]> => {
  const { items } = await rig.call('Grace', 'queue.items', { limit: 100 });
  return items
    .filter(({ recording }) => recording.id === of(name))
    .map(({ action, paragraph, due }) => `${action} ${paragraph} ${due}`);
};

test('attempts to reach the patient are kept in their order, and are no answer [17]', async () => {
  expect(await owed('emergency')).toContain('obtainConsent 17 2026-03-17');
  await rig.call('Cass', 'circumstance.enter', enter('emergency', attempt()));
  await rig.call(
    'Grace',
    'circumstance.enter',
    enter('emergency', attempt({ means: 'letter', outcome: 'sent' })),
  );
  const listed = await rig.call('Cass', 'circumstance.list', { recording: of('emergency') });
  expect(listed).toMatchObject({ settleBy: '2026-03-17', died: false });
  expect(listed.entries.map(({ by, means, outcome, text }) => [by.name, means, outcome, text])).toEqual([
    ['Grace', 'letter', 'sent', 'The ward has no other number'],
    ['Cass', 'call', 'notReached', 'The ward has no other number'],
  ]);
  expect(await owed('emergency')).toContain('obtainConsent 17 2026-03-17');
  const ahead = enter('emergency', attempt({ on: day('2026-03-11') }));
  expect((await rig.failure('Cass', 'circumstance.enter', ahead)).code).toBe('invalid-input');
});

test('its day does not move, and it is late the day after', async () => {
  rig.advance(8 * 86_400_000);
  expect(await owed('emergency')).toContain('obtainConsent 17 2026-03-17');
  const { items } = await rig.call('Grace', 'queue.items', { to: day('2026-03-17'), queue: 'obtainConsent' });
  expect(items.map(({ recording }) => recording.id)).toContain(of('emergency'));
});

test('a relative is asked after the patient has died, and not before [17]', async () => {
  const relative = enter('emergency', attempt({ whom: 'relative', outcome: 'reached' }));
  expect((await rig.failure('Cass', 'circumstance.enter', relative)).message).toMatch(/only they themself/);
  const facts = { ...person, diedOn: day('2026-03-12') };
  await rig.call('Cass', 'subject.change', { subject, facts, reason: 'The ward told us' });
  await rig.call('Cass', 'circumstance.enter', relative);
  const { died, entries } = await rig.call('Cass', 'circumstance.list', { recording: of('emergency') });
  expect([died, entries[0]?.whom]).toEqual([true, 'relative']);
});

test('the duty ends with the consent of the close relative, and the use opens only then [17]', async () => {
  const given = terms({
    ...{ toMake: false, uses: ['teaching'], givenBy: 'closeRelative', givenByName: 'Nia Llewellyn' },
    ...{ givenOn: day('2026-03-13'), identifiableAllowed: true },
    subjectThen: { under16: false, hasCapacity: false, deceased: true },
  });
  const { renditions } = await rig.call('Cass', 'recording.show', { recording: of('emergency') });
  const use = { rendition: renditions[0]?.id as Id, use: 'teaching', audience: 'medicalSetting' } as const;
  expect((await rig.call('Cass', 'open.use', use)).decision.outcome).toBe('refuse');
  const agreed = { terms: given, subjects: [subject], recordings: [of('emergency')] };
  await rig.call('Cass', 'agreement.create', agreed);
  expect((await owed('emergency')).filter((one) => one.startsWith('obtainConsent 17'))).toEqual([]);
  expect((await rig.call('Cass', 'open.use', use)).decision.outcome).toBe('permit');
  const { settleBy } = await rig.call('Cass', 'circumstance.list', { recording: of('emergency') });
  expect(settleBy).toBeNull();
});

test('who was consulted about a death under investigation settles what was owed [8]', async () => {
  expect((await owed('postMortem')).filter((one) => one.startsWith('putRight 8 '))).toHaveLength(1);
  const form = { form: 'postMortem', on: day('2026-03-10'), consulted: 'Mr Owen, coroner' } as const;
  await rig.call('Grace', 'circumstance.enter', enter('postMortem', form));
  expect((await owed('postMortem')).filter((one) => one.startsWith('putRight'))).toEqual([]);
  const { entries } = await rig.call('Cass', 'circumstance.list', { recording: of('postMortem') });
  expect(entries[0]).toMatchObject({
    form: 'postMortem',
    on: '2026-03-10',
    text: 'Consulted: Mr Owen, coroner',
  });
});

test('bodies informed, contract and owner’s agreement settle what was owed on outside filming [25]', async () => {
  expect((await owed('filmed')).filter((one) => one.startsWith('putRight 25 '))).toHaveLength(1);
  await rig.call(
    'Cass',
    'circumstance.enter',
    enter('filmed', {
      ...{ form: 'outsideFilming', on: day('2026-03-01'), bodies: 'Health board' },
      ...{ contract: 'BBC 2026/7 of 1 March', owner: 'Estates, Ms Rees' },
    }),
  );
  expect((await owed('filmed')).filter((one) => one.startsWith('putRight'))).toEqual([]);
  const { entries } = await rig.call('Grace', 'trail.window', { about: of('filmed'), offset: 0, limit: 50 });
  expect(entries.find(({ kind }) => kind === 'circumstance.entered')).toMatchObject({
    says: 'Entered who was informed of the filming by others.',
    text: 'Informed: Health board. Contract: BBC 2026/7 of 1 March. Owner’s agreement: Estates, Ms Rees',
  });
});

test('a form that does not fit the recording is refused, and an educator enters none', async () => {
  expect((await rig.failure('Cass', 'circumstance.enter', enter('filmed', attempt()))).code).toBe('conflict');
  const form = { form: 'postMortem', on: day('2026-03-10'), consulted: 'Mr Owen' } as const;
  expect((await rig.failure('Cass', 'circumstance.enter', enter('filmed', form))).code).toBe('conflict');
  expect((await rig.failure('Edda', 'circumstance.enter', enter('emergency', attempt()))).code).toBe(
    'not-allowed',
  );
});
