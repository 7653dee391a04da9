import { spawn } from 'node:child_process';

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createJobs } from '../../../electron/jobs/jobs.ts';
import { idOf, newPlace, noon, openAt, testKey } from '../catalogue/made-up.ts';

/** Works until it has said so many items, then is killed without warning. Answers what it said. */
async function killedAfter(path: string, items: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./import-child.ts', import.meta.url)),
      path,
      Buffer.from(testKey).toString('hex'),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said: string[] = [];
  const closed = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === items) child.kill('SIGKILL');
  }
  const [, signal] = await closed;
  expect(signal).toBe('SIGKILL');
  return said;
}

test('after a kill everything that was said to be stored is there, and the rest is worked once', async () => {
  const path = newPlace();
  const said = await killedAfter(path, 25);
  const catalogue = openAt(path);
  const missing = await catalogue.read(async ({ settings }) => {
    const lost = [];
    for (const name of said) if ((await settings.get(name)) !== 'stored') lost.push(name);
    return lost;
  });
  expect(missing).toEqual([]);
  expect(await catalogue.check()).toEqual([]);

  const [job] = await catalogue.read(({ jobs }) => jobs.inState('running'));
  if (!job) throw new Error('The job was not running when it was killed');
  const before = await catalogue.read(({ jobs }) => jobs.progress(job.id));
  const worked = new Set<string>();
  const jobs = createJobs({
    catalogue,
    now: () => noon,
    newId: () => idOf(1),
    onChange: () => undefined,
    runners: {
      import: {
        concurrency: 3,
        run: async ({ item, done, signal }) => {
          if (worked.size === 50) await new Promise((_, stop) => signal.addEventListener('abort', stop));
          worked.add(item.source);
          await catalogue.write(async (writer) => {
            // Fails where it was stored before: outcome and facts were one.
            expect(await writer.settings.get(item.source)).toBeNull();
            await done(writer, { state: 'stored', recording: null, sourceRemoved: false, error: null });
          });
        },
      },
    },
  });
  await jobs.resumeAfterStart();
  while (worked.size < 50) await new Promise(setImmediate);
  await jobs.cancel(job.id);
  const after = await catalogue.read((reader) => reader.jobs.progress(job.id));
  expect(before.done).toBeGreaterThanOrEqual(said.length);
  expect(after.outcomes).toEqual({
    stored: before.done + worked.size,
    cancelled: 20_000 - before.done - worked.size,
  });
});
