import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../electron/engine.ts';
import type { Input, OperationName, Output } from '../../shared/contract/contract.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { passphrase, sample } from './rig.ts';

let ground: string;
let folder: string;
let engine: Engine;

beforeEach(async () => {
  ground = mkdtempSync(join(tmpdir(), 'custos-surveys-'));
  folder = join(ground, 'pictures');
  mkdirSync(folder);
  for (let at = 0; at < 40; at += 1) cpSync(sample('media__london-512.jpg'), join(folder, `${at}.jpg`));
  engine = await createEngine({ place: null, files: 'uploads', releases: join(ground, 'downloads') });
});
afterEach(async () => {
  await engine.close();
  rmSync(ground, { recursive: true, force: true, maxRetries: 5 });
});

const asking =
  (connection: Id) =>
  async <Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> => {
    const reply = await engine.dispatch(connection, name, input);
    if (reply.ok) return reply.value as Output<Name>;
    throw new CustosError(reply.error.code, reply.error.message);
  };
type Ask = ReturnType<typeof asking>;

const until = async (ask: Ask, survey: Id, states: readonly string[]): Promise<Output<'survey.show'>> =>
  expect
    .poll(() => ask('survey.show', { survey }), { timeout: 30_000, interval: 20 })
    .toSatisfy(({ state }: Output<'survey.show'>) => states.includes(state)) as unknown as Promise<
    Output<'survey.show'>
  >;

test('before there is a library anybody here may look through a folder; another window knows nothing of it', async () => {
  const ask = asking(engine.connect());
  const { survey } = await ask('survey.start', { place: folder });
  await until(ask, survey, ['done']);
  const { counts, done, total } = await ask('survey.show', { survey });
  expect({ done, total, files: counts.files, twins: counts.duplicates.files }).toEqual({
    done: 40,
    total: 40,
    files: 40,
    twins: 39,
  });
  const other = asking(engine.connect());
  expect(await other('survey.list', {})).toEqual([]);
  await expect(other('survey.show', { survey })).rejects.toMatchObject({ code: 'not-found' });
  const { file } = await ask('survey.report', { survey });
  expect(readdirSync(join(ground, 'downloads')).map((name) => join(ground, 'downloads', name))).toEqual([
    file,
  ]);
  await ask('survey.forget', { survey });
  await expect(ask('survey.show', { survey })).rejects.toMatchObject({ code: 'not-found' });
});

test('it pauses, goes on, and is cancelled with what it has learnt', async () => {
  const ask = asking(engine.connect());
  const { survey } = await ask('survey.start', { place: folder });
  await expect(ask('survey.start', { place: folder })).rejects.toMatchObject({ code: 'conflict' });
  await until(ask, survey, ['running', 'done']);
  await ask('survey.pause', { survey });
  const paused = await ask('survey.show', { survey });
  expect(paused.state).toBe('paused');
  expect(paused.done).toBeLessThan(40);
  await ask('survey.resume', { survey });
  await until(ask, survey, ['running', 'done']);
  await ask('survey.cancel', { survey });
  const { state, counts } = await ask('survey.show', { survey });
  expect(['cancelled', 'done']).toContain(state);
  expect(counts.files).toBe((await ask('survey.files', { survey })).total);
});

test('at a library only who is in may look into folders, and another person not into theirs', async () => {
  const connection = engine.connect();
  const ask = asking(connection);
  await ask('library.create', {
    place: join(ground, 'Ward'),
    name: 'Ward',
    user: 'Grace',
    role: 'governance',
    passphrase,
  });
  await ask('user.add', { name: 'Carol', role: 'custodian', passphrase });
  const { survey } = await ask('survey.start', { place: folder });
  await until(ask, survey, ['done']);
  await ask('session.lock', {});
  await expect(ask('survey.list', {})).rejects.toMatchObject({ code: 'locked' });
  await expect(ask('survey.start', { place: folder })).rejects.toMatchObject({ code: 'locked' });
  await ask('session.unlock', { user: 'Carol', passphrase });
  expect(await ask('survey.list', {})).toEqual([]);
  await ask('session.unlock', { user: 'Grace', passphrase });
  expect(await ask('survey.list', {})).toHaveLength(1);
});

test('a report goes nowhere into the folder, and over nothing that is no page', async () => {
  const ask = asking(engine.connect());
  const { survey } = await ask('survey.start', { place: folder });
  await until(ask, survey, ['done']);
  writeFileSync(join(ground, 'letter.txt'), 'Dear colleague');
  for (const file of [join(folder, 'report.html'), join(ground, 'letter.txt')])
    await expect(ask('survey.report', { survey, file })).rejects.toMatchObject({ code: 'conflict' });
  expect(readdirSync(folder)).toHaveLength(40);
});
