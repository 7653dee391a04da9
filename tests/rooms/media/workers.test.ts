import { chmodSync, readFileSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { createMedia } from '../../../electron/media/media.ts';
import { disturbed } from './disturbed-workers.ts';
import { openBench, sample } from './foreign-files.ts';

// Real programs on a busy machine: a test waits for its answer, not for a clock.
vi.setConfig({ testTimeout: 120_000 });

const bench = openBench();
afterAll(() => bench.remove());

const photo = sample('metadata-extractor__windowsXpFields.jpg');
const film = sample('media__bt601.mov');

const script = (name: string, body: string): string => {
  const path = bench.write(name, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
};

test('a worker killed in the middle of a file is replaced, and the file taken after all', async () => {
  const { starter } = disturbed((worker, started) => {
    if (started === 1) process.kill(worker.pid ?? 0, 'SIGKILL');
  });
  const media = createMedia({ starter, concurrency: 1 });
  const results = await Promise.all([media.look({ path: photo }), media.look({ path: photo })]);
  expect(results.map((result) => result.outcome)).toEqual(['ok', 'ok']);
  media.close();
});

test('a file that kills its worker twice is set aside, and the rest go on', async () => {
  const { starter } = disturbed((worker, started) => {
    if (started <= 2) process.kill(worker.pid ?? 0, 'SIGKILL');
  });
  const media = createMedia({ starter, concurrency: 1 });
  const [first, second] = await Promise.all([media.look({ path: photo }), media.look({ path: photo })]);
  expect(first).toMatchObject({ outcome: 'set-aside', reason: 'crashed' });
  expect(second).toMatchObject({ outcome: 'ok' });
  media.close();
});

test('a comparison whose worker dies says nothing of the picture', async () => {
  const { starter } = disturbed((worker) => process.kill(worker.pid ?? 0, 'SIGKILL'));
  const media = createMedia({ starter, concurrency: 1 });
  const picture = readFileSync(photo);
  const failed = { code: 'internal' };
  await expect(media.copyPrint(picture)).rejects.toMatchObject(failed);
  await expect(media.copyHits(picture, new Uint32Array(6))).rejects.toMatchObject(failed);
  await expect(media.copyAgreement(picture, [])).rejects.toMatchObject(failed);
  media.close();
});

test('a decoder that hangs is ended at the time limit', async () => {
  const { starter } = disturbed((worker, started) => {
    if (started <= 2) process.kill(worker.pid ?? 0, 'SIGSTOP');
  });
  const media = createMedia({ starter, concurrency: 1, timeLimitMs: 1500 });
  expect(await media.look({ path: photo })).toMatchObject({ outcome: 'set-aside', reason: 'timed-out' });
  media.close();
});

test('an ffmpeg that hangs is ended at the time limit, and its worker lives', async () => {
  const pids = new Set<number | undefined>();
  const { starter } = disturbed((worker) => pids.add(worker.pid));
  const media = createMedia({
    starter,
    concurrency: 1,
    timeLimitMs: 16_000,
    ffprobe: script('hangs', 'sleep 600'),
  });
  expect(await media.look({ path: film })).toMatchObject({ outcome: 'set-aside', reason: 'timed-out' });
  expect(await media.look({ path: photo })).toMatchObject({ outcome: 'ok' });
  expect(pids.size).toBe(1);
  media.close();
});

test('without ffmpeg, films are set aside with the command that helps, and photographs go on', async () => {
  const media = createMedia({ concurrency: 1, ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe' });
  const result = await media.look({ path: film });
  expect(result).toMatchObject({ outcome: 'set-aside', reason: 'missing-tool', found: 'mov' });
  expect(result.outcome === 'set-aside' && result.wayForward).toContain('install ffmpeg');
  expect(await media.look({ path: photo })).toMatchObject({ outcome: 'ok' });
  media.close();
});

test('closing ends what runs and what waits', async () => {
  const media = createMedia({ concurrency: 1 });
  const waiting = [media.look({ path: photo }), media.look({ path: photo })].map((each) =>
    expect(each).rejects.toMatchObject({ code: 'cancelled' }),
  );
  media.close();
  await Promise.all(waiting);
  await expect(media.look({ path: photo })).rejects.toMatchObject({ code: 'cancelled' });
});

test('what a screen waits for is made before what merely waits', async () => {
  const media = createMedia({ concurrency: 1 });
  const order: string[] = [];
  const note = (name: string) => (): void => void order.push(name);
  await Promise.all([
    media.look({ path: photo }).then(note('first')),
    media.look({ path: photo }).then(note('second')),
    media.display({ path: photo }, 64).then(note('shown')),
  ]);
  expect(order).toEqual(['first', 'shown', 'second']);
  media.close();
});
