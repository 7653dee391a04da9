import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presentation } from '../../operations/lecture-files.ts';
import { terms } from './form-examples.ts';
import { command, type Ran } from './run-command.ts';

const sample = (name: string): string => new URL(`../../samples/${name}`, import.meta.url).pathname;

let folder: string;
let library: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'custos-life-'));
  library = join(folder, 'Ward.custos');
});
afterAll(() => rmSync(folder, { recursive: true }));

const as = (user: string, ...args: string[]): Promise<Ran> =>
  command([...args, '--library', library, '--user', user, '--json']);
const anna = (...args: string[]): Promise<Ran> => as('Anna', ...args);

function file(name: string, content: unknown): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

interface Item {
  id: string;
  number: string;
  state: string;
  error?: { code: string; message: string };
}

const teaching = ['--use', 'teaching', '--audience', 'medicalSetting'];

/** One library lives through all of these in order: each rests on the ones before. */
test('a library is made, and its recovery kit is printed once', async () => {
  const { status, json } = await anna('init');
  expect(status).toBe(0);
  expect(json()).toMatchObject({ state: 'created', name: 'Ward', user: { name: 'Anna' } });
  expect(JSON.stringify(json<{ recoveryKit: unknown }>().recoveryKit)).toContain('AGE-SECRET-KEY-');
  expect((await anna('init')).status).not.toBe(0);
});

test('further users are added; a wrong passphrase lets nobody in', async () => {
  expect((await anna('user', 'add', 'Gwen', '--role', 'governance')).status).toBe(0);
  expect((await anna('user', 'add', 'Eddy', '--role', 'educator')).status).toBe(0);
  const wrong = await command(['list', '--library', library, '--user', 'Anna'], {
    CUSTOS_PASSPHRASE: 'not hers at all',
  });
  expect(wrong.status).toBe(4);
  expect(wrong.messages).not.toContain('not hers');
});

test('files are taken in, and one that is no recording is set aside', async () => {
  const photo = sample('media__london-512.jpg');
  // By itself, since those that come together are numbered as they get ready.
  expect((await anna('import', photo)).json()).toMatchObject([{ number: 'R-000001', state: 'stored' }]);
  const { status, json } = await anna('import', sample('tika__baseball.jpg'), sample('SOURCES.md'));
  expect(status).toBe(1);
  const items = json<(Item & { file: string })[]>();
  expect(items.map(({ state }) => state).sort()).toEqual(['setAside', 'stored']);
  expect(items.find(({ state }) => state === 'setAside')?.error?.message).toMatch(/\w/);
  const again = await anna('import', photo);
  expect(again.status).toBe(0);
  expect(again.json()).toMatchObject([{ state: 'duplicate', file: 'media__london-512.jpg' }]);
});

test('they are classified, with a patient who is found again by number', async () => {
  const patient = {
    familyName: 'Bloggs',
    givenName: 'Jo',
    identifiers: [{ kind: 'nhs', value: '943 476 5919' }],
  };
  const row = {
    category: 'other',
    madeFor: 'teaching',
    circumstances: 'planned',
    made: { earliest: '2026-11-01', latest: '2026-11-01' },
  };
  const rows = [
    { recordings: ['R-000001'], ...row, subjects: [patient] },
    { recordings: ['R-000002', 'R-999999'], ...row, subjects: [{ ...patient, givenName: '' }] },
  ];
  const { status, json } = await anna('classify', '--file', file('classify', rows));
  expect(status).toBe(1);
  expect(json<Item[]>().map(({ number, state }) => [number, state])).toEqual([
    ['R-000001', 'classified'],
    ['R-000002', 'classified'],
    ['R-999999', 'failed'],
  ]);
  const subjects = (await anna('subject', '--find', 'Bloggs')).json<Item[]>();
  expect(subjects.map(({ number }) => number)).toEqual(['S-000001']);
});

test('without an agreement the gate refuses, says why and what would change it', async () => {
  const { status, json } = await anna('view', 'R-000001', ...teaching);
  expect(status).toBe(3);
  expect(json()).toMatchObject({
    state: 'refused',
    decision: { outcome: 'refuse' },
    error: { code: 'refused' },
  });
  const { decision } = json<{ decision: { reasons: string[]; remedies: string[]; cites: string[] } }>();
  expect(decision.reasons.length * decision.remedies.length * decision.cites.length).toBeGreaterThan(0);
});

test('an anonymised copy is made, verified and signed off', async () => {
  const made = await anna(
    'anonymise',
    '--file',
    file('anonymise', { recording: 'R-000001', regions: [{ x: 9, y: 9, w: 50, h: 30 }] }),
  );
  expect(made.status).toBe(0);
  expect(made.json()).toMatchObject([{ number: 'R-000001', state: 'verified' }]);
  const signed = await anna(
    'sign-off',
    '--file',
    file('sign', {
      recording: 'R-000001',
      lookedAt: ['the whole picture'],
      identifiability: 'notIdentifiable',
    }),
  );
  expect(signed.json()).toMatchObject([
    { number: 'R-000001', state: 'signedOff', rendition: { signOff: { valid: true } } },
  ]);
});

test('an agreement is recorded, and the gate permits', async () => {
  const agreed = await anna(
    'agree',
    '--file',
    file('agree', { subjects: ['S-000001'], recordings: ['R-000001', 'R-000002'], terms }),
  );
  expect(agreed.json()).toMatchObject([{ number: 'A-000001', state: 'given' }]);
  const confirmed = await anna(
    'agree',
    '--file',
    file('confirm', { agreement: 'A-000001', event: { kind: 'confirmed', on: '2026-11-02' } }),
  );
  expect(confirmed.json()).toMatchObject([{ number: 'A-000001', state: 'confirmed' }]);
  const out = join(folder, 'viewed.jpg');
  const viewed = await anna('view', 'R-000001', ...teaching, '-o', out);
  expect(viewed.json()).toMatchObject({ state: 'permitted', file: out, rendition: { kind: 'anonymised' } });
  expect(viewed.status).toBe(0);
  expect(existsSync(out)).toBe(true);
});

test('a release writes what may go and names what may not', async () => {
  await anna('import', sample('exifr__f6t.jpg'));
  const out = join(folder, 'release');
  const { status, json } = await anna(
    'release',
    'R-000001',
    'R-000003',
    ...teaching,
    '--to',
    'Dr Lee',
    '--as',
    'png',
    '-o',
    out,
  );
  expect(status).toBe(1);
  expect(json<{ items: Item[] }>().items.map(({ number, state }) => [number, state])).toEqual([
    ['R-000001', 'out'],
    ['R-000003', 'refused'],
  ]);
  expect(readdirSync(out)).toContain('manifest.json');
  const none = await anna('release', 'R-000003', ...teaching, '--to', 'Dr Lee', '-o', join(folder, 'none'));
  expect(none.status).toBe(3);
  const form = await anna('release', 'R-000001', ...teaching, '--to', 'Dr Lee', '--as', 'tiff', '-o', out);
  expect(form).toMatchObject({ status: 2 });
  expect(form.messages).toContain('dicom, png, jpeg, mp4');
});

test('a lecture is checked before it is given, and a copy is made without what may not be shown', async () => {
  const [lecture, report, copy] = ['lecture.pptx', 'check.pdf', 'copy.pptx'].map((name) =>
    join(folder, name),
  );
  const pictures = ['exifr__f6t.jpg', 'media__london-512.jpg'].map((name) => readFileSync(sample(name)));
  writeFileSync(lecture as string, await presentation(pictures.map((bytes) => ({ pictures: [bytes] }))));
  const more = ['--report', report as string, '--clean', copy as string];
  const { status, json } = await anna('lecture', 'check', lecture as string, ...teaching, ...more);
  expect(status).toBe(1);
  const said = json<{ items: (Item & { places: unknown })[]; cleaned: unknown; counts: unknown }>();
  expect(said.items).toMatchObject([
    {
      number: 'R-000003',
      state: 'red',
      error: { code: 'refused' },
      places: [{ what: 'slide', numbers: [1] }],
    },
    { number: 'R-000001', state: 'green', places: [{ what: 'slide', numbers: [2] }] },
  ]);
  expect(said.counts).toEqual({ red: 1, amber: 0, green: 1 });
  expect(said.cleaned).toMatchObject({ file: copy, replaced: 1 });
  expect(readFileSync(report as string).toString('latin1', 0, 5)).toBe('%PDF-');
  expect((await anna('lecture', 'check', copy as string, ...teaching)).status).toBe(0);
});

test('a withdrawal sets the recordings aside and raises what is owed', async () => {
  const { status, json } = await anna(
    'withdraw',
    '--file',
    file('withdraw', { recording: 'R-000001', on: '2026-11-20' }),
  );
  expect(status).toBe(0);
  expect(json()).toMatchObject([{ number: 'A-000001', state: 'withdrawn' }]);
  expect((await anna('show', 'R-000001')).json()).toMatchObject({ state: 'quarantined' });
  const queues = (await anna('queues')).json<(Item & { queue: string; due: string; paragraph: string })[]>();
  expect(queues.map(({ queue }) => queue)).toContain('recall');
  for (const item of queues)
    expect(item).toMatchObject({ due: expect.any(String), paragraph: expect.any(String) });
});

test('an erasure takes two people and leaves a certificate', async () => {
  expect((await anna('erase', '--propose', 'R-000001', '--why', 'consent withdrawn')).status).toBe(0);
  const alone = await anna('erase', '--approve', 'R-000001');
  expect(alone.status).toBe(3);
  expect(alone.json()).toMatchObject([{ state: 'refused', error: { code: 'needs-second-person' } }]);
  const approved = await as('Gwen', 'erase', '--approve', 'R-000001');
  expect(approved.json()).toMatchObject([
    { number: 'R-000001', state: 'erased', certificate: { number: 'E-000001' } },
  ]);
  const again = await anna('import', sample('media__london-512.jpg'));
  expect(again.status).toBe(1);
  expect(again.json()).toMatchObject([
    { state: 'erasedBefore', error: { message: expect.stringContaining('E-000001') } },
  ]);
});

test('the library is sound, its trail proves itself, and a backup opens', async () => {
  const checkpoint = join(folder, 'checkpoint.json');
  expect((await anna('audit', 'checkpoint', '-o', checkpoint)).status).toBe(0);
  expect((await anna('verify', '--deep')).json()).toMatchObject({ state: 'sound', faults: [] });
  expect((await anna('audit', 'verify', '--checkpoint', checkpoint)).json()).toMatchObject({
    state: 'sound',
  });
  const entries = (await anna('audit', '--since', '2026-01-01')).json<(Item & { says: string })[]>();
  expect(entries.length).toBeGreaterThan(20);
  expect(JSON.stringify(entries)).not.toContain('Bloggs');
  expect((await anna('backup', join(folder, 'backup'))).json()).toMatchObject({ state: 'verified' });
  const restored = await command([
    'restore',
    join(folder, 'backup'),
    '--library',
    join(folder, 'Again.custos'),
    '--user',
    'Gwen',
    '--json',
  ]);
  expect(restored.json()).toMatchObject({ state: 'restored', faults: [] });
});

test('a passphrase is changed and the old one is worth nothing', async () => {
  const changed = await command(['user', 'passphrase', '--library', library, '--user', 'Gwen'], {
    CUSTOS_PASSPHRASE: 'correct horse battery staple',
    CUSTOS_NEW_PASSPHRASE: 'another horse, another staple',
  });
  expect(changed.status).toBe(0);
  expect((await as('Gwen', 'list')).status).toBe(4);
});

test('somebody whose role does not allow it is told so', async () => {
  const { status, json, messages } = await as('Eddy', 'audit');
  expect(status).toBe(3);
  expect(json()).toMatchObject({ error: { code: 'not-allowed' } });
  expect(messages).toMatch(/role/);
});
