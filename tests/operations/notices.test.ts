import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Rig } from './rig.ts';

const day = (text: string): Day => text as Day;

let rig: Rig;
let call: Id;

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Edda: 'educator' });
  const folder = rig.files({ 'call.jpg': 'tika__baseball.jpg' });
  call = await rig.take('Cass', join(folder, 'call.jpg'), {
    ...{ category: 'other', madeFor: 'care', circumstances: 'telephoneCall' },
    made: { earliest: day('2025-06-01'), latest: day('2025-06-01') },
  });
}, 60_000);
afterAll(() => rig?.close());

const flag = async () => {
  const { items } = await rig.call('Grace', 'queue.items', { queue: 'putRight' });
  return items.map(({ recording, paragraph, reason }) => [recording.id, paragraph, reason]);
};

/** What the page of the call says of its callers. */
const told = async () => (await rig.call('Cass', 'recording.show', { recording: call })).callersTold;

const period = { kind: 'telephone', means: 'announcement', where: 'All lines' } as const;

test('a call outside every period is flagged, and the flag falls with the period that covers it', async () => {
  expect(await flag()).toEqual([[call, '21', expect.stringMatching(/how callers were told/)]]);
  expect(await told()).toEqual({ told: false, byRegister: false });
  const { id: notice } = await rig.call('Cass', 'notice.enter', { ...period, from: day('2025-06-02') });
  expect(await flag()).toHaveLength(1);
  // From now on the register alone says so, whatever is ticked.
  const ticked = { recordings: [call], classification: { callerNotice: true } };
  await rig.call('Cass', 'recording.classify', ticked);
  expect(await told()).toEqual({ told: false, byRegister: true });
  await rig.call('Cass', 'notice.enter', {
    ...{ ...period, from: day('2025-01-01'), to: day('2025-06-01'), note: 'Wording 3, file TEL/7' },
  });
  expect(await flag()).toEqual([]);
  expect(await told()).toEqual({ told: true, byRegister: true });
  const { notices } = await rig.call('Grace', 'notice.list', { kind: 'telephone' });
  expect(notices.map(({ from, to }) => [from, to])).toEqual([
    ['2025-06-02', null],
    ['2025-01-01', '2025-06-01'],
  ]);
  const [, earlier] = notices;
  // The day before is a day too early.
  const end = { notice: earlier?.id as Id, to: day('2025-05-31'), reason: 'The tape was off on the first' };
  await rig.call('Grace', 'notice.end', end);
  expect(await flag()).toHaveLength(1);
  await rig.call('Grace', 'notice.end', { ...end, to: day('2025-06-01') });
  expect(await flag()).toEqual([]);
  // And so is the first day: without the earlier line, one that begins on the day itself covers it.
  await rig.call('Grace', 'notice.end', { ...end, to: day('2025-01-01') });
  expect(await flag()).toHaveLength(1);
  const { id: other } = await rig.call('Cass', 'notice.enter', { ...period, from: day('2025-06-01') });
  expect(await flag()).toEqual([]);
  expect(new Set([notice, earlier?.id, other]).size).toBe(3);
});

test('what does not go together is refused', async () => {
  const wrong = { ...period, from: day('2025-06-02'), to: day('2025-06-01') };
  expect((await rig.failure('Cass', 'notice.enter', wrong)).code).toBe('invalid-input');
  const poster = { ...period, means: 'poster', from: day('2025-06-02') } as const;
  expect((await rig.failure('Cass', 'notice.enter', poster)).code).toBe('invalid-input');
  expect((await rig.failure('Edda', 'notice.list', {})).code).toBe('not-allowed');
});

test('a notice about unconscious patients [20] changes nothing for calls', async () => {
  const poster = { kind: 'unconscious', means: 'poster', where: 'Emergency department' } as const;
  await rig.call('Cass', 'notice.enter', { ...poster, from: day('2024-01-01') });
  expect(await flag()).toEqual([]);
  expect((await rig.call('Cass', 'notice.list', {})).notices).toHaveLength(4);
});

test('the register is signed, stands in the trail in plain words, and is there after a restart', async () => {
  expect((await rig.call('Grace', 'library.verify', {})).faults).toEqual([]);
  await rig.restart();
  expect((await rig.call('Cass', 'notice.list', {})).notices).toHaveLength(4);
  expect(await flag()).toEqual([]);
  const { entries } = await rig.call('Grace', 'trail.window', { offset: 0, limit: 100 });
  const said = entries.filter(({ kind }) => kind.startsWith('notice.'));
  expect(said).toHaveLength(7);
  expect(said.at(-2)).toMatchObject({
    says: 'Entered by which means people are told that they may be recorded.',
    text: 'All lines. Wording 3, file TEL/7',
  });
});
