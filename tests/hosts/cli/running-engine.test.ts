import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, raw } from '../browser/raw-request.ts';
import { command, passphrase } from './run-command.ts';

const main = new URL('../../../electron/cli/main.ts', import.meta.url).pathname;

let folder: string;
let library: string;
let server: ChildProcess;
let address: { url: string; pid: number };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custos-running-'));
  library = join(folder, 'Ward.custos');
  await command(['init', '--library', library, '--user', 'Anna']);
  server = spawn(process.execPath, [main, 'serve', '--library', library, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CONFIG_HOME: folder },
  });
  const line = await new Promise<string>((resolve) =>
    server.stdout?.once('data', (chunk) => resolve(String(chunk))),
  );
  address = JSON.parse(line);
});
afterAll(() => {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('serve says where it answers and as which process', async () => {
  expect(address.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/enter\?ticket=/);
  expect(address.pid).toBe(server.pid);
});

test('a command works through the engine that runs, and leaves its window unlocked', async () => {
  const { origin, searchParams } = new URL(address.url);
  const cookie = await enter(origin, searchParams.get('ticket') ?? '');
  const call = async (name: string, input: unknown = {}) => {
    const headers = { cookie, origin, 'content-type': 'application/json' };
    const answer = await raw(origin, `/call/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
    });
    return JSON.parse(answer.body.toString());
  };
  expect(await call('session.unlock', { user: 'Anna', passphrase })).toMatchObject({ ok: true });
  const photo = new URL('../../samples/media__london-512.jpg', import.meta.url).pathname;
  const taken = await command(['import', photo, '--library', library, '--user', 'Anna', '--json']);
  expect(taken.json()).toMatchObject([{ number: 'R-000001', state: 'stored' }]);
  expect(await call('recording.window', { query: {}, offset: 0, limit: 5 })).toMatchObject({
    value: { total: 1 },
  });
});

test('asked to end it gives the library back', async () => {
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect((await command(['list', '--library', library, '--user', 'Anna', '--json'])).status).toBe(0);
});

test('an engine that holds the library and does not answer is told with 4', async () => {
  const socket = join(folder, 'silent');
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => void silent.listen(socket, resolve));
  const lease = { pid: process.pid, socket, startedAt: new Date().toISOString(), nonce: 'n'.repeat(43) };
  writeFileSync(join(library, 'engine.json'), JSON.stringify(lease), { mode: 0o600 });
  const listed = await command(['list', '--library', library, '--user', 'Anna', '--json']);
  silent.close();
  expect(listed.status).toBe(4);
  expect(listed.json()).toMatchObject({ error: { code: 'in-use' } });
});

test('a lease that a killed engine left behind is in nobody’s way', async () => {
  const lease = JSON.parse(readFileSync(join(library, 'engine.json'), 'utf8'));
  writeFileSync(join(library, 'engine.json'), JSON.stringify({ ...lease, socket: join(folder, 'gone') }));
  expect((await command(['list', '--library', library, '--user', 'Anna'])).status).toBe(0);
});

test('two commands at once share one engine', async () => {
  const list = () =>
    promisify(execFile)(process.execPath, [main, 'list', '--library', library, '--user', 'Anna', '--json'], {
      env: { ...process.env, CUSTOS_PASSPHRASE: passphrase },
    });
  const lists = await Promise.all([list(), list(), list()]);
  for (const { stdout } of lists) expect(JSON.parse(stdout)).toMatchObject([{ number: 'R-000001' }]);
});
