import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Id } from '../../shared/kernel/id.ts';
import { Department, hour, type Proposal } from '../operations/disclosure-rig.ts';
import { passphrase } from '../operations/rig.ts';

/** Getting a recording out by way of a disclosure that is not, not yet or no longer in order. */

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let ward: Department;
/** Everybody who is neither custodian nor governance. */
const outsiders = ['Clara', 'Colin', 'Edda', 'Rex', 'Adam'] as const;

beforeAll(async () => {
  ward = await Department.make({
    ...({ Cass: 'custodian', Cora: 'custodian', Gwen: 'governance' } as const),
    ...({ Clara: 'clinician', Colin: 'clinician' } as const),
    ...({ Edda: 'educator', Rex: 'researcher', Adam: 'administrator' } as const),
  });
});
afterAll(() => ward?.rig.close());

const toLook = async (recording: Id, viewer = 'Clara'): Promise<Proposal> =>
  ward.form('preventHarm', recording, { means: 'view', viewer: ward.rig.id(viewer) });
const outOf = (): string => join(ward.rig.folder, `out-${Math.random()}`);

async function proposed(form: Proposal, by = 'Cass'): Promise<Id> {
  return (await ward.rig.call(by, 'disclosure.propose', form)).id;
}

/** Nobody gets a byte or a copy under it, whatever they try. */
async function opensNothing(disclosure: Id, recording: Id, people: readonly string[]): Promise<void> {
  for (const person of people) {
    const look = await ward.rig.attempt(person, 'disclosure.look', { disclosure, recording });
    expect(look.ok, `${person} looks`).toBe(false);
    const folder = outOf();
    const given = await ward.rig.attempt(person, 'disclosure.give', { disclosure, folder });
    expect(given.ok, `${person} gives`).toBe(false);
    expect(existsSync(folder), person).toBe(false);
  }
}
const everybody = ['Grace', 'Gwen', 'Cass', 'Cora', ...outsiders];

test('each role does what is theirs and no more', async () => {
  const { rig } = ward;
  const recording = await ward.take();
  const form = await toLook(recording);
  for (const person of outsiders)
    expect(['not-found', 'not-allowed']).toContain(
      (await rig.failure(person, 'disclosure.propose', form)).code,
    );
  const disclosure = await proposed(form);
  for (const person of outsiders) {
    // Clara is named in it, so she knows of it; she decides nothing of it.
    for (const [operation, input] of [
      ['disclosure.confirm', { disclosure }],
      ['disclosure.end', { disclosure, reason: 'because' }],
      ['disclosure.review', { disclosure, outcome: 'inOrder', note: 'because' }],
      ['disclosure.print', { disclosure }],
    ] as const)
      expect(['not-found', 'not-allowed'], `${person} ${operation}`).toContain(
        (await rig.failure(person, operation, input)).code,
      );
    const shown = await rig.attempt(person, 'disclosure.show', { disclosure });
    expect(shown.ok, person).toBe(person === 'Clara');
    if (shown.ok) expect(JSON.stringify(shown.value)).not.toMatch(/disclosworth|risk|hale/i);
  }
  expect((await rig.call('Colin', 'disclosure.list', { recording })).total).toBe(0);
  expect((await rig.call('Clara', 'disclosure.list', { recording })).total).toBe(1);
});

describe('the second step', () => {
  test('is not taken by the first person, by a second who is not of governance, or by who is to look', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    const disclosure = await proposed(await toLook(recording, 'Gwen'));
    for (const person of ['Cass', 'Cora', 'Gwen'])
      expect((await rig.failure(person, 'disclosure.confirm', { disclosure })).code, person).toBe(
        'needs-second-person',
      );
    await opensNothing(disclosure, recording, everybody);
    expect((await rig.call('Grace', 'disclosure.confirm', { disclosure })).standing).toBe('inForce');
    expect((await rig.failure('Grace', 'disclosure.confirm', { disclosure })).code).toBe('conflict');
  });

  test('is not taken by somebody whom the first person made, or who is new', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    const disclosure = await proposed(await ward.form('requiredByLaw', recording), 'Gwen');
    await rig.addUser('Cass', 'Newcomer', 'custodian');
    await rig.addUser('Gwen', 'Protegee', 'custodian');
    const confirm = async (person: string) =>
      (await rig.failure(person, 'disclosure.confirm', { disclosure })).code;
    expect(await confirm('Newcomer')).toBe('needs-second-person');
    rig.advance(25 * hour);
    expect(await confirm('Protegee')).toBe('needs-second-person');
    await opensNothing(disclosure, recording, ['Newcomer', 'Protegee', 'Gwen']);
    await rig.call('Newcomer', 'disclosure.confirm', { disclosure });
  });

  test('is not taken on facts that have changed since', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    const disclosure = await proposed(await ward.form('patientsCopy', recording));
    const classification = { subjects: [ward.ann, ward.bob] };
    await rig.call('Cass', 'recording.classify', { recordings: [recording], classification });
    expect((await rig.failure('Grace', 'disclosure.confirm', { disclosure })).code).toBe('refused');
    await opensNothing(disclosure, recording, ['Grace', 'Cass']);
  });

  test('comes too late after two weeks', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    const disclosure = await proposed(await toLook(recording));
    rig.advance(14 * 24 * hour);
    expect((await rig.failure('Grace', 'disclosure.confirm', { disclosure })).code).toBe('conflict');
    await opensNothing(disclosure, recording, ['Clara', 'Cass']);
  });
});

test('a form with a step missing is no disclosure', async () => {
  const { rig } = ward;
  const recording = await ward.take();
  const other = await ward.take();
  const look = await toLook(recording);
  const law = await ward.form('requiredByLaw', recording);
  const item = look.items[0]!;
  const wrong: readonly Partial<Proposal>[] = [
    { ...look, reason: '' },
    { ...look, senior: '' },
    { ...look, viewer: null },
    { ...look, viewer: rig.id('Edda') },
    { ...look, viewer: rig.id('Adam') },
    { ...look, viewer: recording },
    { ...look, hours: 73 },
    { ...look, hours: 0 },
    { ...look, items: [] },
    { ...look, items: [item, item] },
    { ...look, items: [{ ...item, checks: [] }] },
    { ...look, items: [{ ...item, recording: other }] },
    { ...look, kind: 'requiredByLaw' },
    { ...law, recipient: '' },
    { ...law, organisation: '' },
    { ...law, basis: '' },
    { ...law, about: ward.bob },
    { ...law, kind: 'teaching' as Proposal['kind'] },
  ];
  for (const [index, form] of wrong.entries()) {
    const failure = await rig.failureOf('Cass', 'disclosure.propose', form);
    expect(['invalid-input', 'refused', 'not-found'], `${index}: ${failure.message}`).toContain(failure.code);
  }
  expect((await rig.call('Grace', 'disclosure.list', { recording })).total).toBe(0);
});

describe('what is in force', () => {
  test('opens to the named person alone, the recordings of its scope alone, and lets no copy leave', async () => {
    const { rig } = ward;
    const [recording, other] = [await ward.take(), await ward.take()];
    const disclosure = await proposed(await toLook(recording));
    await rig.call('Grace', 'disclosure.confirm', { disclosure });
    await opensNothing(
      disclosure,
      recording,
      everybody.filter((person) => person !== 'Clara'),
    );
    await opensNothing(disclosure, other, everybody);
    const { url } = await rig.call('Clara', 'disclosure.look', { disclosure, recording });
    expect(await rig.media('Clara', url)).not.toBeNull();
    for (const person of everybody.filter((name) => name !== 'Clara'))
      expect(await rig.media(person, url), person).toBeNull();
    expect((await rig.failure('Clara', 'recording.show', { recording })).code).toBe('not-found');
    const denied = (await ward.trailOf(disclosure)).filter(({ kind }) => kind === 'disclosure.denied');
    expect(denied.some(({ by }) => by?.name === 'Cass')).toBe(true);
  });

  const endings: readonly (readonly [string, (disclosure: Id, recording: Id) => Promise<unknown>])[] = [
    ['its time', async () => ward.rig.advance(4 * hour)],
    [
      'being ended early',
      (disclosure) => ward.rig.call('Grace', 'disclosure.end', { disclosure, reason: 'the danger is over' }),
    ],
    [
      'the erasure of the recording',
      async (_, recording) => {
        await ward.rig.call('Cass', 'erasure.propose', { recordings: [recording], why: 'no longer needed' });
        await ward.rig.approve('Grace', [recording]);
      },
    ],
    ['a lock', () => ward.rig.call('Clara', 'session.lock', {})],
    [
      'the loss of the role',
      () => ward.rig.call('Grace', 'user.setRole', { user: ward.rig.id('Clara'), role: 'educator' }),
    ],
  ];
  test.each(endings)('ends with %s, and so does every address it gave', async (name, ends) => {
    const { rig } = ward;
    const recording = await ward.take({ madeFor: 'teaching' });
    const disclosure = await proposed(await toLook(recording));
    await rig.call('Grace', 'disclosure.confirm', { disclosure });
    const { url } = await rig.call('Clara', 'disclosure.look', { disclosure, recording });
    const connection = await rig.connectionOf('Clara');
    expect(await rig.media('Clara', url)).not.toBeNull();
    await ends(disclosure, recording);
    expect(await rig.engine.media(connection, `/${url}`)).toBeNull();
    if (name === 'a lock')
      await rig.engine.dispatch(connection, 'session.unlock', { user: 'Clara', passphrase });
    expect(await rig.media('Clara', url)).toBeNull();
    expect((await rig.failure('Clara', 'open.renew', { url })).code).toBe('not-found');
    if (name !== 'a lock') await opensNothing(disclosure, recording, ['Clara', 'Cass']);
    if (name === 'its time') {
      // Setting the clock back opens nothing anew: the trail has gone on since.
      rig.advance(-2 * hour);
      await opensNothing(disclosure, recording, ['Clara']);
      rig.advance(2 * hour);
    }
    if (name === 'the loss of the role')
      await rig.call('Grace', 'user.setRole', { user: rig.id('Clara'), role: 'clinician' });
  });

  test('gives its copies once, also to two who ask at the same moment', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    const disclosure = await proposed(await ward.form('requiredByLaw', recording));
    await rig.call('Grace', 'disclosure.confirm', { disclosure });
    const place = outOf();
    const asks = ['Cass', 'Grace'].map((person) =>
      rig.attempt(person, 'disclosure.give', { disclosure, folder: join(place, person) }),
    );
    const answers = await Promise.all(asks);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(readdirSync(place)).toHaveLength(1);
    expect((await rig.call('Grace', 'release.list', { recording })).total).toBe(1);
    await opensNothing(disclosure, recording, everybody);
  });

  test('gives nothing that was changed to a copy without its sign-off', async () => {
    const { rig } = ward;
    const recording = await ward.take({ subjects: [ward.ann, ward.bob] });
    const rendition = await ward.anonymised(recording);
    const checks = [
      { subject: ward.bob, answer: 'removed' as const },
      { subject: null, answer: 'notShown' as const },
    ];
    const disclosure = await proposed(
      await ward.form('patientsCopy', recording, { items: [{ recording, rendition, checks }] }),
    );
    await rig.call('Grace', 'disclosure.confirm', { disclosure });
    await rig.call('Cass', 'anonymise.discard', { rendition });
    await opensNothing(disclosure, recording, ['Cass', 'Grace']);
  });
});

test('a disclosure opens no use: the policy answers after it as before', async () => {
  const { rig } = ward;
  const recording = await ward.take({ madeFor: 'teaching' });
  const rendition = await ward.original(recording);
  const answers = () => rig.call('Grace', 'recording.answers', { recording });
  const before = await answers();
  const disclosure = await proposed(await toLook(recording));
  await rig.call('Grace', 'disclosure.confirm', { disclosure });
  await rig.call('Clara', 'disclosure.look', { disclosure, recording });
  expect(await answers()).toEqual(before);
  const how = { use: 'medicoLegal', audience: 'medicalSetting', recipient: 'X' } as const;
  const { items } = await rig.call('Cass', 'release.preview', { ...how, recordings: [recording] });
  expect(items[0]?.decision.outcome).toBe('refuse');
  const use = { rendition, use: 'teaching', audience: 'medicalSetting' } as const;
  expect((await rig.failure('Clara', 'open.use', use)).code).toBe('not-found');
});
