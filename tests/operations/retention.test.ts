import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { retentionSchedule } from '../../shared/contract/retention.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { agreedHold, Rig, sample } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const aDay = 24 * 3_600_000;
const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
const { rules } = JSON.parse(
  readFileSync(new URL('../../resources/retention/england.json', import.meta.url), 'utf8'),
) as { rules: unknown };
const england = retentionSchedule.parse(rules);
let rig: Rig;
let patient: Id;
let taken = 0;

/** The rig's clock begins on 10 March 2026. */
beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian' });
  const { id } = await rig.call('Cass', 'subject.create', {
    familyName: 'Okafor',
    givenName: 'Ruth',
    bornOn: '1960-02-01' as Day,
    diedOn: null,
    appointedPerson: false,
    identifiers: [],
  });
  patient = id;
  await rig.call('Grace', 'retention.setSchedule', { rules: england, reason: 'Agreed by the board.' });
});
afterAll(() => rig?.close());

async function made(on: string, madeFor: 'care' | 'audit' = 'care'): Promise<Id> {
  taken += 1;
  const folder = rig.files({ 'knee.jpg': Buffer.concat([jpeg, Buffer.from(`knee ${taken}`)]) });
  const day = on as Day;
  return rig.take('Cass', join(folder, 'knee.jpg'), {
    category: 'other',
    madeFor,
    circumstances: 'planned',
    made: { earliest: day, latest: day },
    subjects: [patient],
  });
}

/** What is owed for it in the queue of reviews. */
const appraisal = async (recording: Id) => {
  const { items } = await rig.call('Cass', 'queue.items', { queue: 'review', offset: 0, limit: 100 });
  return items.find((item) => item.recording.id === recording);
};
const retentionOf = async (recording: Id) =>
  (await rig.call('Cass', 'recording.show', { recording })).retention;

test('what has been kept to its last day is put forward for appraisal on the day after, and is not erased', async () => {
  const recording = await made('2018-03-11');
  expect(await retentionOf(recording)).toMatchObject({ until: '2026-03-11', appraised: false });
  rig.advance(aDay);
  expect(await appraisal(recording)).toBeUndefined();
  rig.advance(aDay);
  const item = await appraisal(recording);
  expect(item).toMatchObject({ action: 'appraise', paragraph: '9' });
  expect(item?.reason).toContain('Health record of an adult');
  expect((await rig.call('Cass', 'recording.show', { recording })).state).toBe('active');
});

test('a patient who is seen again has their earlier recordings kept longer, and the duty to appraise them goes', async () => {
  const facts = {
    ...{ familyName: 'Okafor', givenName: 'Ruth', bornOn: '1960-02-01' as Day, diedOn: null },
    ...{ appointedPerson: false, capacityRegainedOn: null, identifiers: [] },
  };
  const seen = (lastSeenOn: Day | null) =>
    rig.call('Cass', 'subject.change', {
      ...{ subject: patient, facts: { ...facts, lastSeenOn }, reason: 'She came to the clinic.' },
    });
  const recording = await made('2003-05-05');
  expect(await appraisal(recording)).toMatchObject({ action: 'appraise' });
  await seen('2025-11-02' as Day);
  expect(await appraisal(recording)).toBeUndefined();
  expect(await retentionOf(recording)).toMatchObject({ until: '2033-11-02' });
  expect(
    await rig.failure('Cass', 'subject.change', {
      ...{ subject: patient, facts: { ...facts, lastSeenOn: '2099-01-01' as Day }, reason: 'A slip.' },
    }),
  ).toMatchObject({ code: 'invalid-input' });
  await seen(null);
  expect(await appraisal(recording)).toMatchObject({ action: 'appraise' });
});

test('it may be kept to a day, for another year, or for good', async () => {
  const settled = async (outcome: 'keep' | 'keepForGood', until: string | null): Promise<string | null> => {
    const recording = await made('2001-05-05');
    const item = await appraisal(recording);
    if (!item) throw new Error('nothing is owed');
    const asked = { item: item.id, outcome, until: until as Day | null, reason: 'A rare condition.' };
    await rig.call('Cass', 'queue.settle', asked);
    expect(await appraisal(recording)).toBeUndefined();
    const kept = await retentionOf(recording);
    expect(kept?.appraised).toBe(true);
    return kept?.until ?? null;
  };
  expect(await settled('keep', '2031-01-31')).toBe('2031-01-31');
  expect(await settled('keep', null)).toBe('2027-03-12');
  expect(await settled('keepForGood', null)).toBeNull();
});

test('it may be put up for erasure, which takes its two steps and no recording within its period', async () => {
  const recording = await made('2000-05-05');
  const why = 'Of no further use to the record.';
  const proposed = await rig.call('Cass', 'erasure.propose', { recordings: [recording], why });
  expect(proposed.proposed).toMatchObject([{ id: recording }]);
  const item = await appraisal(recording);
  const longer = {
    item: item?.id as Id,
    outcome: 'keep' as const,
    until: null,
    reason: 'On second thoughts.',
  };
  await rig.call('Cass', 'queue.settle', longer);
  const late = await rig.approve('Grace', [recording]);
  expect(late.refused[0]).toMatchObject({ message: expect.stringContaining('medical record') });
  const other = await made('2000-06-05');
  await rig.call('Cass', 'erasure.propose', { recordings: [other], why });
  const { certificates } = await rig.approve('Grace', [other]);
  expect(certificates).toMatchObject([{ recording: { id: other }, paragraph: '9', why }]);
  const within = { recordings: [await made('2024-05-05')], why };
  expect(await rig.failure('Cass', 'erasure.propose', within)).toMatchObject({ code: 'refused' });
});

test('no word but keeping answers it, and no day that is gone', async () => {
  const recording = await made('2002-05-05');
  const item = (await appraisal(recording))?.id as Id;
  const settle = (rest: { outcome: 'done' | 'keep'; until: Day | null }) =>
    rig.failure('Cass', 'queue.settle', { item, reason: 'We looked.', ...rest });
  expect((await settle({ outcome: 'done', until: null })).code).toBe('conflict');
  expect((await settle({ outcome: 'keep', until: '2026-01-01' as Day })).code).toBe('invalid-input');
  expect(await appraisal(recording)).toBeDefined();
});

test('what is on hold is put forward when it is let go', async () => {
  const recording = await made('2003-05-05');
  const hold = { recordings: [recording], reason: 'A claim is open.' };
  await rig.call('Grace', 'recording.hold', { ...hold, ...agreedHold, held: true });
  expect(await appraisal(recording)).toBeUndefined();
  await rig.call('Grace', 'recording.hold', { ...hold, held: false });
  expect(await appraisal(recording)).toBeDefined();
});

test('a hold is looked at again after its last day, and goes on until somebody says', async () => {
  const recording = await made('2024-05-05');
  const hold = { recordings: [recording], reason: 'A claim is open.', senior: 'Dr Bell', held: true };
  const last = '2026-03-20' as Day;
  await rig.call('Grace', 'recording.hold', { ...hold, until: last });
  expect((await rig.call('Cass', 'recording.show', { recording })).hold).toMatchObject({
    senior: 'Dr Bell',
    until: last,
  });
  rig.advance(Date.parse(`${last}T12:00:00Z`) - rig.now);
  expect(await appraisal(recording)).toBeUndefined();
  rig.advance(aDay);
  expect(await appraisal(recording)).toMatchObject({ action: 'reviewHold', paragraph: '19' });
  expect((await rig.call('Cass', 'recording.show', { recording })).hold).not.toBeNull();
  await rig.call('Grace', 'recording.hold', { ...hold, until: '2026-06-30' as Day });
  expect(await appraisal(recording)).toBeUndefined();
  rig.advance(120 * aDay);
  expect(await appraisal(recording)).toBeDefined();
  await rig.call('Grace', 'recording.hold', {
    recordings: [recording],
    reason: 'It is settled.',
    held: false,
  });
  expect(await appraisal(recording)).toBeUndefined();
});

test('no hold is set on one person’s word alone, nor without an end', async () => {
  const recording = await made('2024-05-07');
  const hold = { recordings: [recording], reason: 'A claim is open.', held: true, ...agreedHold };
  const lacking = [
    { senior: '' },
    { senior: '   ' },
    { senior: undefined },
    { until: null },
    { until: undefined },
    { reason: '' },
  ];
  for (const without of lacking) {
    const failed = await rig.failureOf('Grace', 'recording.hold', { ...hold, ...without });
    expect(failed).toMatchObject({ code: 'invalid-input' });
    expect((await rig.call('Cass', 'recording.show', { recording })).hold).toBeNull();
  }
  await rig.call('Grace', 'recording.hold', hold);
  expect((await rig.call('Cass', 'recording.show', { recording })).hold).toMatchObject(agreedHold);
});

test('no hold ends on a day that is gone', async () => {
  const recording = await made('2024-05-06');
  const failed = await rig.failure('Grace', 'recording.hold', {
    recordings: [recording],
    reason: 'A claim is open.',
    held: true,
    senior: 'Dr Bell',
    until: '2026-01-01' as Day,
  });
  expect(failed).toMatchObject({ code: 'invalid-input' });
  expect((await rig.call('Cass', 'recording.show', { recording })).hold).toBeNull();
});

test('the kind of record decides, and can be taken back like the rest of a class', async () => {
  const recording = await made('2004-05-05');
  expect(await appraisal(recording)).toBeDefined();
  const classify = { recordings: [recording], classification: { records: 'cancer' as const }, reason: '' };
  await rig.call('Cass', 'recording.classify', classify);
  expect(await retentionOf(recording)).toMatchObject({ until: '2034-05-05' });
  expect(await appraisal(recording)).toBeUndefined();
});

test('a schedule speaks of what was made for care only, and none speaks of nothing', async () => {
  expect(await retentionOf(await made('1999-05-05', 'audit'))).toBeNull();
  const recording = await made('2005-05-05');
  expect(await appraisal(recording)).toBeDefined();
  await rig.call('Grace', 'retention.setSchedule', { rules: [], reason: 'Under review.' });
  expect(await appraisal(recording)).toBeUndefined();
  expect(await rig.call('Cass', 'retention.schedule', {})).toEqual({ rules: [] });
});

test('what is seldom known of a patient is kept from the first entry on', async () => {
  const known = { capacityRegainedOn: '2025-06-01' as Day, lastSeenOn: '2025-11-02' as Day };
  const { id } = await rig.call('Cass', 'subject.create', {
    ...{ familyName: 'Adeyemi', givenName: 'Tola', bornOn: null, diedOn: null, appointedPerson: false },
    ...{ identifiers: [], ...known },
  });
  expect(await rig.call('Cass', 'subject.show', { subject: id })).toMatchObject(known);
});
