import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Rooms } from '../../electron/operations/context.ts';
import { refreshRecordings } from '../../electron/operations/derive.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import { type Approach, daysForAnswer, roundState } from '../../shared/domain/agreement/asking.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { day, idOf, recording } from '../rooms/catalogue/made-up.ts';
import { terms } from './release-terms.ts';
import { Rig } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** The rooms of the running engine: fifty photographs are entered as rows, since their bytes are not asked for. */
const seen = vi.hoisted(() => ({ rooms: null as unknown }));
vi.mock(import('../../electron/operations/turn-of-day.ts'), async (original) => {
  const turns = await original();
  return {
    ...turns,
    settleDay: (rooms) => {
      seen.rooms = rooms;
      return turns.settleDay(rooms);
    },
  };
});

const aDay = 24 * 3_600_000;
const fifty = Array.from({ length: 50 }, (_, at) => at + 1);
const original = (number: number): Id => idOf(0x10_000 + number);
const copy = (number: number): Id => idOf(0x20_000 + number);
let rig: Rig;
const agreements: Id[] = [];
const rooms = (): Rooms => seen.rooms as Rooms;
/** The rig's clock begins on 10 March 2026. */
let today = day('2026-03-10');

async function photograph(number: number, madeOn = day('2026-02-01')): Promise<void> {
  const { clock, catalogue } = rooms();
  await catalogue.write(async (writer) => {
    const made = { ...recording(1).made, earliest: madeOn, latest: madeOn };
    const facts = { category: 'other', madeFor: 'teaching', circumstances: 'planned', made } as const;
    await writer.recordings.add(recording(number, facts));
    for (const [id, kind] of [
      [original(number), 'original'],
      [copy(number), 'anonymised'],
    ] as const)
      await writer.renditions.add({
        id,
        recording: idOf(number),
        kind,
        parent: kind === 'original' ? null : original(number),
        blob: idOf(Number.parseInt(id, 16) + 0x100_000),
        container: 'jpeg',
        width: null,
        height: null,
        bytes: 1,
        mark: `mark of ${id}`,
        madeAt: clock.now(),
        madeBy: rig.id('Cass'),
        recipe: null,
        verification: null,
      });
    await refreshRecordings(rooms(), writer, [idOf(number)], null);
    // The copy of the last one waits to be signed off.
    if (number === 50) return;
    await writer.renditions.addSignOff({
      rendition: copy(number),
      by: rig.id('Cass'),
      at: clock.now(),
      lookedAt: ['the whole'],
      identifiability: 'notIdentifiable',
      mark: `mark of ${copy(number)}`,
      trailHead: '',
      signature: '',
      voidedAt: null,
      awaitsSecond: false,
    });
  });
}

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician' });
  await rig.call('Cass', 'queue.counts', {});
  for (const number of fifty) {
    await photograph(number);
    const { id } = await rig.call('Cass', 'subject.create', {
      familyName: `Family${number}`,
      givenName: 'Pat',
      bornOn: null,
      diedOn: null,
      appointedPerson: false,
      identifiers: [],
    });
    await rooms().catalogue.write((writer) => writer.recordings.setSubjects(idOf(number), [id]));
    const given = {
      ...terms,
      identifiableAllowed: number % 2 === 0,
      viewers: number === 1 ? ['Clive', 'Dr Bell'] : [],
    };
    const agreement = await rig.call('Cass', 'agreement.create', {
      terms: given,
      subjects: [id],
      recordings: [idOf(number)],
    });
    agreements.push(agreement.id);
  }
  await rooms().catalogue.write((writer) => refreshRecordings(rooms(), writer, fifty.map(idOf), null));
  const collection = await rig.call('Cass', 'collection.create', { name: 'Lecture 3' });
  await rig.call('Cass', 'collection.add', { collection: collection.id, recordings: [idOf(1), idOf(2)] });
});
afterAll(() => rig?.close());

const agreementOf = (number: number): Id => agreements[number - 1] as Id;
const list = (): Promise<Output<'round.list'>> => rig.call('Cass', 'round.list', { limit: 200 });
const left = async (): Promise<Id[]> => (await list()).agreements.map(({ id }) => id);
const owed = async (queue: 'confirm' | 'erase'): Promise<number> =>
  (await rig.call('Cass', 'queue.items', { queue, limit: 500 })).total;
const record = (number: number, event: Input<'agreement.record'>['event']) =>
  rig.call('Cass', 'agreement.record', { agreement: agreementOf(number), event });
const stateOf = async (number: number): Promise<string | undefined> =>
  (await list()).agreements.find(({ id }) => id === agreementOf(number))?.state;
const approach = (numbers: readonly number[], made: Partial<Approach>) =>
  rig.call('Cass', 'round.approach', {
    agreements: numbers.map(agreementOf),
    approach: { on: today, means: 'letter', outcome: 'sent', note: '', ...made },
  });
const wait = (days: number): void => {
  rig.advance(days * aDay);
  today = addDays(today, days);
};

test('a round begins with all who were not asked, and a letter to each is no answer', async () => {
  const round = await list();
  expect([round.total, await owed('confirm')]).toEqual([50, 50]);
  expect(new Set(round.agreements.map(({ state }) => state))).toEqual(new Set(['toAsk']));
  expect(await approach(fifty, { note: 'By second-class post.' })).toEqual({ entered: 50 });
  expect([(await list()).total, await owed('confirm')]).toEqual([50, 50]);
  const [first] = (await list()).agreements;
  expect(first).toMatchObject({
    state: 'waiting',
    approaches: [{ means: 'letter', outcome: 'sent', note: 'By second-class post.', by: { name: 'Cass' } }],
  });
  const { history, afterRecording } = await rig.call('Cass', 'agreement.show', { agreement: agreementOf(1) });
  expect([history.map(({ kind }) => kind), afterRecording]).toEqual([['given', 'asked'], 'notAsked']);
  const { entries } = await rig.call('Grace', 'trail.window', {
    about: agreementOf(1),
    offset: 0,
    limit: 10,
  });
  expect(entries.some(({ kind }) => kind === 'agreement.asked')).toBe(true);
});

test('what is shown is the form in which it will be shown, and nothing else passes for it', async () => {
  const forms = async (number: number) =>
    (await rig.call('Cass', 'round.viewing', { agreement: agreementOf(number) })).forms;
  expect(await forms(1)).toMatchObject([{ form: 'anonymised', rendition: copy(1) }]);
  // Without a signed-off copy the original is shown only to who agreed to be identifiable in it.
  expect(await forms(50)).toMatchObject([{ form: 'original', rendition: original(50) }]);
  const shown = (rendition: Id) => ({ agreement: agreementOf(1), on: today, renditions: [rendition] });
  expect((await rig.failure('Cass', 'round.shown', shown(original(1)))).code).toBe('conflict');
  expect((await rig.failure('Cass', 'round.shown', shown(copy(2)))).code).toBe('conflict');
  await rig.call('Cass', 'round.shown', shown(copy(1)));
  const one = (await list()).agreements.find(({ id }) => id === agreementOf(1));
  expect(one).toMatchObject({ shownOn: today, state: 'waiting' });
});

test('before a variation is saved it says what is closed, to whom, and who holds copies', async () => {
  const agreed = { ...terms, viewers: [] as string[] };
  const vary = (part: Partial<typeof terms>) =>
    ({ kind: 'varied', on: today, terms: { ...agreed, ...part }, note: '' }) as const;
  const wider = vary({ uses: ['teaching', 'research'] });
  expect(
    await rig.failure('Cass', 'agreement.record', { agreement: agreementOf(2), event: wider }),
  ).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('please enter a new agreement for research'),
  });
  await record(1, { kind: 'confirmed', on: today, note: '' });
  await record(2, { kind: 'confirmed', on: today, note: '' });
  const ahead = (number: number, event: ReturnType<typeof vary>) =>
    rig.call('Cass', 'agreement.effect', { agreement: agreementOf(number), event });
  const teaching = { use: 'teaching', rendition: 'anonymised' } as const;
  const noCopies = await ahead(2, vary({ copiesAllowed: false }));
  expect(noCopies.recordings[0]?.lost).toContainEqual(teaching);
  expect(noCopies.recordings[0]?.stays).toContainEqual({ ...teaching, what: 'withoutCopies' });
  expect(noCopies.collections).toEqual([{ id: expect.any(String), name: 'Lecture 3', recordings: 1 }]);
  const named = await ahead(2, vary({ viewers: ['Dr Bell'] }));
  expect(named.recordings[0]?.stays).toContainEqual({ ...teaching, what: 'toTheNamed' });
  const fewer = await ahead(1, vary({ viewers: ['Dr Bell'], identifiableAllowed: false }));
  expect(fewer.recordings[0]?.viewersGone).toEqual(['Clive']);
  const nothing = await ahead(2, vary({}));
  expect([nothing.recordings[0]?.lost, nothing.collections]).toEqual([[], []]);
});

test('thirty confirm, ten vary, four withdraw, and each leaves the round with its answer', async () => {
  for (let number = 3; number <= 30; number += 1)
    await record(number, { kind: 'confirmed', on: today, note: '' });
  const narrower = { ...terms, copiesAllowed: false, keepUntil: '2026-09-30' as Day };
  for (let number = 31; number <= 40; number += 1) {
    const varied = { ...narrower, identifiableAllowed: false };
    await record(number, { kind: 'varied', on: today, terms: varied, note: '' });
  }
  for (let number = 41; number <= 44; number += 1)
    await record(number, { kind: 'withdrawn', on: today, note: '' });
  expect(await left()).toEqual([45, 46, 47, 48, 49, 50].map(agreementOf));
  expect([await owed('confirm'), await owed('erase')]).toEqual([6, 4]);
  expect((await rig.call('Cass', 'recording.show', { recording: idOf(41) })).state).toBe('quarantined');
  const again = { on: today, means: 'call', outcome: 'reached', note: '' } as const;
  const refused = { agreements: [agreementOf(41)], approach: again };
  expect((await rig.failure('Cass', 'round.approach', refused)).code).toBe('conflict');
});

test('silence is nobody’s answer: after four weeks it is said, and a person decides', async () => {
  await approach([45], { means: 'call', outcome: 'notReached' });
  expect(await stateOf(45)).toBe('askAgain');
  wait(daysForAnswer - 1);
  expect(await stateOf(46)).toBe('waiting');
  wait(1);
  expect(await stateOf(46)).toBe('noAnswer');
  expect([await owed('confirm'), await owed('erase')]).toEqual([6, 4]);
  for (let number = 45; number <= 50; number += 1)
    await record(number, { kind: 'notConfirmed', on: today, note: '' });
  expect([await left(), await owed('confirm'), await owed('erase')]).toEqual([[], 0, 10]);
});

test('what is recorded after the answer was given is asked about anew, though the agreement covers it [14a]', async () => {
  const agreement = agreementOf(3);
  await photograph(51, today);
  const { subjects } = await rig.call('Cass', 'agreement.show', { agreement });
  await rooms().catalogue.write((writer) =>
    writer.recordings.setSubjects(
      idOf(51),
      subjects.map(({ id }) => id),
    ),
  );
  await rig.call('Cass', 'agreement.link', { agreement, subjects: [], recordings: [idOf(51)] });
  const teaching = async (recording: Id) =>
    (await rig.call('Cass', 'recording.answers', { recording })).find(
      ({ use, rendition }) => use === 'teaching' && rendition === 'anonymised',
    );
  expect(await teaching(idOf(3))).toMatchObject({ outcome: 'permit' });
  expect(await teaching(idOf(51))).toMatchObject({ outcome: 'refuse' });
  expect(await left()).toContain(agreement);
  await record(3, { kind: 'confirmed', on: today, note: '' });
  expect(await teaching(idOf(51))).toMatchObject({ outcome: 'permit' });
  expect(await left()).not.toContain(agreement);
});

test('a clinician asks their own patients, and is shown nobody else’s round', async () => {
  expect(await rig.call('Clive', 'round.list', {})).toEqual({ total: 0, agreements: [] });
  const made = { on: today, means: 'letter', outcome: 'sent', note: '' } as const;
  const tried = await rig.failure('Clive', 'round.approach', {
    agreements: [agreementOf(45)],
    approach: made,
  });
  expect(tried.code).toBe('not-allowed');
});

test('the last attempt says where the asking stands', () => {
  const on = (date: string, outcome: Approach['outcome']): Approach => ({
    on: day(date),
    means: 'call',
    outcome,
    note: '',
  });
  expect(roundState([], day('2026-03-10'))).toBe('toAsk');
  expect(roundState([on('2026-03-01', 'reached'), on('2026-02-01', 'returned')], day('2026-03-28'))).toBe(
    'waiting',
  );
  expect(roundState([on('2026-03-01', 'sent')], day('2026-03-29'))).toBe('noAnswer');
  expect(roundState([on('2026-03-01', 'sent'), on('2026-03-05', 'returned')], day('2026-03-06'))).toBe(
    'askAgain',
  );
});
