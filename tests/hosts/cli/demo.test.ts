import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { xray } from '../../../electron/demo/paint/imaging.ts';
import { wound } from '../../../electron/demo/paint/wound.ts';
import { patients } from '../../../electron/demo/people.ts';
import type { Output } from '../../../shared/contract/contract.ts';
import { queueNames } from '../../../shared/domain/obligation/obligation.ts';
import { standings } from '../../../shared/domain/recording/state.ts';
import { identifierFault } from '../../../shared/domain/subject/identifier.ts';
import { roles } from '../../../shared/domain/user/role.ts';
import { command } from './run-command.ts';

type Made = Output<'demonstration.make'>;

let folder: string;
let made: Made;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custos-demo-test-'));
  const { status, json, messages } = await command(['demo', join(folder, 'Look round'), '--json']);
  expect({ status, messages }).toEqual({ status: 0, messages: '' });
  made = json<Made>();
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const as = (name: string, ...args: readonly string[]) =>
  command([...args, '--library', join(folder, 'Look round'), '--user', name, '--json'], {
    CUSTOS_PASSPHRASE: made.passphrase,
  });
const whose = (role: string): string => made.users.find((user) => user.role === role)?.name ?? '';

test('it says that it is a demonstration, and who may enter with what', () => {
  expect(made).toMatchObject({
    state: 'created',
    number: null,
    name: expect.stringContaining('no real patients'),
  });
  expect(made.place).toBe(join(folder, 'Look round.custos'));
  expect(made.users.map(({ role }) => role).sort()).toEqual([...roles].sort());
  expect(readdirSync(folder)).toEqual(['Look round.custos']);
});

test('every state is there, and every queue but none has something in it', async () => {
  const states = new Set(made.recordings.map(({ state }) => state));
  expect([...states].sort()).toEqual([...standings, 'erased', 'sealed'].sort());
  const { json } = await as(whose('custodian'), 'queues');
  const queues = new Set(json<{ queue: string }[]>().map(({ queue }) => queue));
  const expected = [
    'assess',
    'confirm',
    'erase',
    'obtainConsent',
    'putRight',
    'recall',
    'renew',
    'replace',
    'review',
  ];
  expect(expected.filter((queue) => !(queueNames as readonly string[]).includes(queue))).toEqual([]);
  expect(expected.filter((queue) => !queues.has(queue))).toEqual([]);
});

test('copies are out, one is erased and one is on hold', async () => {
  const shows = (words: string) =>
    made.recordings.find(({ shows: said }) => said.includes(words))?.number ?? '';
  const out = await as(whose('custodian'), 'show', shows('copies out'));
  expect(out.status).toBe(0);
  const held = await as(whose('governance'), 'show', shows('on hold'));
  expect(held.json()).toMatchObject({
    hold: { reason: expect.stringContaining('Legal') },
    state: 'quarantined',
  });
  expect((await as(whose('custodian'), 'show', shows('certificate'))).status).not.toBe(0);
});

test('the library and its trail are sound', async () => {
  const verified = await as(whose('custodian'), 'verify', '--deep');
  expect(verified).toMatchObject({ status: 0 });
  expect(verified.json()).toMatchObject({ state: 'sound', faults: [] });
  const audit = await as(whose('governance'), 'audit', 'verify');
  expect(audit.json()).toMatchObject({ state: 'sound', sound: true, faults: [] });
  const trail = (await as(whose('governance'), 'audit')).out;
  expect(trail).not.toMatch(/Llewellyn|Szczęsny|Prydderch/);
  expect(trail).toContain('Confirmed a disclosure as the second person');
}, 60_000);

test('its people are invented, with numbers from the range kept for tests', () => {
  for (const { nhs } of Object.values(patients)) {
    expect(nhs).toMatch(/^999\d{7}$/);
    expect(identifierFault('nhs', nhs)).toBeNull();
  }
});

test('the same seed draws the same picture, and another one another', () => {
  const digest = (seed: number): string => {
    const { samples } = wound({ seed, tone: [220, 180, 160], healed: 0.3, label: [] });
    return createHash('sha256')
      .update(samples?.bytes ?? '')
      .digest('hex');
  };
  expect(digest(7)).toBe(digest(7));
  expect(digest(7)).not.toBe(digest(8));
  const overlay = { name: 'A <b>', number: '', born: '', day: '', clock: '', place: '' };
  expect(xray(1, overlay).over).toContain('A &lt;b&gt;');
});

test('a place that is taken is left as it is', async () => {
  const { status, json } = await command(['demo', join(folder, 'Look round'), '--json']);
  expect(status).toBe(1);
  expect(json()).toMatchObject({ error: { code: 'conflict' } });
  expect(readdirSync(folder)).toEqual(['Look round.custos']);
});
