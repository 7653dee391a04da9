import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { createSearcher, type Searcher } from '../../../../electron/anonymise/annotations/search/searcher.ts';
import { nodeWorkerStarter, type WorkerProcess } from '../../../../electron/media/worker-starter.ts';

const here = (path: string): string => new URL(path, import.meta.url).pathname;
const worker = here('../../../../electron/anonymise/annotations/search/search-worker.ts');
const photo = readFileSync(here('../../../samples/tika__testWEBP.webp'));

let searcher: Searcher;
afterEach(() => searcher.close());

/** Real processes, each of which has something done to it as soon as it is given a task; `ended` are those that did. */
function disturbed(disturb: (process: WorkerProcess, number: number) => void) {
  const start = nodeWorkerStarter(worker);
  const ended: number[] = [];
  let started = 0;
  const starter = () => {
    const process = start();
    const number = ++started;
    process.onExit(() => ended.push(number));
    return {
      ...process,
      send: (message: unknown) => {
        process.send(message);
        disturb(process, number);
      },
    };
  };
  return { starter, ended };
}

const search = (signal = AbortSignal.timeout(60_000)) => searcher.picture(photo, { known: [], signal });

test('a process that dies while it searches takes nothing with it: another does its work', async () => {
  const { starter, ended } = disturbed((process, number) => number === 1 && process.kill());
  searcher = createSearcher({}, starter);
  await expect(search()).resolves.toBeInstanceOf(Array);
  expect(ended).toEqual([1]);
});

test('what two processes died of is left to the eye, with words that say so', async () => {
  const { starter } = disturbed((process, number) => number <= 2 && process.kill());
  searcher = createSearcher({}, starter);
  await expect(search()).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(/twice.*yourself/),
  });
  await expect(search()).resolves.toBeInstanceOf(Array);
});

test('a search that is stopped ends with its process, and the next is not held up', async () => {
  const stop = new AbortController();
  const { starter, ended } = disturbed((_, number) => number === 1 && stop.abort());
  searcher = createSearcher({}, starter);
  await expect(search(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  await expect.poll(() => ended).toEqual([1]);
  await expect(search()).resolves.toBeInstanceOf(Array);
});

test('a process with nothing to search ends by itself, and does not outlive its searcher', async () => {
  const { starter, ended } = disturbed(() => undefined);
  searcher = createSearcher({}, starter);
  await search();
  await expect.poll(() => ended).toEqual([1]);
  await search();
  searcher.close();
  await expect.poll(() => ended).toEqual([1, 2]);
  await expect(search()).rejects.toMatchObject({ code: 'cancelled' });
});

test('what is no picture is refused with the reason of the decoder', async () => {
  searcher = createSearcher({});
  const bytes = new TextEncoder().encode('no picture');
  const asked = searcher.picture(bytes, { known: [], signal: AbortSignal.timeout(60_000) });
  await expect(asked).rejects.toMatchObject({ code: 'unreadable', details: { reason: expect.any(String) } });
});
