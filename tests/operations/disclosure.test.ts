import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { Department, hour } from './disclosure-rig.ts';
import { terms } from './release-terms.ts';
import { agreedHold } from './rig.ts';

// Each person's passphrase costs seconds where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let ward: Department;
let folders = 0;
const newFolder = (): string => {
  folders += 1;
  return join(ward.rig.folder, `out-${folders}`);
};

beforeAll(async () => {
  ward = await Department.make({ Cass: 'custodian', Clara: 'clinician', Gwen: 'governance' });
});
afterAll(() => ward?.rig.close());

const textOf = (bytes: Buffer): string => {
  const file = join(ward.rig.folder, 'read.pdf');
  writeFileSync(file, bytes);
  return execFileSync('pdftotext', ['-layout', file, '-']).toString();
};

describe('to prevent harm', () => {
  test('a named clinician looks, within the hours, at what nobody may use', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    // Neither the care team nor any agreement opens it to her.
    expect((await rig.failure('Clara', 'recording.show', { recording })).code).toBe('not-found');
    const asked = await ward.form('preventHarm', recording, {
      means: 'view',
      viewer: rig.id('Clara'),
      basis: '',
    });
    const proposed = await rig.call('Cass', 'disclosure.propose', asked);
    expect(proposed).toMatchObject({ standing: 'waiting', cites: ['2002:19'], recipient: 'Clara' });
    expect(await ward.owed(recording)).toContain('confirmDisclosure');
    const confirmed = await rig.call('Grace', 'disclosure.confirm', { disclosure: proposed.id });
    expect(confirmed).toMatchObject({
      standing: 'inForce',
      secondMissing: false,
      decidedBy: { name: 'Grace' },
    });
    expect(await ward.owed(recording)).toEqual(['reviewDisclosure']);

    const look = { disclosure: proposed.id, recording };
    const opened = await rig.call('Clara', 'disclosure.look', look);
    expect((await rig.media('Clara', opened.url))?.bytes.length).toBeGreaterThan(1_000);
    const kinds = (await ward.trailOf(recording)).map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['disclosure.proposed', 'disclosure.confirmed', 'disclosure.opened']),
    );
    // She sees what she may look at, and no word of why.
    const hers = await rig.call('Clara', 'disclosure.show', { disclosure: proposed.id });
    expect(hers).toMatchObject({ words: null, about: null, may: { look: true, end: false, give: false } });
    // It still is no use of hers.
    const use = { rendition: asked.items[0]!.rendition, use: 'care', audience: 'careTeam' } as const;
    expect((await rig.failure('Clara', 'open.use', use)).code).toBe('not-found');

    rig.advance(4 * hour - 60_000);
    const late = await rig.call('Clara', 'disclosure.look', look);
    expect(late.expiresAt).toBe(confirmed.endsAt);
    rig.advance(60_000);
    expect(await rig.media('Clara', late.url)).toBeNull();
    expect((await rig.failure('Clara', 'disclosure.look', look)).message).toMatch(
      /time of this disclosure is over/,
    );

    const note = {
      disclosure: proposed.id,
      outcome: 'inOrder',
      note: 'The ward was warned in time.',
    } as const;
    await rig.call('Gwen', 'disclosure.review', note);
    expect(await ward.owed(recording)).toEqual([]);
  });

  test('reaches what is in quarantine while it is on hold, and nothing else there', async () => {
    const { rig } = ward;
    const recording = await ward.take({ madeFor: 'teaching' });
    const given = {
      terms: { ...terms, givenOn: '2026-01-10' as Day },
      subjects: [ward.ann],
      recordings: [recording],
    };
    const { id: agreement } = await rig.call('Cass', 'agreement.create', given);
    const form = await ward.form('preventHarm', recording);
    const event = { kind: 'withdrawn', on: '2026-03-10' as Day } as const;
    await rig.call('Cass', 'agreement.record', { agreement, event });
    expect((await rig.failure('Cass', 'disclosure.propose', form)).message).toMatch(/put it on hold first/);
    await rig.call('Grace', 'recording.hold', {
      recordings: [recording],
      reason: 'at risk',
      held: true,
      ...agreedHold,
    });
    const law = { ...form, kind: 'requiredByLaw' } as const;
    expect((await rig.failure('Cass', 'disclosure.propose', law)).code).toBe('refused');
    const { id } = await ward.confirmed(form);
    // Lifting the hold shuts it again.
    await rig.call('Grace', 'recording.hold', { recordings: [recording], reason: 'no more', held: false });
    expect((await rig.failure('Cass', 'disclosure.give', { disclosure: id })).code).toBe('refused');
  });
});

describe('copies that are given', () => {
  test('to a court lie in the ledger like any other, name no use and are known again when found', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    const { id, number } = await ward.confirmed(await ward.form('requiredByLaw', recording));
    const folder = newFolder();
    const given = await rig.call('Cass', 'disclosure.give', { disclosure: id, folder });
    const copy = readFileSync(join(folder, `${given.release.number}-001.jpg`));
    const sha256 = createHash('sha256').update(copy).digest('hex');
    const { releases } = await rig.call('Cass', 'release.list', { recording });
    expect(releases).toMatchObject([
      {
        ...{ number: given.release.number, use: null, audience: null, recipient: 'Dr Ruth Okafor' },
        disclosure: { number, kind: 'requiredByLaw' },
        items: [{ sha256, state: 'out' }],
      },
    ]);
    expect(readdirSync(folder).sort()).toEqual([
      `${given.release.number}-001.jpg`,
      'manifest.csv',
      'manifest.json',
      'statement.pdf',
    ]);
    const statement = textOf(readFileSync(join(folder, 'statement.pdf')));
    expect(statement).toContain('Dr Ruth Okafor');
    for (const name of ['statement.pdf', 'manifest.json', 'manifest.csv'])
      expect(name.endsWith('.pdf') ? statement : readFileSync(join(folder, name), 'utf8')).not.toMatch(
        /disclosworth|risk/i,
      );
    const found = await rig.call('Cass', 'copies.find', {
      path: join(folder, `${given.release.number}-001.jpg`),
      ...({ use: 'teaching', audience: 'medicalSetting' } as const),
    });
    const match = found.copies.find((each) => each.recording.id === recording);
    expect(match?.decision.outcome).toBe('refuse');
    expect(match?.releases).toMatchObject([{ exact: true, use: null, disclosure: { number } }]);

    // Once, and no more.
    expect((await rig.failure('Cass', 'disclosure.give', { disclosure: id })).message).toMatch(
      /given already/,
    );
    // A withdrawal recalls what rested on an agreement; a court owes nothing back.
    const agreed = { terms, subjects: [ward.ann], recordings: [recording] };
    const { id: agreement } = await rig.call('Cass', 'agreement.create', agreed);
    await rig.call('Cass', 'agreement.record', {
      agreement,
      event: { kind: 'withdrawn', on: '2026-03-10' as Day },
    });
    const { items: recalls } = await rig.call('Grace', 'queue.items', { queue: 'recall', limit: 500 });
    expect(recalls.map((item) => item.recording.id)).not.toContain(recording);
    const record = await rig.call('Grace', 'disclosure.print', { disclosure: id });
    expect(textOf((await rig.media('Grace', record.url))!.bytes)).toMatch(/An order of 2 March 2026/);
  });

  test('wrongly are found out by the review, and called back', async () => {
    const { rig } = ward;
    const recording = await ward.take();
    const { id } = await ward.confirmed(await ward.form('transferOfCare', recording));
    await rig.call('Cass', 'disclosure.give', { disclosure: id, folder: newFolder() });
    const note = { disclosure: id, outcome: 'notInOrder', note: 'It went to the wrong trust.' } as const;
    await rig.call('Gwen', 'disclosure.review', note);
    const { items } = await rig.call('Grace', 'queue.items', { queue: 'recall', limit: 500 });
    expect(items.filter((item) => item.recording.id === recording)).toMatchObject([
      { action: 'recallCopies' },
    ]);
    const item = items.find((owed) => owed.recording.id === recording)!.id;
    const word = { item, outcome: 'done', reason: 'They know.' } as const;
    expect((await rig.failure('Grace', 'queue.settle', word)).code).toBe('conflict');
    expect((await rig.failure('Gwen', 'disclosure.review', note)).code).toBe('conflict');
  });

  test('to the patient show no other patient, unless they agreed', async () => {
    const { rig } = ward;
    const recording = await ward.take({ subjects: [ward.ann, ward.bob] });
    const cleaned = await ward.anonymised(recording);
    const nobody = { subject: null, answer: 'notShown' } as const;
    const item = (rendition: Id, answer: 'needed' | 'removed') => [
      { recording, rendition, checks: [{ subject: ward.bob, answer }, nobody] },
    ];
    const form = await ward.form('patientsCopy', recording, { organisation: '' });
    const refused = async (items: typeof form.items) =>
      (await rig.failure('Cass', 'disclosure.propose', { ...form, items })).code;
    expect(await refused(form.items)).toBe('refused');
    expect(await refused(item(cleaned, 'needed'))).toBe('refused');
    expect(await refused(item(await ward.original(recording), 'removed'))).toBe('refused');
    const asked = { ...form, recipient: 'Rhoda Disclosworth', items: item(cleaned, 'removed') };
    const { id } = await ward.confirmed(asked);
    const { release } = await rig.call('Cass', 'disclosure.give', { disclosure: id, folder: newFolder() });
    const { releases } = await rig.call('Cass', 'release.list', { recording });
    const ledger = releases.find(({ number }) => number === release.number);
    expect(ledger).toMatchObject({
      recipient: 'The patient, or who acts for them',
      items: [{ rendition: cleaned }],
    });
  });

  test('of what was made to teach with go with no patient to another provider', async () => {
    const recording = await ward.take({ madeFor: 'teaching' });
    const failure = await ward.rig.failure(
      'Cass',
      'disclosure.propose',
      await ward.form('transferOfCare', recording),
    );
    expect(failure.message).toMatch(/Anything else would be a use/);
  });
});

describe('an erasure', () => {
  test('takes the words, the patient and the name of their own copy, and leaves that it was disclosed', async () => {
    const { rig } = ward;
    const recording = await ward.take({ madeFor: 'teaching' });
    const form = await ward.form('patientsCopy', recording, {
      recipient: 'Rhoda Disclosworth',
      organisation: '',
    });
    const { id, number } = await ward.confirmed(form);
    await rig.call('Cass', 'disclosure.give', { disclosure: id, folder: newFolder() });
    await rig.call('Cass', 'erasure.propose', { recordings: [recording], why: 'no longer needed' });
    const { certificates } = await rig.approve('Grace', [recording]);
    expect(certificates[0]?.copiesOut).toMatchObject([{ recipient: 'The patient, or who acts for them' }]);
    const left = await rig.call('Grace', 'disclosure.show', { disclosure: id });
    expect(left).toMatchObject({ number, words: null, about: null, recipient: '', standing: 'given' });
    expect(left.items).toMatchObject([{ kind: null, checks: [] }]);
    expect(JSON.stringify(left)).not.toMatch(/disclosworth|risk/i);
    const texts = JSON.stringify(await ward.trailOf(id));
    expect(texts).not.toMatch(/disclosworth|risk/i);
    // Governance looks back at it all the same.
    await rig.call('Gwen', 'disclosure.review', { disclosure: id, outcome: 'inOrder', note: 'As asked.' });
  });

  test('stops what is in force', async () => {
    const { rig } = ward;
    const recording = await ward.take({ madeFor: 'teaching' });
    const { id } = await ward.confirmed(await ward.form('requiredByLaw', recording));
    await rig.call('Cass', 'erasure.propose', { recordings: [recording], why: 'no longer needed' });
    await rig.approve('Grace', [recording]);
    expect((await rig.failure('Cass', 'disclosure.give', { disclosure: id })).message).toMatch(/erased/);
  });
});

test('nobody’s word in the queue stands for a confirmation or a review', async () => {
  const { rig } = ward;
  const recording = await ward.take();
  const { id } = await rig.call('Cass', 'disclosure.propose', await ward.form('requiredByLaw', recording));
  const dutyOf = async () => {
    const { items } = await rig.call('Grace', 'queue.items', { queue: 'review', limit: 500 });
    return items.find((item) => item.recording.id === recording)?.id as Id;
  };
  const settle = async (outcome: 'done' | 'keep') =>
    (await rig.failure('Grace', 'queue.settle', { item: await dutyOf(), outcome, reason: 'because' })).code;
  expect([await settle('done'), await settle('keep')]).toEqual(['conflict', 'conflict']);
  await rig.call('Grace', 'disclosure.confirm', { disclosure: id });
  expect([await settle('done'), await settle('keep')]).toEqual(['conflict', 'conflict']);
});

test('a library without a second person says that it had none', async () => {
  const alone = await Department.make({ Cass: 'custodian' });
  try {
    const { rig } = alone;
    const recording = await alone.take();
    // Grace made Cass, so Cass is nobody independent; but she is another person, and goes before Grace herself.
    const form = await alone.form('requiredByLaw', recording);
    const { id } = await rig.call('Grace', 'disclosure.propose', form);
    expect((await rig.failure('Grace', 'disclosure.confirm', { disclosure: id })).code).toBe(
      'needs-second-person',
    );
    const confirmed = await rig.call('Cass', 'disclosure.confirm', { disclosure: id });
    expect(confirmed.secondMissing).toBe(true);
  } finally {
    await alone.rig.close();
  }
});
