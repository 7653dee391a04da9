import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { terms } from '../attacks/gate-world.ts';
import { Rig } from './rig.ts';

let rig: Rig;
const reason = 'They are the same person.';
const nobody = {
  ...{ givenName: 'Wilhelmina', bornOn: null, diedOn: null, appointedPerson: false },
  ...{ capacityRegainedOn: null, lastSeenOn: null },
};
const planned = { category: 'other', madeFor: 'care', circumstances: 'planned' } as const;
/** Made for care; the agreement came later. */
const made = { earliest: '2024-03-04' as Day, latest: '2024-03-04' as Day };
const nhs = (value: string) => ({ kind: 'nhs', issuer: '', value }) as const;
const numbers = { kowalczyk: nhs('9434765919'), okafor: nhs('4505577104') };

const patient = async (by: string, familyName: string, identifiers = [] as ReturnType<typeof nhs>[]) =>
  (await rig.call(by, 'subject.create', { ...nobody, familyName, identifiers })).id;

let seed = 0;
async function picture(subjects: Id[], madeFor: 'care' | 'teaching' = 'care'): Promise<Id> {
  seed += 1;
  const name = `picture-${seed}.png`;
  const folder = rig.files({ [name]: await onePicture(seed) });
  return rig.take('Cass', join(folder, name), { ...planned, madeFor, made, subjects });
}

function onePicture(level: number): Promise<Buffer> {
  const background = { r: level, g: 90, b: 120 };
  return sharp({ create: { width: 32, height: 24, channels: 3, background } })
    .png()
    .toBuffer();
}

const show = (subject: Id) => rig.call('Cass', 'subject.show', { subject });
const fault = (subject: Id) => rig.failure('Cass', 'subject.show', { subject });
const agree = (subject: Id, recordings: Id[], by = 'Cass') =>
  rig.call(by, 'agreement.create', {
    terms: terms({ identifiableAllowed: true, givenOn: '2026-03-05' as Day }),
    subjects: [subject],
    recordings,
  });
const said = async (about: Id) =>
  (await rig.call('Grace', 'trail.window', { about, offset: 0, limit: 50 })).entries.map(({ kind }) => kind);

beforeAll(async () => {
  rig = await Rig.make({ Cass: 'custodian', Clive: 'clinician', Cora: 'clinician' });
}, 60_000);
afterAll(() => rig?.close());

describe('a patient who was entered by mistake', () => {
  test('is taken out again, and the trail keeps both', async () => {
    const id = await patient('Clive', 'Llewellyn', [numbers.okafor]);
    await rig.call('Clive', 'subject.discard', { subject: id });
    expect(await fault(id)).toMatchObject({ code: 'not-found' });
    expect(await said(id)).toEqual(['subject.discarded', 'subject.created']);
    // The number is free again.
    await rig.call('Cass', 'subject.discard', { subject: await patient('Cass', 'Okafor', [numbers.okafor]) });
  });

  test('stays where anything rests on the entry', async () => {
    const shown = await patient('Cass', 'Szczepańska');
    await picture([shown]);
    const corrected = await patient('Cass', 'Ó Briain');
    const facts = { ...nobody, familyName: 'Ó Briain', givenName: 'Séamus', identifiers: [] };
    await rig.call('Cass', 'subject.change', { subject: corrected, facts, reason });
    const agreed = await patient('Cass', 'Featherstone');
    await agree(agreed, []);
    for (const subject of [shown, corrected, agreed])
      expect(await rig.failure('Cass', 'subject.discard', { subject })).toMatchObject({ code: 'conflict' });
  });

  test('stays for the same words where only a sealed recording rests on the entry [11]', async () => {
    const onlySealed = await patient('Cass', 'Sealwright');
    await rig.call('Cass', 'recording.classify', {
      ...{ recordings: [await picture([onlySealed])], classification: { circumstances: 'covert' } },
      reason,
    });
    const corrected = await patient('Cass', 'Plainwright');
    const facts = { ...nobody, familyName: 'Plainwright', givenName: 'Zoë', identifiers: [] };
    await rig.call('Cass', 'subject.change', { subject: corrected, facts, reason });
    const said = async (subject: Id) =>
      (await rig.failure('Grace', 'subject.discard', { subject })).message.replace(/[A-Z]-\d+/, 'it');
    expect(await said(onlySealed)).toBe(await said(corrected));
  });

  test('is taken out by nobody who does not treat them', async () => {
    const id = await patient('Clive', 'Ng');
    expect(await rig.failure('Cora', 'subject.discard', { subject: id })).toMatchObject({
      code: 'not-found',
    });
    await rig.call('Clive', 'subject.careTeam', {
      ...{ subject: id, user: rig.id('Cora') },
      ...{ from: '2026-03-10' as Day, to: null },
    });
    expect(await rig.failure('Cora', 'subject.discard', { subject: id })).toMatchObject({ code: 'conflict' });
  });
});

describe('an agreement that was entered by mistake', () => {
  test('is taken out again, and what it permitted is refused as before', async () => {
    const subject = await patient('Cass', 'Kowalczyk');
    const recording = await picture([subject]);
    const before = await rig.call('Cass', 'recording.answers', { recording });
    const { id } = await agree(subject, [recording]);
    expect(await rig.call('Cass', 'recording.answers', { recording })).not.toEqual(before);
    await rig.call('Cass', 'agreement.discard', { agreement: id });
    expect(await rig.call('Cass', 'recording.answers', { recording })).toEqual(before);
    expect((await said(id)).slice(0, 1)).toEqual(['agreement.discarded']);
    expect(await rig.failure('Cass', 'agreement.show', { agreement: id })).toMatchObject({
      code: 'not-found',
    });
  });

  test('stays once somebody was permitted to see what it covers', async () => {
    const subject = await patient('Clive', 'Pereira');
    const recording = await picture([subject]);
    const { id } = await agree(subject, [recording]);
    const { renditions } = await rig.call('Cass', 'recording.show', { recording });
    const ask = { rendition: renditions[0]!.id, use: 'teaching', audience: 'medicalSetting' } as const;
    const { decision } = await rig.call('Clive', 'open.use', ask);
    expect(decision.outcome, decision.reasons.join(' ')).toBe('permit');
    expect(await rig.failure('Cass', 'agreement.discard', { agreement: id })).toMatchObject({
      code: 'conflict',
    });
  });

  test('stays once something was recorded of it, and for whoever did not enter it', async () => {
    const subject = await patient('Clive', 'Walsh');
    const { id } = await agree(subject, [], 'Cass');
    expect(await rig.failure('Clive', 'agreement.discard', { agreement: id })).toMatchObject({
      code: 'not-allowed',
    });
    const event = { kind: 'withdrawn', on: '2026-03-10' as Day, note: '' } as const;
    await rig.call('Cass', 'agreement.record', { agreement: id, event });
    expect(await rig.failure('Cass', 'agreement.discard', { agreement: id })).toMatchObject({
      code: 'conflict',
    });
  });
});

describe('two entries that were joined by mistake', () => {
  test('stand apart again, each with its numbers and recordings', async () => {
    const keep = await patient('Cass', 'Adeyemi', [numbers.okafor]);
    const gone = await patient('Cass', 'Ademola', [numbers.kowalczyk]);
    const [hers, his] = [await picture([keep]), await picture([gone])];
    const before = [await show(keep), await show(gone)];
    await rig.call('Cass', 'subject.merge', { keep, merge: gone, reason });
    expect((await show(keep)).identifiers).toHaveLength(2);
    const { recordings } = await rig.call('Cass', 'subject.separate', { subject: gone, reason });
    expect(recordings.map(({ id }) => id)).toEqual([his]);
    expect([await show(keep), await show(gone)]).toEqual(before);
    const { subjects } = await rig.call('Cass', 'recording.show', { recording: hers });
    expect(subjects.map(({ id }) => id)).toEqual([keep]);
  });

  test('are one patient of whom all is known that either said, and apart again each knows its own', async () => {
    const said = async (subject: Id, facts: object) => {
      const { familyName, givenName, identifiers } = await show(subject);
      const all = { ...nobody, familyName, givenName, identifiers, ...facts };
      await rig.call('Cass', 'subject.change', { subject, facts: all, reason });
    };
    const [keep, gone] = [await patient('Cass', 'Penhaligon'), await patient('Cass', 'Penhaligan')];
    await picture([keep]);
    await said(keep, { bornOn: '1961-02-03', lastSeenOn: '2024-01-01' });
    await said(gone, { bornOn: '1916-02-03', diedOn: '2025-05-06', lastSeenOn: '2023-01-01' });
    const before = [await show(keep), await show(gone)];
    await rig.call('Cass', 'subject.merge', { keep, merge: gone, reason });
    const joined = { bornOn: '1961-02-03', diedOn: '2025-05-06', lastSeenOn: '2024-01-01' };
    expect(await show(keep)).toMatchObject(joined);
    await rig.call('Cass', 'subject.separate', { subject: gone, reason });
    expect([await show(keep), await show(gone)]).toEqual(before);
  });

  test('stay joined once more was done, and where recordings showed both', async () => {
    const [keep, gone] = [await patient('Cass', 'Byrne'), await patient('Cass', 'Byrn')];
    await rig.call('Cass', 'subject.merge', { keep, merge: gone, reason });
    await agree(keep, []);
    const one = await patient('Cass', 'Achterberg');
    const other = await patient('Cass', 'van Achterberg');
    await picture([one, other]);
    await rig.call('Cass', 'subject.merge', { keep: one, merge: other, reason });
    for (const subject of [gone, other, keep])
      expect(await rig.failure('Cass', 'subject.separate', { subject, reason })).toMatchObject({
        code: 'conflict',
      });
  });
});

describe('a recording that was tied to the wrong agreement', () => {
  test('is untied with a reason: nothing holds for it any more, and the agreement stays', async () => {
    const subject = await patient('Cass', 'Wrongtie');
    const [right, wrong] = [await picture([subject]), await picture([subject])];
    const before = await rig.call('Cass', 'recording.answers', { recording: wrong });
    const { id } = await agree(subject, [right]);
    const held = await rig.call('Cass', 'recording.answers', { recording: right });
    await rig.call('Cass', 'agreement.link', { agreement: id, subjects: [], recordings: [wrong] });
    expect(await rig.call('Cass', 'recording.answers', { recording: wrong })).not.toEqual(before);
    const untie = { agreement: id, recordings: [wrong], reason: 'It is of another visit.' };
    await rig.call('Cass', 'agreement.unlink', untie);
    expect(await rig.call('Cass', 'recording.answers', { recording: wrong })).toEqual(before);
    expect(await rig.call('Cass', 'recording.answers', { recording: right })).toEqual(held);
    const { entries } = await rig.call('Grace', 'trail.window', { about: wrong, offset: 0, limit: 9 });
    expect(entries.find(({ kind }) => kind === 'agreement.unlinked')).toMatchObject({ text: untie.reason });
    expect(await rig.failure('Cass', 'agreement.unlink', untie)).toMatchObject({ code: 'conflict' });
    expect(await rig.failure('Clive', 'agreement.unlink', { ...untie, recordings: [right] })).toMatchObject({
      code: 'not-allowed',
    });
  });

  const ended = async (kind: 'withdrawn' | 'notConfirmed', madeFor: 'care' | 'teaching') => {
    const subject = await patient('Cass', `Ended ${kind} ${madeFor}`);
    const recording = await picture([subject], madeFor);
    const { id: agreement } = await agree(subject, [recording]);
    const event = { kind, on: '2026-03-10' as Day, note: '' };
    await rig.call('Cass', 'agreement.record', { agreement, event });
    return { recording, untie: { agreement, recordings: [recording], reason: 'It is of another visit.' } };
  };
  const stateOf = async (recording: Id) => (await rig.call('Cass', 'recording.show', { recording })).state;

  test('stays tied to what was withdrawn while it is in use for care', async () => {
    for (const kind of ['withdrawn', 'notConfirmed'] as const) {
      const { recording, untie } = await ended(kind, 'care');
      const before = await rig.call('Cass', 'recording.answers', { recording });
      expect(await rig.failure('Cass', 'agreement.unlink', untie)).toMatchObject({ code: 'conflict' });
      expect(await rig.call('Cass', 'recording.answers', { recording })).toEqual(before);
    }
  });

  test('is untied from a withdrawal in quarantine, stays there, and comes back by another person’s decision', async () => {
    const { recording, untie } = await ended('withdrawn', 'teaching');
    const owed = async () =>
      (await rig.call('Grace', 'queue.items', { limit: 500 })).items.filter(
        (item) => item.recording.id === recording,
      );
    expect((await owed()).map(({ queue }) => queue)).toEqual(['erase']);
    expect(await rig.failure('Clive', 'agreement.unlink', untie)).toMatchObject({ code: 'not-allowed' });
    await rig.call('Cass', 'agreement.unlink', untie);
    expect(await stateOf(recording)).toBe('quarantined');
    const [item, ...others] = await owed();
    expect([item?.queue, item?.action, others]).toEqual(['review', 'appraise', []]);
    const keep = {
      item: item?.id as Id,
      outcome: 'keep' as const,
      until: null,
      reason: 'It is hers, of May.',
    };
    expect(await rig.failure('Cass', 'queue.settle', keep)).toMatchObject({ code: 'needs-second-person' });
    expect(await stateOf(recording)).toBe('quarantined');
    await rig.call('Grace', 'queue.settle', keep);
    expect(await stateOf(recording)).toBe('active');
  });

  test('is not freed of what its patient refused where two entries of theirs are joined [14e]', async () => {
    for (const madeFor of ['care', 'teaching'] as const) {
      const { recording, untie } = await ended('withdrawn', madeFor);
      const { subjects } = await rig.call('Cass', 'agreement.show', { agreement: untie.agreement });
      const state = await stateOf(recording);
      const keep = await patient('Cass', `Samepatient ${madeFor}`);
      const merge = subjects[0]?.id as Id;
      const { agreementsLeft } = await rig.call('Cass', 'subject.merge', { keep, merge, reason });
      expect(agreementsLeft).toEqual([]);
      const shown = await rig.call('Cass', 'agreement.show', { agreement: untie.agreement });
      expect(shown.recordings.map(({ id }) => id)).toEqual([recording]);
      expect(await stateOf(recording)).toBe(state);
      const { items } = await rig.call('Grace', 'queue.items', { queue: 'erase', limit: 500 });
      expect(items.some((item) => item.recording.id === recording)).toBe(madeFor === 'teaching');
    }
  });

  test('asks back the copies that are out on it', async () => {
    const subject = await patient('Cass', 'Outtie');
    const recording = await picture([subject]);
    const { id } = await agree(subject, [recording]);
    await rig.call('Cass', 'agreement.record', {
      agreement: id,
      event: { kind: 'confirmed', on: '2026-03-10' as Day, note: '' },
    });
    const made = await rig.call('Cass', 'release.make', {
      ...{ recordings: [recording], use: 'teaching', audience: 'medicalSetting', purpose: 'Burns' },
      ...{ recipient: 'Dr Byrne', organisation: 'Medical school', folder: join(rig.folder, 'out') },
    });
    expect(made.items.map(({ decision }) => decision.outcome)).toEqual(['permit']);
    await rig.call('Cass', 'agreement.unlink', {
      agreement: id,
      recordings: [recording],
      reason: 'An error.',
    });
    const { items } = await rig.call('Grace', 'queue.items', { queue: 'recall', limit: 100 });
    expect(items.filter((item) => item.recording.id === recording).map((item) => item.reason)).toEqual([
      expect.stringContaining('it was tied to an agreement that is not about it'),
    ]);
  });
});
