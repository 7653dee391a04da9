import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../electron/catalogue/catalogue.ts';
import {
  createJobs,
  type ItemOutcome,
  type Jobs,
  type Runner,
  type Task,
} from '../../../electron/jobs/jobs.ts';
import type { SaidJob } from '../../../electron/jobs/said-job.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { idOf, newCatalogue, newPlace, noon, openAt, recording } from '../catalogue/made-up.ts';

const stored: ItemOutcome = { state: 'stored', recording: null, sourceRemoved: false, error: null };
const setAside: ItemOutcome = {
  state: 'setAside',
  recording: null,
  sourceRemoved: false,
  error: { code: 'unreadable', message: 'It ends too soon.', wayForward: 'Copy it again.' },
};
const files = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ source: `/media/${index}.jpg`, bytes: 10 }));
const by = idOf(0xaa);

let nextId = 0x1000;
const newId = (): Id => {
  nextId += 1;
  return idOf(nextId);
};

interface Room {
  readonly catalogue: Catalogue;
  readonly jobs: Jobs;
  readonly told: SaidJob[];
}

function room(runner: Runner, catalogue = newCatalogue()): Room {
  const told: SaidJob[] = [];
  const onChange = (job: SaidJob): void => void told.push(job);
  const jobs = createJobs({ catalogue, now: () => noon, newId, runners: { import: runner }, onChange });
  return { catalogue, jobs, told };
}

const write = (catalogue: Catalogue, task: Task, outcome: ItemOutcome): Promise<void> =>
  catalogue.write((writer) => task.done(writer, outcome));

/** A runner that waits at each item until it is let on. */
function gated(catalogue: Catalogue, concurrency = 1) {
  const begun: string[] = [];
  const waiting: (() => void)[] = [];
  const arrivals: (() => void)[] = [];
  const runner: Runner = {
    concurrency,
    async run(task) {
      begun.push(task.item.source);
      for (const arrived of arrivals.splice(0)) arrived();
      await new Promise<void>((resolve, reject) => {
        waiting.push(resolve);
        task.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
      });
      await write(catalogue, task, stored);
    },
  };
  const letOn = (): void => waiting.shift()?.();
  /** Resolves when so many items have begun in all. */
  const begin = async (count: number): Promise<void> => {
    while (begun.length < count) await new Promise<void>((resolve) => void arrivals.push(resolve));
  };
  return { runner, begun, letOn, begin };
}

describe('a job', () => {
  test('works each item once, in order, and says how it went', async () => {
    const catalogue = newCatalogue();
    const seen: string[] = [];
    const { jobs, told } = room(
      {
        concurrency: 1,
        async run(task) {
          seen.push(task.item.source);
          expect(JSON.parse(task.job.request)).toEqual({ move: false });
          await write(catalogue, task, task.item.position === 1 ? setAside : stored);
        },
      },
      catalogue,
    );
    const id = await jobs.start('import', by, { move: false }, files(3));
    await jobs.idle();
    expect(seen).toEqual(['/media/0.jpg', '/media/1.jpg', '/media/2.jpg']);
    expect(told.at(-1)).toEqual({
      id,
      kind: 'import',
      state: 'done',
      startedAt: noon,
      endedAt: noon,
      done: 3,
      total: 3,
      bytesDone: 30,
      bytesTotal: 30,
      outcomes: { stored: 2, setAside: 1 },
    });
    expect(jobs.isBusy()).toBe(false);
  });

  test('forgets its request and its paths when it ends, but for what was set aside until that is dismissed', async () => {
    const catalogue = newCatalogue();
    const run = (task: Task) => write(catalogue, task, task.item.position === 1 ? setAside : stored);
    const { jobs } = room({ concurrency: 2, run }, catalogue);
    const id = await jobs.start('import', by, { secretFolder: '/media' }, files(3));
    await jobs.idle();
    const sources = async () => (await jobs.show(id, 0, 9)).items.map(({ source }) => source);
    expect(await sources()).toEqual(['', '/media/1.jpg', '']);
    expect((await catalogue.read((reader) => reader.jobs.get(id)))?.request).toBe('{}');
    await jobs.dismiss(id);
    expect(await sources()).toEqual(['', '', '']);
  });

  test('works no more items at once than its runner says', async () => {
    const catalogue = newCatalogue();
    let now = 0;
    let most = 0;
    const { jobs } = room(
      {
        concurrency: 3,
        async run(task) {
          now += 1;
          most = Math.max(most, now);
          await new Promise(setImmediate);
          await write(catalogue, task, stored);
          now -= 1;
        },
      },
      catalogue,
    );
    await jobs.start('import', by, {}, files(20));
    await jobs.idle();
    expect(most).toBe(3);
  });

  test('gives turns in the order of its list, and begins others while some wait, up to a bound', async () => {
    const catalogue = newCatalogue();
    const film = Promise.withResolvers<void>();
    const begun: number[] = [];
    const entered: number[] = [];
    const { jobs } = room(
      {
        concurrency: 2,
        ahead: 6,
        async run(task) {
          const { position } = task.item;
          begun.push(position);
          if (position === 0) await film.promise;
          // What is set aside has no number to wait for.
          if (position === 3) return write(catalogue, task, setAside);
          await task.turn();
          entered.push(position);
          await write(catalogue, task, stored);
        },
      },
      catalogue,
    );
    const id = await jobs.start('import', by, {}, files(12));
    await expect.poll(() => begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(entered).toEqual([]);
    film.resolve();
    await jobs.idle();
    expect(entered).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect((await jobs.show(id, 0, 1)).job.outcomes).toEqual({ stored: 11, setAside: 1 });
  });

  test('lets go on whoever waits for one that failed', async () => {
    const catalogue = newCatalogue();
    const { jobs } = room(
      {
        concurrency: 3,
        async run(task) {
          if (task.item.position === 0) throw new Error('ENOSPC');
          await task.turn();
          await write(catalogue, task, stored);
        },
      },
      catalogue,
    );
    const id = await jobs.start('import', by, {}, files(3));
    await jobs.idle();
    expect((await jobs.show(id, 0, 3)).job).toMatchObject({ state: 'failed', outcomes: { stored: 2 } });
  });

  test('with nothing to do is done at once', async () => {
    const { jobs } = room({ concurrency: 1, run: () => Promise.resolve() });
    await jobs.start('import', by, {}, []);
    await jobs.idle();
    expect(await jobs.list()).toMatchObject([{ state: 'done', total: 0 }]);
  });

  test('larger than one transaction has all its items before it begins', async () => {
    const catalogue = newCatalogue();
    const { runner, begin } = gated(catalogue);
    const { jobs } = room(runner, catalogue);
    const id = await jobs.start('import', by, {}, files(4_100));
    await begin(1);
    expect((await jobs.show(id, 0, 1)).job).toMatchObject({ total: 4_100, state: 'running' });
    await jobs.cancel(id);
    expect((await jobs.show(id, 0, 1)).job.outcomes).toEqual({ cancelled: 4_100 });
  });

  test('whose runner says nothing sets the item aside rather than trying for ever', async () => {
    const { jobs } = room({ concurrency: 1, run: () => Promise.resolve() });
    const id = await jobs.start('import', by, {}, files(1));
    await jobs.idle();
    expect((await jobs.show(id, 0, 1)).items).toMatchObject([
      { state: 'setAside', error: { code: 'internal' } },
    ]);
  });

  test('fails where the next item would meet the fault too, and goes on when it is seen to', async () => {
    const catalogue = newCatalogue();
    let full = true;
    const { jobs } = room(
      {
        concurrency: 1,
        run: (task) => (full ? Promise.reject(new Error('ENOSPC')) : write(catalogue, task, stored)),
      },
      catalogue,
    );
    const id = await jobs.start('import', by, {}, files(3));
    await jobs.idle();
    expect((await jobs.show(id, 0, 9)).job).toMatchObject({ state: 'failed', done: 0, total: 3 });
    full = false;
    await jobs.resume(id);
    await jobs.idle();
    expect((await jobs.show(id, 0, 9)).job).toMatchObject({ state: 'done', outcomes: { stored: 3 } });
  });

  test('writes an outcome with its facts or neither', async () => {
    const catalogue = newCatalogue();
    const run = (task: Task) =>
      catalogue.write(async (writer) => {
        await writer.recordings.add(recording(1));
        await task.done(writer, { ...stored, recording: idOf(1) });
        throw new Error('at the last step');
      });
    const { jobs } = room({ concurrency: 1, run }, catalogue);
    const id = await jobs.start('import', by, {}, files(1));
    await jobs.idle();
    expect((await jobs.show(id, 0, 9)).items).toMatchObject([{ state: 'waiting', recording: null }]);
    expect(await catalogue.read(({ recordings }) => recordings.get(idOf(1)))).toBeNull();
  });

  test('of a kind that nobody can do is not started', async () => {
    const { jobs } = room({ concurrency: 1, run: () => Promise.resolve() });
    await expect(jobs.start('backup', by, {}, files(1))).rejects.toMatchObject({ code: 'unsupported' });
    expect(await jobs.list()).toEqual([]);
  });
});

describe('steering', () => {
  test('a pause lets what is in work end and begins nothing more, until the job goes on', async () => {
    const catalogue = newCatalogue();
    const { runner, begun, letOn, begin } = gated(catalogue);
    const { jobs } = room(runner, catalogue);
    const id = await jobs.start('import', by, {}, files(3));
    await begin(1);
    expect((await jobs.show(id, 0, 3)).items.map(({ state }) => state)).toEqual([
      'running',
      'waiting',
      'waiting',
    ]);
    await jobs.pause(id);
    letOn();
    await jobs.idle();
    expect(begun).toHaveLength(1);
    expect((await jobs.show(id, 0, 3)).job).toMatchObject({ state: 'paused', done: 1 });
    await jobs.resume(id);
    await begin(2);
    letOn();
    await begin(3);
    letOn();
    await jobs.idle();
    expect((await jobs.show(id, 0, 3)).job).toMatchObject({ state: 'done', outcomes: { stored: 3 } });
  });

  test('cancelling stops what is in work, keeps what is stored and ends the job', async () => {
    const catalogue = newCatalogue();
    const { runner, letOn, begin } = gated(catalogue);
    const { jobs } = room(runner, catalogue);
    const id = await jobs.start('import', by, {}, files(3));
    await begin(1);
    letOn();
    await begin(2);
    await jobs.cancel(id);
    expect((await jobs.show(id, 0, 3)).job).toMatchObject({
      state: 'cancelled',
      endedAt: noon,
      outcomes: { stored: 1, cancelled: 2 },
    });
    await expect(jobs.cancel(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(jobs.resume(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(jobs.pause(idOf(1))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('leaving the library stops the work; opened again, it goes on where it was', async () => {
    const path = newPlace();
    const first = openAt(path);
    const { runner, letOn, begin } = gated(first, 2);
    const before = room(runner, first);
    const id = await before.jobs.start('import', by, {}, files(5));
    await begin(2);
    letOn();
    await begin(3);
    await before.jobs.close();
    await first.close();
    const second = openAt(path);
    const worked: string[] = [];
    const after = room(
      {
        concurrency: 2,
        run(task) {
          worked.push(task.item.source);
          return write(second, task, stored);
        },
      },
      second,
    );
    await after.jobs.resumeAfterStart();
    await after.jobs.idle();
    expect((await after.jobs.show(id, 0, 9)).job).toMatchObject({ state: 'done', outcomes: { stored: 5 } });
    expect(worked).toHaveLength(4);
  });

  test('a paused job stays paused when the library is opened again', async () => {
    const catalogue = newCatalogue();
    const { runner, letOn, begin } = gated(catalogue);
    const { jobs } = room(runner, catalogue);
    const id = await jobs.start('import', by, {}, files(2));
    await begin(1);
    await jobs.pause(id);
    letOn();
    await jobs.idle();
    const again = room(runner, catalogue);
    await again.jobs.resumeAfterStart();
    expect(again.jobs.isBusy()).toBe(false);
    expect((await again.jobs.show(id, 0, 9)).job.state).toBe('paused');
  });
});

test('progress is told seldom, and its last word always', async () => {
  const catalogue = newCatalogue();
  const { jobs, told } = room({ concurrency: 4, run: (task) => write(catalogue, task, stored) }, catalogue);
  await jobs.start('import', by, {}, files(200));
  await jobs.idle();
  expect(told.length).toBeLessThan(200);
  expect(told.at(-1)).toMatchObject({ state: 'done', done: 200 });
});
