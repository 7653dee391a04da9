import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findTool, runTool } from '../../../electron/media/ffmpeg.ts';
import {
  frameArguments,
  lengthArguments,
  probeArguments,
  samplesArguments,
} from '../../../electron/media/ffmpeg-arguments.ts';
import { openBench } from './foreign-files.ts';

const bench = openBench();
afterAll(() => bench.remove());

const script = (name: string, body: string): string => {
  const path = bench.write(name, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
};

test.each([
  ['probe', probeArguments('mp4', '/a b/-c:d.mp4')],
  ['frame', frameArguments('mp4', '/a b/-c:d.mp4', 1.5, 512)],
  ['samples', samplesArguments('mp4', '/a b/-c:d.mp4')],
  ['length', lengthArguments('mp4', '/a b/-c:d.mp4')],
])('the arguments of %s force the demuxer and the protocols before the input', (_, args) => {
  const input = args.indexOf('-i');
  expect(args[input + 1]).toBe('file:/a b/-c:d.mp4');
  expect(args.slice(input - 4, input)).toEqual(['-protocol_whitelist', 'file,pipe', '-f', 'mov']);
});

test('a named tool wins, then the shipped one', () => {
  const named = script('my-ffmpeg', 'exit 0');
  expect(findTool('ffmpeg', { ffmpeg: named })).toBe(named);
  mkdirSync(join(bench.folder, 'ffmpeg'));
  const shipped = script('ffmpeg/ffmpeg', 'exit 0');
  expect(findTool('ffmpeg', { resourcesPath: bench.folder })).toBe(shipped);
});

test('a missing tool is told with the command that installs it', () => {
  expect(() => findTool('ffmpeg', { ffmpeg: '/nowhere/ffmpeg' })).toThrowError(
    expect.objectContaining({ code: 'missing-tool', message: expect.stringContaining('install ffmpeg') }),
  );
});

test('a tool that never ends is killed', async () => {
  const run = runTool(script('hangs', 'sleep 600'), [], { timeLimitMs: 300, outputLimit: 100 });
  await expect(run).rejects.toMatchObject({ reason: 'timed-out' });
});

test('a tool that never stops writing is killed', async () => {
  const run = runTool(script('floods', 'exec yes'), [], { timeLimitMs: 60_000, outputLimit: 1_000_000 });
  await expect(run).rejects.toMatchObject({ reason: 'too-large' });
});

test('no passphrase of the environment reaches a tool', async () => {
  process.env.CUSTOS_PASSPHRASE = 'correct horse';
  const { output } = await runTool(script('tells', 'env'), [], { timeLimitMs: 10_000, outputLimit: 100_000 });
  delete process.env.CUSTOS_PASSPHRASE;
  expect(output.toString()).toContain('PATH=');
  expect(output.toString()).not.toContain('correct horse');
});
