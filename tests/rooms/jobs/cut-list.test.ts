import { expect, test } from 'vitest';
import { createJobs } from '../../../electron/jobs/jobs.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { idOf, newCatalogue, noon } from '../catalogue/made-up.ts';

let nextId = 0x9000;
const newId = (): Id => {
  nextId += 1;
  return idOf(nextId);
};
const files = Array.from({ length: 4_500 }, (_, at) => ({ source: `/media/${at}.jpg`, bytes: 10 }));

test('a long list that a kill has cut off is found again, each file once, and the job goes on', async () => {
  const catalogue = newCatalogue();
  let portions = 0;
  const cutOff = {
    ...catalogue,
    read: catalogue.read.bind(catalogue),
    write: ((work) => {
      portions += 1;
      // The first two write 4,000 of the files; the third would write the rest.
      return portions > 2 ? Promise.reject(new Error('killed')) : catalogue.write(work);
    }) as typeof catalogue.write,
  };
  const runners = { import: { concurrency: 1, run: () => Promise.reject(new Error('must not run')) } };
  const killed = createJobs({
    catalogue: cutOff,
    now: () => noon,
    newId,
    runners,
    onChange: () => undefined,
  });
  await expect(killed.start('import', idOf(0xaa), { paths: ['/media'] }, files)).rejects.toThrow('killed');
  const [cut] = await catalogue.read(({ jobs }) => jobs.inState('paused'));
  if (!cut) throw new Error('The job is not there');
  expect((await catalogue.read(({ jobs }) => jobs.progress(cut.id))).total).toBe(4_000);

  const asked: string[] = [];
  const jobs = createJobs({
    catalogue,
    now: () => noon,
    newId,
    onChange: () => undefined,
    runners: {
      import: {
        concurrency: 1,
        run: ({ signal }) =>
          new Promise((_, stop) => signal.addEventListener('abort', () => stop(new Error()))),
        findAgain: async ({ request }) => {
          asked.push(request);
          return files;
        },
      },
    },
  });
  await jobs.resumeAfterStart();
  await expect
    .poll(async () => (await jobs.show(cut.id, 0, 1)).job.state, { timeout: 20_000 })
    .toBe('running');
  expect(asked).toEqual([JSON.stringify({ paths: ['/media'] })]);
  expect((await jobs.show(cut.id, 0, 1)).job).toMatchObject({ total: 4_500, endedAt: null });
  const sources = new Set<string>();
  for (let at = 0; at < 4_500; at += 500)
    for (const { source } of (await jobs.show(cut.id, at, 500)).items) sources.add(source);
  expect(sources.size).toBe(4_500);
  await jobs.close();
});

test('a job that a person has paused stays so', async () => {
  const catalogue = newCatalogue();
  const runner = {
    concurrency: 1,
    run: ({ signal }: { signal: AbortSignal }) =>
      new Promise<void>((_, stop) => signal.addEventListener('abort', () => stop(new Error()))),
    findAgain: () => Promise.reject(new Error('must not be asked')),
  };
  const needs = { catalogue, now: () => noon, newId, onChange: () => undefined, runners: { import: runner } };
  const before = createJobs(needs);
  const job = await before.start('import', idOf(0xaa), {}, files.slice(0, 3));
  await before.pause(job);
  await before.close();
  const after = createJobs(needs);
  await after.resumeAfterStart();
  expect((await after.show(job, 0, 1)).job.state).toBe('paused');
  expect(after.isBusy()).toBe(false);
});
