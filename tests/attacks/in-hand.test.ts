import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contract, type OperationName } from '../../shared/contract/contract.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { agreedHold, passphrase, Rig, sample } from '../operations/rig.ts';
import { answered, formOut, handOver } from '../operations/signing-story.ts';
import { terms } from './gate-world.ts';

/** The device is in a patient's hands: whatever they do with the page, the engine answers nothing but the one thing. */

let rig: Rig;
let recording: Id;
let rendition: Id;
let form: Id;
let other: Id;
let subject: Id;

const open: readonly OperationName[] = [
  'library.status',
  'session.touch',
  'session.lock',
  'session.takeBack',
  'signing.show',
  'signing.complete',
];

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clara: 'clinician' });
  ({ subject, form } = await formOut(rig, 'Featherstone'));
  const subjects = { subjects: [subject], madeFor: 'teaching' as const };
  recording = await rig.take('Cass', sample('tika__baseball.jpg'), subjects);
  other = await rig.take('Cass', sample('exifr__png_with_exif_and_gps.png'), subjects);
  const shown = await rig.call('Cass', 'recording.show', { recording });
  rendition = shown.renditions[0]!.id;
}, 60_000);
afterAll(() => rig?.close());

const attempt = async (name: OperationName, input: unknown = {}) => {
  const reply = await rig.attempt('Cass', name, input);
  return reply.ok ? 'answered' : reply.error.code;
};

describe('while a form is in a patient’s hands', () => {
  beforeEach(async () => {
    if ((await attempt('signing.show')) !== 'answered') await handOver(rig, form);
  });

  test.each((Object.keys(contract) as OperationName[]).filter((name) => !open.includes(name)))(
    '%s is refused whatever its input',
    async (name) => {
      expect(await attempt(name)).toBe('not-allowed');
      expect(await attempt(name, { recording, rendition, form, query: {}, offset: 0, limit: 9 })).toBe(
        'not-allowed',
      );
    },
  );

  test('the state of the library names no colleague and no folder', async () => {
    const status = await rig.call('Cass', 'library.status', {});
    expect(JSON.stringify(status)).not.toMatch(/Cass|Clara|Grace|Ward\.custos/);
    expect(status.session?.inHand).toEqual({ view: 'signing' });
  });

  test('no file is taken in, and nothing is told of what goes on', async () => {
    await expect(rig.upload('Cass', 'a.jpg', new Uint8Array(10))).rejects.toThrow('in a patient’s hands');
    const heard: EngineEvent[] = [];
    const stop = rig.engine.subscribe(await rig.connectionOf('Cass'), (event) => heard.push(event));
    await rig.call('Grace', 'recording.hold', {
      recordings: [other],
      reason: 'a court asks',
      held: true,
      ...agreedHold,
    });
    stop();
    expect(heard).toEqual([]);
  });

  test('a wrong passphrase leaves it closed, and that of a colleague does', async () => {
    expect(await attempt('session.takeBack', { passphrase: 'a wrong one for this' })).toBe(
      'wrong-passphrase',
    );
    await rig.call('Grace', 'session.changePassphrase', {
      current: passphrase,
      next: 'nine loud herons under the estuary',
    });
    const hers = { passphrase: 'nine loud herons under the estuary' };
    expect(await attempt('session.takeBack', hers)).toBe('wrong-passphrase');
    expect(await attempt('signing.show')).toBe('answered');
    await rig.call('Grace', 'session.changePassphrase', { current: hers.passphrase, next: passphrase });
  });

  test('a colleague at another window works on', async () => {
    expect(await rig.call('Clara', 'library.status', {})).toMatchObject({ session: { inHand: null } });
  });

  test('a lock keeps nothing, and what is unlocked after it is open again', async () => {
    const before = (await rig.call('Grace', 'library.size', {})).files;
    await rig.call('Cass', 'session.lock', {});
    expect(await attempt('signing.show')).toBe('not-found');
    expect((await rig.call('Cass', 'form.show', { form })).state).toBe('out');
    expect((await rig.call('Grace', 'library.size', {})).files).toBe(before);
  });
});

test('what was opened before is closed by handing over, and by taking back', async () => {
  const opened = await rig.call('Cass', 'open.custody', { rendition, purpose: 'cataloguing' });
  expect(await rig.media('Cass', opened.url)).not.toBeNull();
  const { tiles } = await rig.call('Cass', 'recording.window', { query: {}, offset: 0, limit: 9 });
  const thumbs = tiles.flatMap(({ thumbnail }) => thumbnail ?? []);
  expect(thumbs.length).toBeGreaterThan(0);
  await handOver(rig, form);
  for (const url of [opened.url, ...thumbs]) expect(await rig.media('Cass', url)).toBeNull();
  await rig.call('Cass', 'session.takeBack', { passphrase });
  expect(await rig.media('Cass', opened.url)).toBeNull();
});

test('a question that was on its way when the device was handed over is answered with nothing', async () => {
  const connection = await rig.connectionOf('Cass');
  const asked = Array.from({ length: 20 }, () =>
    rig.engine.dispatch(connection, 'open.custody', { rendition, purpose: 'cataloguing' }),
  );
  await handOver(rig, form);
  const answers = await Promise.all(asked);
  for (const answer of answers) {
    if (!answer.ok) expect(answer.error.code).toBe('not-allowed');
    // What was answered just before is closed by the handing over.
    else expect(await rig.media('Cass', (answer.value as { url: string }).url)).toBeNull();
  }
  expect(answers.some(({ ok }) => !ok)).toBe(true);
  await rig.call('Cass', 'session.takeBack', { passphrase });
});

test('two that complete at once leave one page', async () => {
  const { form: twice } = await formOut(rig, 'Zebedee');
  await handOver(rig, twice);
  const connection = await rig.connectionOf('Cass');
  const done = await Promise.all(
    [answered, { ...answered, told: [] }].map((input) =>
      rig.engine.dispatch(connection, 'signing.complete', input),
    ),
  );
  expect(done.map(({ ok }) => ok).sort()).toEqual([false, true]);
  await rig.call('Cass', 'session.takeBack', { passphrase });
  expect((await rig.call('Cass', 'form.show', { form: twice })).scans).toHaveLength(1);
});

describe('while recordings are in a patient’s hands', () => {
  let agreement: Id;
  let beside: Id;

  beforeAll(async () => {
    const agreed = { terms: { ...terms(), identifiableAllowed: true }, subjects: [subject] };
    agreement = (await rig.call('Cass', 'agreement.create', { ...agreed, recordings: [recording] })).id;
    beside = (await rig.call('Cass', 'agreement.create', { ...agreed, recordings: [other] })).id;
    await rig.call('Cass', 'session.handOver', { view: 'viewing', agreement });
  });

  test('those are opened as consent work, and no other, and for nothing else', async () => {
    const look = { rendition, purpose: 'consentWork' as const };
    const opened = await rig.call('Cass', 'open.custody', look);
    expect((await rig.media('Cass', opened.url))?.bytes.length).toBeGreaterThan(0);
    const shown = await rig.call('Grace', 'recording.show', { recording: other });
    const hers = shown.renditions[0]!.id;
    for (const [name, input] of [
      ['open.custody', { ...look, rendition: hers }],
      ['open.custody', { ...look, purpose: 'cataloguing' }],
      ['open.use', { rendition, use: 'teaching', audience: 'medicalSetting' }],
      ['round.viewing', { agreement: beside }],
      ['round.shown', { agreement: beside, on: '2026-03-10', renditions: [hers] }],
      ['recording.show', { recording }],
      ['agreement.show', { agreement }],
      ['signing.show', {}],
    ] as const)
      expect(await attempt(name, input), name).toBe('not-allowed');
  });

  test('what they say is noted once, and closed with the rest when it is taken back', async () => {
    const { url } = await rig.call('Cass', 'open.custody', { rendition, purpose: 'consentWork' });
    const shown = { agreement, on: '2026-03-10' as Day, renditions: [rendition] };
    await rig.call('Cass', 'round.shown', { ...shown, answers: [{ rendition, answer: 'no' }] });
    expect(await attempt('round.shown', shown)).toBe('conflict');
    await rig.call('Cass', 'session.takeBack', { passphrase });
    expect(await rig.media('Cass', url)).toBeNull();
    const { history, afterRecording } = await rig.call('Cass', 'agreement.show', { agreement });
    expect(history.at(-1)?.note).toMatch(/^Asked whether it may be shown in this form: no to R-\d{6}\.$/);
    expect(afterRecording).toBe('notAsked');
  });

  test('a clinician hands none over, and nobody what cannot be shown yet', async () => {
    const view = { view: 'viewing', agreement } as const;
    expect(['not-found', 'not-allowed']).toContain(
      (await rig.failure('Clara', 'session.handOver', view)).code,
    );
    const { id } = await rig.call('Cass', 'agreement.create', {
      terms: terms(),
      subjects: [subject],
      recordings: [recording],
    });
    expect(await attempt('session.handOver', { view: 'viewing', agreement: id })).toBe('conflict');
  });
});
