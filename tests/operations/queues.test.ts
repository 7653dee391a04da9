import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Input, Output } from '../../shared/contract/contract.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { terms } from './release-terms.ts';
import { agreedHold, Rig, sample } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const aDay = 24 * 3_600_000;
const today = (): Day => new Date(rig.now).toISOString().slice(0, 10) as Day;
const jpeg = readFileSync(sample('metadata-extractor__windowsXpFields.jpg'));
let rig: Rig;
let made = 0;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician' });
});
afterAll(() => rig?.close());

/** A photograph from before 1997 that nobody recorded a permission for [16]. */
async function legacy(): Promise<Id> {
  made += 1;
  const folder = rig.files({ 'slide.jpg': Buffer.concat([jpeg, Buffer.from(`slide ${made}`)]) });
  return rig.take('Cass', join(folder, 'slide.jpg'), {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    made: { earliest: '1994-01-01' as Day, latest: '1994-12-31' as Day },
  });
}

/** A photograph that was made to teach with. */
async function teaching(category: 'xray' | 'other', subjects: Id[]): Promise<Id> {
  made += 1;
  const folder = rig.files({ 'taught.jpg': Buffer.concat([jpeg, Buffer.from(`taught ${made}`)]) });
  const day = '2026-02-02' as Day;
  return rig.take('Cass', join(folder, 'taught.jpg'), {
    ...{ category, madeFor: 'teaching', circumstances: 'planned', subjects },
    made: { earliest: day, latest: day },
  });
}

type Item = Output<'queue.items'>['items'][number];
const everyReview = async (): Promise<Item[]> =>
  (await rig.call('Cass', 'queue.items', { queue: 'review', offset: 0, limit: 100 })).items;
const review = async (recording: Id): Promise<Item | undefined> =>
  (await everyReview()).find((item) => item.recording.id === recording && item.state === 'open');
const settle = async (recording: Id, rest: Omit<Input<'queue.settle'>, 'item'>) => {
  const item = await review(recording);
  if (!item) throw new Error('nothing is owed');
  return rig.attempt('Cass', 'queue.settle', { item: item.id, ...rest });
};

describe('an appraisal', () => {
  test('that keeps a recording takes it from the queue for a year, and then asks again', async () => {
    const recording = await legacy();
    const counted = (await rig.call('Cass', 'queue.counts', {})).review ?? 0;
    const reply = await settle(recording, {
      outcome: 'keep',
      reason: 'The only one of its kind.',
      until: null,
    });
    expect(reply).toMatchObject({ ok: true });
    expect(await review(recording)).toBeUndefined();
    expect((await rig.call('Cass', 'queue.counts', {})).review ?? 0).toBe(counted - 1);
    rig.advance(364 * aDay);
    expect(await review(recording)).toBeUndefined();
    rig.advance(aDay);
    expect(await review(recording)).toBeDefined();
  });

  test('is not ended by somebody’s word alone', async () => {
    const recording = await legacy();
    const reply = await settle(recording, { outcome: 'done', reason: 'Seen.', until: null });
    expect(reply).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await review(recording)).toBeDefined();
  });

  test('erases nothing from here: that takes a proposal and an approval', async () => {
    const recording = await legacy();
    const reply = await settle(recording, { outcome: 'erase', reason: 'Of no use.', until: null });
    expect(reply).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });
});

describe('what a withdrawal set aside', () => {
  /** A photograph for teaching that a patient agreed to, and takes back. */
  async function withdrawn(held: boolean): Promise<{ recording: Id; subject: Id }> {
    const person = { givenName: 'Rhoda', bornOn: null, diedOn: null, appointedPerson: false };
    const familyName = `Setaside ${made}`;
    const subject = (await rig.call('Cass', 'subject.create', { ...person, familyName, identifiers: [] })).id;
    const recording = await teaching(held ? 'xray' : 'other', [subject]);
    const agreed = { ...terms, keepUntil: null };
    const given = { terms: agreed, subjects: [subject], recordings: [recording] };
    const { id: agreement } = await rig.call('Cass', 'agreement.create', given);
    const hold = { recordings: [recording], reason: 'A claim is open.', held: true, ...agreedHold };
    if (held) await rig.call('Grace', 'recording.hold', hold);
    const event = { kind: 'withdrawn', on: today(), note: '' } as const;
    const { recordings } = await rig.call('Cass', 'agreement.record', { agreement, event });
    expect(recordings).toMatchObject([{ state: 'quarantined' }]);
    return { recording, subject };
  }
  const stateOf = async (recording: Id) => (await rig.call('Cass', 'recording.show', { recording })).state;

  test('is out of use on hold as well, and no word in the queue brings it back', async () => {
    const { recording } = await withdrawn(true);
    expect(await stateOf(recording)).toBe('quarantined');
    const until = addDays(today(), 1);
    const hold = { ...agreedHold, recordings: [recording], reason: 'A day is known.', held: true, until };
    await rig.call('Grace', 'recording.hold', hold);
    rig.advance(2 * aDay);
    for (const outcome of ['keep', 'done'] as const) {
      const reply = await settle(recording, { outcome, reason: 'Looked at.', until: null });
      expect(reply).toMatchObject({ ok: false, error: { code: 'conflict' } });
    }
    expect(await stateOf(recording)).toBe('quarantined');
  });

  test('is not erased on a proposal that rested on it, once something is agreed to anew', async () => {
    const { recording, subject } = await withdrawn(false);
    await rig.call('Cass', 'erasure.propose', { recordings: [recording], why: 'She withdrew.' });
    const given = { terms: { ...terms, givenOn: today(), keepUntil: null }, subjects: [subject] };
    await rig.call('Cass', 'agreement.create', { ...given, recordings: [recording] });
    const { certificates, refused } = await rig.approve('Grace', [recording]);
    expect([certificates, refused.map(({ message }) => message)]).toEqual([
      [],
      [expect.stringContaining('agreed anew')],
    ]);
    const erasures = async () =>
      (await rig.call('Cass', 'queue.items', { queue: 'erase', limit: 200 })).items.filter(
        (item) => item.recording.id === recording,
      );
    expect(await erasures()).toMatchObject([{ state: 'proposed', action: 'approveErasure' }]);
    await rig.call('Cass', 'erasure.withdraw', { recordings: [recording], reason: 'She agreed again.' });
    expect(await erasures()).toEqual([]);
  });

  test('comes back once something is agreed to anew and somebody decides so', async () => {
    const { recording, subject } = await withdrawn(false);
    expect(await review(recording)).toBeUndefined();
    const given = { terms: { ...terms, givenOn: today(), keepUntil: null }, subjects: [subject] };
    await rig.call('Cass', 'agreement.create', { ...given, recordings: [recording] });
    expect(await stateOf(recording)).toBe('quarantined');
    expect(await review(recording)).toMatchObject({ action: 'appraise', paragraph: '14a' });
    const reply = await settle(recording, { outcome: 'keep', reason: 'She agrees again.', until: null });
    expect(reply).toMatchObject({ ok: true });
    expect(await stateOf(recording)).toBe('active');
    expect(await review(recording)).toBeUndefined();
  });
});

test('keeping answers no other question: a consent that is owed stays owed', async () => {
  const recording = await legacy();
  await rig.call('Cass', 'recording.classify', {
    recordings: [recording],
    classification: {
      circumstances: 'emergency',
      made: { earliest: '2026-03-01' as Day, latest: '2026-03-01' as Day },
    },
  });
  const owed = async () => {
    const { items } = await rig.call('Cass', 'queue.items', {
      queue: 'obtainConsent',
      offset: 0,
      limit: 100,
    });
    return items.find((item) => item.recording.id === recording && item.state === 'open');
  };
  const item = await owed();
  if (!item) throw new Error('no consent is owed');
  const asked = { item: item.id, outcome: 'keep', reason: 'It is needed.', until: null } as const;
  expect(await rig.attempt('Cass', 'queue.settle', asked)).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
  expect(await owed()).toBeDefined();
});

describe('putting off', () => {
  test('hides a duty until its day, and the day has to come', async () => {
    const recording = await legacy();
    const item = await review(recording);
    const today = new Date(Date.parse(item?.due ?? '') - 28 * aDay).toISOString().slice(0, 10) as Day;
    const never = await settle(recording, { outcome: 'snooze', reason: 'Later.', until: today });
    expect(never).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    const inTwoDays = new Date(Date.parse(today) + 2 * aDay).toISOString().slice(0, 10) as Day;
    const reply = await settle(recording, { outcome: 'snooze', reason: 'Later.', until: inTwoDays });
    expect(reply).toMatchObject({ ok: true });
    expect(await review(recording)).toBeUndefined();
    const putOff = (await everyReview()).find((one) => one.recording.id === recording);
    expect(putOff).toMatchObject({ state: 'snoozed', putOffUntil: inTwoDays });
    rig.advance(2 * aDay);
    expect(await review(recording)).toBeDefined();
  });
});

describe('a whole list', () => {
  test('is put off in one act, each in the trail by itself', async () => {
    const recordings = [await legacy(), await legacy()];
    const { duties, total } = await rig.call('Cass', 'queue.whole', { queue: 'review' });
    expect(total).toBe(duties.length);
    const items = duties.flatMap(({ id, recording }) => (recordings.includes(recording) ? [id] : []));
    expect(items).toHaveLength(2);
    const today = new Date(rig.now).toISOString().slice(0, 10);
    const putOff = (until: string, asked: readonly Id[]) =>
      rig.attempt('Cass', 'queue.putOff', {
        ...{ items: [...asked], reason: 'After the holidays.', until: until as Day },
      });
    expect(await putOff(today, items)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    const until = new Date(rig.now + 3 * aDay).toISOString().slice(0, 10);
    expect(await putOff(until, [...items, 'e'.repeat(32) as Id])).toMatchObject({
      value: { putOff: 2, settled: 1 },
    });
    expect(await putOff(until, ['e'.repeat(32) as Id])).toMatchObject({ error: { code: 'not-found' } });
    for (const recording of recordings) {
      expect(await review(recording)).toBeUndefined();
      const { entries } = await rig.call('Cass', 'trail.window', { about: recording, offset: 0, limit: 50 });
      expect(entries.filter(({ kind }) => kind === 'obligation.snoozed')).toHaveLength(1);
    }
    rig.advance(3 * aDay);
    for (const recording of recordings) expect(await review(recording)).toBeDefined();
  });
});

describe('who sees to a duty', () => {
  const people = async () => {
    const users = await rig.call('Cass', 'user.list', {});
    return Object.fromEntries(users.map(({ name, id }) => [name, id])) as Record<string, Id>;
  };
  const nameOf = async (item: Id) => {
    const { items } = await rig.call('Cass', 'queue.items', { limit: 500 });
    return items.find(({ id }) => id === item)?.owner?.name ?? null;
  };

  test('is said for several at once, each in the trail by itself, and survives a change of the facts', async () => {
    const recordings = [await legacy(), await legacy()];
    const items: Id[] = [];
    for (const recording of recordings) items.push((await review(recording))?.id as Id);
    const { Cass } = await people();
    const given = await rig.call('Cass', 'queue.assign', { items, to: Cass as Id });
    expect(given).toEqual({ assigned: 2, settled: 0, refused: [] });
    expect(await rig.call('Cass', 'queue.assign', { items, to: Cass as Id })).toMatchObject({ assigned: 0 });
    for (const recording of recordings) {
      const { entries } = await rig.call('Cass', 'trail.window', { about: recording, offset: 0, limit: 100 });
      expect(entries.filter(({ kind }) => kind === 'obligation.assigned')).toHaveLength(1);
    }
    await rig.call('Cass', 'recording.classify', {
      recordings,
      classification: { category: 'laparoscopic' },
    });
    expect(await nameOf(items[0] as Id)).toBe('Cass');
    const own = await rig.call('Cass', 'queue.items', { mine: true, limit: 500 });
    expect(own.items.map(({ id }) => id).sort()).toEqual([...items].sort());
    await rig.call('Cass', 'queue.assign', { items, to: null });
    expect(await nameOf(items[0] as Id)).toBeNull();
  });

  test('is nobody who may not know of the recording, and nobody who is not there', async () => {
    const recording = await legacy();
    const item = (await review(recording))?.id as Id;
    const { Clive } = await people();
    const given = await rig.call('Cass', 'queue.assign', { items: [item], to: Clive as Id });
    expect(given).toMatchObject({
      assigned: 0,
      refused: [{ recording: { id: recording }, message: expect.stringContaining('may not know of') }],
    });
    expect(await nameOf(item)).toBeNull();
    const gone = await rig.attempt('Cass', 'queue.assign', { items: [item], to: 'f'.repeat(32) as Id });
    expect(gone).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});

describe('what is owed at a glance', () => {
  const overview = async (person: string) => rig.call(person, 'queue.overview', {});

  test('is counted by its reason, and each count is that of the list it leads to', async () => {
    await legacy();
    const { owed, standings } = await overview('Cass');
    expect(owed.length).toBeGreaterThan(1);
    for (const { queue, paragraph, action, count } of owed) {
      const list = await rig.call('Cass', 'queue.items', { queue, paragraph, action, limit: 500 });
      expect([queue, list.total]).toEqual([queue, count]);
      expect(list.items.every((item) => item.paragraph === paragraph)).toBe(true);
    }
    const shown = await rig.call('Cass', 'recording.counts', { query: {} });
    expect(standings).toEqual(shown.standings);
  });

  test('counts for a clinician nothing that is not theirs', async () => {
    await legacy();
    const { owed, standings } = await overview('Clive');
    expect(owed).toEqual([]);
    expect(Object.values(standings).reduce((sum, count) => sum + count, 0)).toBe(0);
    const span = { from: '2026-01-01' as Day, to: '2030-12-31' as Day };
    expect(await rig.call('Clive', 'queue.calendar', span)).toEqual({ before: 0, days: [] });
    const item = (await everyReview())[0]?.id as Id;
    for (const operation of ['queue.worklist', 'queue.draft'] as const)
      expect((await rig.failure('Clive', operation, { items: [item] })).code).toBe('not-found');
    expect((await rig.failure('Clive', 'queue.history', { item })).code).toBe('not-found');
  });

  test('stands on the day on which it is due, and on that to which it is put off', async () => {
    const recording = await legacy();
    const item = (await review(recording)) as Item;
    const on = async (date: string) => {
      const span = { from: date as Day, to: date as Day };
      const { days } = await rig.call('Cass', 'queue.calendar', { ...span, queue: 'review' });
      const list = await rig.call('Cass', 'queue.items', { ...span, queue: 'review', limit: 500 });
      expect(days[0]?.count ?? 0).toBe(list.total);
      return list.items.some(({ id }) => id === item.id);
    };
    const later = new Date(Date.parse(item.due) + 40 * aDay).toISOString().slice(0, 10) as Day;
    expect([await on(item.due), await on(later)]).toEqual([true, false]);
    await settle(recording, { outcome: 'snooze', reason: 'The shelf is being moved.', until: later });
    expect([await on(item.due), await on(later)]).toEqual([false, true]);
    const { entries } = await rig.call('Cass', 'queue.history', { item: item.id });
    expect(entries.map(({ kind }) => kind)).toEqual(['obligation.raised', 'obligation.snoozed']);
    expect(entries[1]).toMatchObject({
      until: later,
      note: 'The shelf is being moved.',
      by: { name: 'Cass' },
    });
  });
});

describe('a list to print or to send', () => {
  test('names numbers and days, no patient and no file, and stands in the trail', async () => {
    const recording = await legacy();
    const { id: patient } = await rig.call('Cass', 'subject.create', {
      familyName: 'Quillfeather',
      givenName: 'Zebulon',
      bornOn: null,
      diedOn: null,
      appointedPerson: false,
      identifiers: [],
    });
    await rig.call('Cass', 'recording.classify', {
      recordings: [recording],
      classification: { subjects: [patient] },
    });
    const item = (await review(recording)) as Item;
    const draft = await rig.call('Cass', 'queue.draft', { items: [item.id] });
    expect(draft.subject).toBe('Custos: 1 duty');
    expect(draft.body).toContain(item.recording.number);
    const { bytes, type } = (await rig.media('Cass', draft.url)) as { bytes: Buffer; type: string };
    const message = bytes.toString('utf8');
    expect(type).toBe('message/rfc822');
    expect(message).toMatch(/^X-Unsent: 1\r\nSubject: Custos: 1 duty\r\n/);
    expect(message).not.toMatch(/^(To|Cc|Bcc|From):/m);
    const body = Buffer.from(message.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8');
    expect(body.replaceAll('\r\n', '\n')).toBe(draft.body);
    const list = await rig.call('Cass', 'queue.worklist', { items: [item.id] });
    const paper = (await rig.media('Cass', list.url))?.bytes as Buffer;
    const printed = execFileSync('pdftotext', ['-layout', '-', '-'], { input: paper }).toString('utf8');
    expect(printed).toContain(item.recording.number);
    for (const text of [draft.body, printed]) expect(text).not.toMatch(/quillfeather|zebulon|slide\.jpg/i);
    const { entries } = await rig.call('Cass', 'trail.window', { about: recording, offset: 0, limit: 100 });
    expect(entries.filter(({ kind }) => kind === 'obligation.listed')).toHaveLength(2);
  });
});

describe('a patient whose status changes', () => {
  test('is asked themself from their 16th birthday on, until somebody notes what they said [2]', async () => {
    const born = new Date(rig.now + aDay).toISOString().slice(0, 10);
    const bornOn = `${Number(born.slice(0, 4)) - 16}${born.slice(4)}` as Day;
    const { id: patient } = await rig.call('Cass', 'subject.create', {
      ...{ familyName: 'Sixteen', givenName: 'Sian', bornOn, diedOn: null },
      ...{ appointedPerson: false, identifiers: [] },
    });
    const recording = await legacy();
    const classification = { subjects: [patient] };
    await rig.call('Cass', 'recording.classify', { recordings: [recording], classification });
    await rig.call('Cass', 'agreement.create', {
      terms: {
        ...terms,
        ...{ givenBy: 'parentOrGuardian', keepUntil: null },
        subjectThen: { under16: true, hasCapacity: false, deceased: false },
      },
      ...{ subjects: [patient], recordings: [recording] },
    });
    const asked = async (): Promise<readonly string[]> => {
      const { items } = await rig.call('Cass', 'queue.items', { queue: 'obtainConsent', limit: 500 });
      return items.filter((item) => item.recording.id === recording).map(({ action }) => action);
    };
    expect(await asked()).not.toContain('askThemself');
    rig.advance(aDay);
    expect(await asked()).toContain('askThemself');
    const note = { subject: patient, note: 'Sian agrees to what her mother agreed to.' };
    await rig.call('Cass', 'subject.noteStatus', note);
    expect(await asked()).not.toContain('askThemself');
    const { entries } = await rig.call('Cass', 'trail.window', { about: patient, offset: 0, limit: 9 });
    expect(entries.map(({ kind }) => kind)).toContain('subject.statusNoted');
    expect((await rig.failure('Clive', 'subject.noteStatus', note)).code).toBe('not-found');
  });
});
