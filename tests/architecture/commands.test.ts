import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './sources.ts';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const manifest = (): Manifest => JSON.parse(read('package.json')) as Manifest;

test('every command that people are told of exists, and the file it runs', () => {
  const { scripts } = manifest();
  const named = ['start', 'dev', 'custos', 'test', 'check', 'bench', 'torture', 'build'];
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const files = Object.values(scripts).flatMap((script) => script.match(/\b[\w/-]+\.(mjs|ts)\b/g) ?? []);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('the continuous check may be executed and is npm test', () => {
  accessSync(join(root, '.ci/run'), constants.X_OK);
  expect(read('.ci/run')).toMatch(/^exec npm test$/m);
});

test('every package is pinned to one version', () => {
  const { dependencies, devDependencies } = manifest();
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('the first lines of the README name the two commands', () => {
  const start = read('README.md').split('\n').slice(0, 30).join('\n');
  expect(start).toContain('npm start');
  expect(start).toContain('npm test');
});

test('the command answers on standard output alone, from where the person is, and hands its status on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'custos-command-'));
  try {
    writeFileSync(join(folder, 'cases.json'), '[]');
    const custos = join(root, 'scripts/custos.mjs');
    const output = execFileSync(process.execPath, [custos, 'decide', 'cases.json', '--json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual([]);
    expect(() => execFileSync(process.execPath, [custos, 'no-such-command'], { stdio: 'pipe' })).toThrow(
      expect.objectContaining({ status: 2 }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([['--help'], ['--no-such'], ['--host', 'floppy'], ['--port', 'seven'], ['a-word']])(
  'the application asked to start with %s %s says how it is started, and nothing else',
  (...args) => {
    const started = spawnSync(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
      encoding: 'utf8',
    });
    expect(started.status).toBe(2);
    expect(started.stdout).toBe('');
    expect(started.stderr).toMatch(/^Usage: npm start [^\n]+\n$/);
  },
);
