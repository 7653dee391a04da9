import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from './cli/run-command.ts';
import { custodian, governance, patient, recipient } from './story/cast.ts';
import { daysAgo } from './story/hands.ts';
import { type Card, makeCard, nameLabel, wardLabel } from './story/photographs.ts';
import { madeDaysAgo } from './story/taking-in.ts';
import { spreadIn, tagsOf, wordsIn, wordsInPdf } from './story/witnesses.ts';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'electron', 'cli', 'main.ts');

interface Ended {
  readonly status: number;
  readonly json: unknown;
  readonly messages: string;
}

interface Item {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly error?: { readonly code: string; readonly message: string };
}

let folder: string;
let library: string;
let card: Card;
let photograph: string;

/** Runs the program as a script would: `--json` prints one document and nothing else on standard output. */
const custos = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { ...process.env, HOME: folder }, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, [program, ...args, '--json'], options, (_, out, messages) => {
      try {
        resolve({ status: child.exitCode ?? -1, json: JSON.parse(out), messages });
      } catch {
        reject(new Error(`custos ${args.join(' ')} printed no JSON document: ${out}\n${messages}`));
      }
    });
    child.stdin?.end();
  });

const secretOf = ({ name }: { readonly name: string }): string =>
  join(folder, `${name.replaceAll(/\W/g, '')}.txt`);

/** The same command line in this process: the start of a program each time is most of what a long story would take. */
async function here(...args: readonly string[]): Promise<Ended> {
  const { status, json, messages } = await command([...args, '--json'], {});
  return { status, json: json(), messages };
}

const asked = (person: { readonly name: string }, ...args: readonly string[]): readonly string[] => [
  ...[...args, '--library', library, '--user', person.name],
  ...['--passphrase-file', secretOf(person)],
];
const as = (person: { readonly name: string }, ...args: readonly string[]): Promise<Ended> =>
  here(...asked(person, ...args));

/** Writes the form of a command's `--file`. */
function form(name: string, content: unknown): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custos-command-story-'));
  library = join(folder, 'Illustration.custos');
  card = await makeCard(join(folder, 'card'), daysAgo(madeDaysAgo));
  for (const person of [custodian, governance])
    writeFileSync(secretOf(person), `${person.passphrase}\n`, { mode: 0o600 });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('without a library', () => {
  const vectorsFile = join(root, 'tests', 'domain', 'policy', 'vectors.json');

  test('decide answers every vector in order, as the policy asks', async () => {
    const vectors = JSON.parse(readFileSync(vectorsFile, 'utf8')) as {
      id: string;
      expect: { outcome: string };
    }[];
    const { status, json } = await custos('decide', vectorsFile);
    expect(status).toBe(0);
    const answers = json as { id: string; outcome: string; cites: string[] }[];
    expect(answers.map(({ id, outcome }) => [id, outcome])).toEqual(
      vectors.map((vector) => [vector.id, vector.expect.outcome]),
    );
  });

  test('an invalid case is an error in its place, and exit 1', async () => {
    const { status, json } = await custos('decide', form('invalid', [{ id: 'x' }]));
    expect(status).toBe(1);
    expect(json).toMatchObject([{ id: 'x', error: { field: expect.any(String) } }]);
  });

  test('inspect names what identifies, and clean leaves none of it', async () => {
    const looked = await custos('inspect', card.photograph);
    expect(looked.status).toBe(0);
    const [report] = looked.json as { findings: { value: string }[] }[];
    expect(report).toMatchObject({ kind: 'photo', width: 800, height: 600 });
    expect(JSON.stringify(report?.findings)).toContain(patient.familyName);
    const out = join(folder, 'cleaned');
    const cleaned = await custos('clean', card.photograph, '-o', out);
    expect(cleaned.status).toBe(0);
    expect(cleaned.json).toMatchObject([{ status: 'cleaned', lossless: true, residual: [] }]);
    expect(tagsOf((cleaned.json as { output: string }[])[0]!.output)).toEqual({});
  });

  test('redact fills its regions for good', async () => {
    const out = join(folder, 'redacted.jpg');
    const regions = form('regions', [nameLabel, wardLabel]);
    const { status, json } = await custos('redact', card.photograph, '--regions', regions, '-o', out);
    expect(status).toBe(0);
    expect(json).toMatchObject({ output: out, verified: { metadata: true }, residual: [] });
    expect(wordsIn(out)).not.toMatch(/llewellyn|bronwen|476|ward|seven/i);
    expect(await spreadIn(out, nameLabel)).toBeLessThanOrEqual(2);
  });

  test('wrong usage ends with 2, and a place without a library with what is wrong', async () => {
    expect((await custos('decide')).status).toBe(2);
    expect((await custos('no-such-command')).status).toBe(2);
    expect((await as(custodian, 'list')).status).not.toBe(0);
  });
});

describe('a recording lives its whole life', () => {
  const teaching = ['--use', 'teaching', '--audience', 'medicalSetting'];
  const made = daysAgo(madeDaysAgo);
  let checkpoint: string;

  test('the library is made by one person and another is added', async () => {
    const { status, json } = await as(custodian, 'init', '--name', 'Medical Illustration');
    expect(status).toBe(0);
    expect(JSON.stringify(json)).toContain('AGE-SECRET-KEY-');
    const added = await as(
      custodian,
      ...['user', 'add', governance.name, '--role', 'governance'],
      ...['--new-passphrase-file', secretOf(governance)],
    );
    expect(added).toMatchObject({ status: 0, json: { name: governance.name, state: 'active' } });
    const classify = form('class', {
      category: 'other',
      madeFor: 'teaching',
      circumstances: 'planned',
      made: { earliest: made, latest: made },
      subjects: [
        {
          familyName: patient.familyName,
          givenName: patient.givenName,
          identifiers: [{ kind: 'nhs', value: patient.nhs }],
        },
      ],
    });
    const taken = await as(custodian, 'import', join(folder, 'card'), '--classify', classify);
    expect(taken.status).toBe(1);
    const items = taken.json as (Item & { file: string })[];
    expect(items.filter(({ state }) => state === 'stored')).toHaveLength(card.all.length - card.setAside);
    expect(items.filter(({ state, error }) => state === 'setAside' && error)).toHaveLength(card.setAside);
    photograph = items.find(({ file }) => file.endsWith('wound 1.jpg'))!.number;
  }, 120_000);

  test('somebody with a wrong passphrase finds it locked, and nothing says the secret', async () => {
    const wrong = join(folder, 'wrong.txt');
    writeFileSync(wrong, 'not the passphrase at all\n');
    const { status, json, messages } = await here(
      ...['list', '--library', library, '--user', custodian.name, '--passphrase-file', wrong],
    );
    expect(status).toBe(4);
    expect(json).toMatchObject({ error: { code: 'wrong-passphrase' } });
    expect(`${JSON.stringify(json)}${messages}`).not.toContain('not the passphrase at all');
  });

  test('a view that nothing permits ends with 3 and the decision', async () => {
    const { status, json } = await as(custodian, 'view', photograph, ...teaching);
    expect(status).toBe(3);
    const { decision } = json as { decision: { outcome: string; reasons: string[]; remedies: string[] } };
    expect(decision.outcome).toBe('refuse');
    expect(decision.reasons.join(' ')).toMatch(/\w/);
    expect(decision.remedies.join(' ')).toMatch(/\w/);
  });

  test('an anonymised copy is made, verified and signed off', async () => {
    const regions = [nameLabel, wardLabel].map((box) => ({ ...box, source: 'drawn by hand' }));
    const copy = await as(custodian, 'anonymise', '--file', form('copy', { recording: photograph, regions }));
    expect(copy).toMatchObject({ status: 0, json: [{ number: photograph, state: 'verified' }] });
    const signed = await as(
      custodian,
      'sign-off',
      '--file',
      form('sign', {
        recording: photograph,
        lookedAt: ['Face', 'Writing'],
        identifiability: 'notIdentifiable',
      }),
    );
    expect(signed).toMatchObject({ status: 0, json: [{ state: 'signedOff' }] });
  });

  test('an agreement is entered and confirmed, and a release goes for what it names only', async () => {
    const terms = {
      toMake: true,
      uses: ['teaching'],
      givenBy: 'patient',
      givenByName: '',
      givenOn: daysAgo(madeDaysAgo + 1),
      form: 'written',
      notedInRecord: false,
      subjectThen: { under16: false, hasCapacity: true, deceased: false },
      capacityNote: false,
      informed: Object.fromEntries(
        'purpose viewers circumstances copies storage retention careUnaffected timeToConsider'
          .split(' ')
          .map((point) => [point, true]),
      ),
      viewers: [],
      copiesAllowed: true,
      identifiableAllowed: false,
      keepUntil: null,
    };
    const given = form('agree', { subjects: ['S-000001'], recordings: [photograph], terms });
    expect(await as(custodian, 'agree', '--file', given)).toMatchObject({
      status: 0,
      json: [{ number: 'A-000001', state: 'given' }],
    });
    const event = form('confirm', { agreement: 'A-000001', event: { kind: 'confirmed', on: daysAgo(0) } });
    expect((await as(custodian, 'agree', '--file', event)).status).toBe(0);
    const published = await as(
      custodian,
      ...['release', photograph, '--use', 'publicMedia', '--audience', 'public'],
      ...['--to', 'The Evening Post', '-o', join(folder, 'published')],
    );
    expect(published).toMatchObject({ status: 3, json: { state: 'refused', items: [{ state: 'refused' }] } });
    const out = join(folder, 'lecture');
    const lecture = await as(
      custodian,
      ...['release', photograph, ...teaching, '--to', recipient.name, '-o', out],
    );
    expect(lecture).toMatchObject({ status: 0, json: { number: 'L-000001', state: 'out' } });
    const copy = join(out, 'L-000001-001.jpg');
    expect(readdirSync(out)).toContain('manifest.json');
    expect(tagsOf(copy)).toEqual({});
    expect(wordsIn(copy)).not.toMatch(/llewellyn|bronwen|476|ward|seven/i);
    expect(wordsInPdf(join(out, 'terms.pdf'))).toContain(recipient.name);
  }, 120_000);

  test('a withdrawal quarantines at once and queues the erasure and the recall', async () => {
    const file = form('withdraw', { agreement: 'A-000001', on: daysAgo(0) });
    const withdrawn = await as(custodian, 'withdraw', '--file', file);
    expect(withdrawn).toMatchObject({ status: 0, json: [{ number: 'A-000001', state: 'withdrawn' }] });
    const view = await as(custodian, 'view', photograph, ...teaching);
    expect(view).toMatchObject({ status: 3, json: { decision: { outcome: 'refuse' } } });
    const { json } = await as(custodian, 'queues');
    const owed = (json as (Item & { queue: string; due: string; paragraph: string })[]).filter(
      ({ number }) => number === photograph,
    );
    expect(owed.map(({ queue }) => queue).sort()).toEqual(['erase', 'recall']);
    expect(owed.every(({ due, paragraph }) => due !== '' && paragraph === '14e')).toBe(true);
  });

  test('one person proposes, the same may not approve, a second does', async () => {
    checkpoint = join(folder, 'checkpoint.json');
    expect((await as(governance, 'audit', 'checkpoint', '-o', checkpoint)).status).toBe(0);
    const proposed = await as(custodian, 'erase', '--propose', photograph, '--why', 'Consent withdrawn');
    expect(proposed).toMatchObject({ status: 0, json: [{ state: 'proposed' }] });
    expect(await as(custodian, 'erase', '--approve', photograph)).toMatchObject({
      status: 3,
      json: [{ state: 'refused', error: { code: 'needs-second-person' } }],
    });
    expect(await as(governance, 'erase', '--approve', photograph)).toMatchObject({
      status: 0,
      json: [{ state: 'erased', certificate: { number: 'E-000001', paragraph: '14e' } }],
    });
    const back = await as(custodian, 'import', card.photograph);
    expect(back.status).toBe(1);
    expect(JSON.stringify(back.json)).toContain('E-000001');
  });

  test('the trail proves itself against a mark from before the erasure', async () => {
    expect(await as(governance, 'audit', 'verify', '--checkpoint', checkpoint)).toMatchObject({
      status: 0,
      json: { state: 'sound', sound: true, faults: [] },
    });
    const mark = JSON.parse(readFileSync(checkpoint, 'utf8')) as { sequence: number; hash: string };
    const other = form('other-mark', {
      ...mark,
      hash: mark.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')),
    });
    expect((await as(governance, 'audit', 'verify', '--checkpoint', other)).status).toBe(4);
    const { json } = await as(governance, 'audit');
    expect(JSON.stringify(json)).not.toMatch(/Llewellyn|Bronwen|9434765919/);
  });

  test('a backup opens elsewhere, and the erased stays erased in it', async () => {
    expect(await as(custodian, 'backup', join(folder, 'backup'))).toMatchObject({
      status: 0,
      json: { state: 'verified', verified: true },
    });
    const again = join(folder, 'Again.custos');
    const restored = await here(
      ...['restore', join(folder, 'backup'), '--library', again],
      ...['--user', governance.name, '--passphrase-file', secretOf(governance)],
    );
    expect(restored).toMatchObject({ status: 0, json: { state: 'restored', faults: [] } });
    const shown = await here(
      ...['show', photograph, '--library', again],
      ...['--user', governance.name, '--passphrase-file', secretOf(governance)],
    );
    expect(shown.status).not.toBe(0);
    expect(await as(governance, 'verify', '--deep')).toMatchObject({
      status: 0,
      json: { state: 'sound', faults: [] },
    });
  }, 120_000);
});

describe('beside a window', () => {
  let host: ChildProcess;

  beforeAll(async () => {
    host = spawn(process.execPath, [program, 'serve', '--library', library, '--json'], {
      env: { ...process.env, HOME: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await new Promise<{ url: string; pid: number }>((resolve) => {
      host.stdout?.once('data', (line) => resolve(JSON.parse(String(line))));
    });
    expect(said).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/), pid: host.pid });
  });
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        host.once('exit', () => resolve());
        host.kill('SIGTERM');
      }),
  );

  test('the command talks to the engine that holds the library', async () => {
    const sound = join(folder, 'note.wav');
    copyFileSync(join(root, 'tests', 'samples', 'music-metadata__ffmpeg-missing-chunksize.wav'), sound);
    const taken = await custos(...asked(custodian, 'import', sound));
    expect(taken).toMatchObject({ status: 0, json: [{ state: 'stored' }] });
    const { status, json } = await custos(...asked(custodian, 'list', '--query', 'note'));
    expect(status).toBe(0);
    expect(json).toMatchObject([{ kind: 'audio', state: 'needsClass' }]);
  });
});
