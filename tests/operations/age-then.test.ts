import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { terms } from './erasure-story.ts';
import { Rig, sample } from './rig.ts';

let rig: Rig;
let recording: Id;
let subject: Id;
let rendition: Id;

const facts = {
  familyName: 'Rowan',
  givenName: 'Ann',
  diedOn: null,
  appointedPerson: false,
  identifiers: [],
};
const born = (bornOn: Day | null) =>
  rig.call('Cass', 'subject.change', {
    subject,
    facts: { ...facts, bornOn, capacityRegainedOn: null, lastSeenOn: null },
    reason: 'By her card.',
  });

/** What may be shown in teaching, and by which paragraph not. */
async function shown(): Promise<string> {
  const asked = { rendition, use: 'teaching', audience: 'medicalSetting' } as const;
  const { decision } = await rig.call('Cass', 'open.use', asked);
  return decision.outcome === 'permit' ? 'permit' : decision.cites.join(' ');
}

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  subject = (await rig.call('Cass', 'subject.create', { ...facts, bornOn: null })).id;
});
afterAll(() => rig?.close());

/** Given on 10 January 2026, for a recording of February, and confirmed since. */
async function agreed(change: Partial<Input<'agreement.create'>['terms']>, file: string): Promise<void> {
  recording = await rig.take('Cass', sample(file), {
    ...{ category: 'other', madeFor: 'teaching', circumstances: 'planned', subjects: [subject] },
    made: { earliest: '2026-02-01' as Day, latest: '2026-02-01' as Day },
  });
  const { id: agreement } = await rig.call('Cass', 'agreement.create', {
    terms: { ...terms('Ann Rowan'), capacityNote: false, ...change },
    subjects: [subject],
    recordings: [recording],
  });
  await rig.call('Cass', 'agreement.record', {
    ...{ agreement, event: { kind: 'confirmed', on: '2026-03-01' as Day } },
  });
  const { renditions } = await rig.call('Cass', 'recording.show', { recording });
  rendition = renditions[0]?.id as Id;
}

test('a child entered as grown has not agreed alone until it is noted how that was judged [2]', async () => {
  await born(null);
  await agreed({}, 'tika__baseball.jpg');
  expect(await shown()).toBe('permit');
  await born('2010-01-11' as Day);
  expect(await shown()).toContain('2');
  // Sixteen on that very day.
  await born('2010-01-10' as Day);
  expect(await shown()).toBe('permit');
});

test('nobody agrees as the parent of somebody grown, and what was entered stays as it was', async () => {
  await born('2012-05-06' as Day);
  const subjectThen = { under16: true, hasCapacity: false, deceased: false };
  await agreed({ givenBy: 'parentOrGuardian', subjectThen }, 'exifr__png_with_exif_and_gps.png');
  expect(await shown()).toBe('permit');
  await born('1999-05-06' as Day);
  expect(await shown()).not.toBe('permit');
  const { agreements } = await rig.call('Cass', 'agreement.list', { recording });
  expect(agreements[0]?.terms.subjectThen).toEqual(subjectThen);
});
