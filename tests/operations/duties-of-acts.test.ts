import { renameSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettlingAction } from '../../shared/domain/obligation/obligation.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Department } from './disclosure-rig.ts';
import { erase } from './erasure-story.ts';
import { terms } from './release-terms.ts';

/**
 * The duties that come of what somebody does, not of facts and time (`duties.test.ts` has those): each is owed from
 * the act on, to its day, and is over with the act that it asks for.
 */

let ward: Department;
beforeAll(async () => {
  ward = await Department.make({ Cass: 'custodian' });
}, 120_000);
afterAll(() => ward?.rig.close());

const today = (): Day => new Date(ward.rig.now).toISOString().slice(0, 10) as Day;

/** The days to which something is owed of this kind on a recording. */
async function due(recording: Id, action: SettlingAction): Promise<readonly Day[]> {
  const { items } = await ward.rig.call('Grace', 'queue.items', { limit: 500 });
  return items
    .filter((item) => item.recording.id === recording && item.action === action)
    .map((item) => item.due);
}

interface ByAct {
  readonly duty: string;
  readonly about: string;
  /** Days from the act to the last day on which it is in time. */
  readonly days: number;
  readonly raise: (recording: Id) => Promise<unknown>;
  readonly settle: (recording: Id) => Promise<unknown>;
}

const disclosures = async (): Promise<Id> =>
  (await ward.rig.call('Grace', 'disclosure.list', {})).disclosures[0]?.id as Id;
const propose = async (kind: 'preventHarm' | 'requiredByLaw', recording: Id) =>
  ward.rig.call('Cass', 'disclosure.propose', await ward.form(kind, recording));
const confirm = async () => ward.rig.call('Grace', 'disclosure.confirm', { disclosure: await disclosures() });
let away = '';
let release = '' as Id;

const byAct: readonly ByAct[] = [
  {
    duty: 'review/confirmDisclosure',
    about: 'a disclosure to prevent harm waits for a second person, today',
    days: 0,
    raise: (recording) => propose('preventHarm', recording),
    settle: confirm,
  },
  {
    duty: 'review/confirmDisclosure',
    about: 'one that the law requires waits for two days',
    days: 2,
    raise: (recording) => propose('requiredByLaw', recording),
    settle: confirm,
  },
  {
    duty: 'review/reviewDisclosure',
    about: 'a disclosure to prevent harm is looked back at three days after its last',
    days: 3,
    raise: async (recording) => {
      await propose('preventHarm', recording);
      await confirm();
    },
    settle: async () => {
      const disclosure = await disclosures();
      await ward.rig.call('Grace', 'disclosure.end', { disclosure, reason: 'It is over.' });
      await ward.rig.call('Grace', 'disclosure.review', {
        disclosure,
        outcome: 'inOrder',
        note: 'It was right.',
      });
    },
  },
  {
    duty: 'erase/approveErasure',
    about: 'what somebody proposed to erase is decided today',
    days: 0,
    raise: (recording) =>
      ward.rig.call('Cass', 'erasure.propose', { recordings: [recording], why: 'The patient asks for it.' }),
    settle: (recording) =>
      ward.rig.call('Cass', 'erasure.withdraw', { recordings: [recording], reason: 'It is kept after all.' }),
  },
  {
    duty: 'recall/recallCopies',
    about: 'copies are called back on the day of the withdrawal',
    days: 0,
    raise: async (recording) => {
      const given = { terms, subjects: [ward.ann], recordings: [recording] };
      const { id: agreement } = await ward.rig.call('Cass', 'agreement.create', given);
      const { release: made } = await ward.rig.call('Cass', 'release.make', {
        ...{ recordings: [recording], use: 'teaching', audience: 'medicalSetting', recipient: 'Prof. Ito' },
        folder: ward.rig.files({}),
      });
      release = made?.id as Id;
      const event = { kind: 'withdrawn', on: today(), note: '' } as const;
      await ward.rig.call('Cass', 'agreement.record', { agreement, event });
    },
    settle: (recording) =>
      ward.rig.call('Cass', 'release.settle', { release, recording, state: 'destroyed', note: 'by letter' }),
  },
  {
    duty: 'erase/makeBackup',
    about: 'a backup out of reach is made anew from the day of an erasure',
    days: 0,
    raise: async (recording) => {
      away = ward.rig.files({});
      await ward.rig.call('Grace', 'backup.make', { destination: away });
      renameSync(away, `${away}-gone`);
      await erase(ward.rig, 'Cass', 'Grace', [recording]);
    },
    settle: async () => {
      renameSync(`${away}-gone`, away);
      await ward.rig.call('Grace', 'backup.make', { destination: away });
    },
  },
];

test.each(byAct)('$duty: $about', async ({ duty, days, raise, settle }) => {
  // What was made for care is kept with the record [9].
  const recording = await ward.take({ madeFor: duty.startsWith('erase/') ? 'teaching' : 'care' });
  const action = duty.split('/')[1] as SettlingAction;
  expect(await due(recording, action)).toEqual([]);
  await raise(recording);
  expect(await due(recording, action)).toEqual([addDays(today(), days)]);
  await settle(recording);
  expect(await due(recording, action)).toEqual([]);
});
