import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../electron/cli/commands.ts';
import { run } from '../../../electron/cli/run.ts';
import { createVoice } from '../../../electron/cli/terminal.ts';
import { command } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-cli-'));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

const main = new URL('../../../electron/cli/main.ts', import.meta.url).pathname;
const vectors = new URL('../../domain/policy/vectors.json', import.meta.url).pathname;

describe('wrong usage ends with 2', () => {
  test.each([
    [[]],
    [['nonsense']],
    [['__proto__']],
    [['decide']],
    [['decide', 'a', 'b']],
    [['decide', 'no-such-file.json']],
    [['inspect']],
    [['clean', 'a.jpg']],
    [['redact', 'a.jpg', '-o', 'b.jpg']],
    [['list']],
    [['list', '--nonsense']],
    [['view', 'R-000001', '--library', 'x', '--use', 'amusement', '--audience', 'public']],
    [['erase', 'R-000001', '--library', 'x']],
    [['erase', '--propose', '--approve', 'R-000001', '--library', 'x']],
    [['user', 'add', 'Bo', '--role', 'king', '--library', 'x']],
    [['serve', '--port', '70000']],
    [['annotations']],
    [['survey']],
    [['survey', 'a', 'b']],
    [['demo']],
    [['demo', 'place', '--seed', 'two']],
  ])('%j', async (args) => {
    const { status, messages } = await command(args);
    expect(status).toBe(2);
    if (args.length > 0) expect(messages).toMatch(/^custos: ./);
  });

  test('with --json the fault is the one document on standard output', async () => {
    const { status, json } = await command(['decide', 'no-such-file.json', '--json']);
    expect(status).toBe(2);
    expect(json()).toMatchObject({ error: { code: 'invalid-input' } });
  });
});

test('every command says how it is used', async () => {
  for (const name of Object.keys(commands)) {
    const { status, out } = await command([name, '--help']);
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`^custos ${name} `));
  }
});

test('a library that is not there ends with 1 and says so', async () => {
  const { status, messages } = await command([
    'list',
    '--library',
    join(folder, 'none.custos'),
    '--user',
    'Anna',
  ]);
  expect(status).toBe(1);
  expect(messages).toContain('There is no Custos library');
});

describe('decide', () => {
  test('prints its answers in the order of the cases', async () => {
    const { status, json } = await command(['decide', vectors, '--json']);
    const answers = json<{ id: string; outcome: string; disposal: { action: string } }[]>();
    expect(status).toBe(0);
    expect(answers.length).toBeGreaterThan(80);
    expect(Object.keys(answers[0]!).sort()).toEqual(
      ['cites', 'disposal', 'followUps', 'id', 'outcome', 'reasons', 'remedies'].sort(),
    );
  });

  test('an invalid case has its error in its place, and the status says so', async () => {
    const { status, json } = await command(['decide', file('cases.json', [{ id: 'a' }, 7]), '--json']);
    expect(status).toBe(1);
    expect(json()).toEqual([
      { id: 'a', error: { field: expect.any(String), message: expect.any(String) } },
      { id: null, error: { field: expect.any(String), message: expect.any(String) } },
    ]);
  });

  test.each(['{}', '7', 'null', '', '[', '"a"'])('%j is no file of cases', async (content) => {
    expect((await command(['decide', file('wrong.json', content)])).status).toBe(2);
  });

  test('as a program it prints one document and nothing else', async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [main, 'decide', vectors, '--json'],
      {
        maxBuffer: 1 << 26,
      },
    );
    expect(JSON.parse(stdout)).toBeInstanceOf(Array);
    expect(stderr).toBe('');
  });
});

describe('secrets', () => {
  test('are taken out of the environment before anything is done', async () => {
    const environment: Record<string, string | undefined> = {
      CUSTOS_PASSPHRASE: 'one that is secret',
      CUSTOS_NEW_PASSPHRASE: 'another one',
      PATH: 'kept',
    };
    const output = new PassThrough();
    await run(['decide', vectors], { input: new PassThrough(), output, messages: output, environment });
    expect(environment).toEqual({ PATH: 'kept' });
    expect(String(output.read())).not.toContain('secret');
  });

  test('without one a command says how to give it', async () => {
    const { status, messages } = await command(['list', '--library', folder], {});
    expect(status).toBe(2);
    expect(messages).toContain('CUSTOS_PASSPHRASE');
  });
});

describe('the voice', () => {
  let written: string;
  const terminal = (isTTY: boolean) => ({
    input: new PassThrough(),
    output: new PassThrough(),
    messages: Object.assign(new PassThrough(), { isTTY }).on('data', (chunk) => {
      written += chunk;
    }),
    environment: {},
  });
  beforeAll(() => {
    written = '';
  });

  test('shows progress on a terminal only', () => {
    createVoice(terminal(false), false).progress('1 of 2');
    expect(written).toBe('');
    createVoice(terminal(true), false).progress('1 of 2');
    expect(written).toBe('1 of 2');
  });

  test('does not let a foreign name steer the terminal', () => {
    written = '';
    createVoice(terminal(true), false).say('a\u001b[2Jb\rc.jpg');
    expect(written).toBe('a\u{fffd}[2Jb\u{fffd}c.jpg\n');
  });
});
