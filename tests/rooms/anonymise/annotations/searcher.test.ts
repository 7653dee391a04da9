import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { createSearcher, type Searcher } from '../../../../electron/anonymise/annotations/search/searcher.ts';
import type { WorkerProcess } from '../../../../electron/media/worker-starter.ts';
import { disturbed } from '../../media/disturbed-workers.ts';

const worker = new URL('../../../../electron/anonymise/annotations/search/search-worker.ts', import.meta.url);
const photo = readFileSync(new URL('../../../samples/tika__testWEBP.webp', import.meta.url));

let searcher: Searcher;
afterEach(() => searcher.close());

/** Workers of which each has something done to it as soon as it is given a picture. */
const searching = (disturb: (process: WorkerProcess, number: number) => void) => disturbed(disturb, worker);

const search = (signal = AbortSignal.timeout(60_000)) => searcher.picture(photo, { known: [], signal });

test('a process that dies while it searches takes nothing with it: another does its work', async () => {
  const { starter, ended } = searching((process, number) => {
    if (number === 1) process.kill();
  });
  searcher = createSearcher({}, starter);
  await expect(search()).resolves.toBeInstanceOf(Array);
  expect(ended).toEqual([1]);
});

test('what two processes died of is left to the eye, with words that say so', async () => {
  const { starter } = searching((process, number) => {
    if (number <= 2) process.kill();
  });
  searcher = createSearcher({}, starter);
  await expect(search()).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(/twice.*yourself/),
  });
  await expect(search()).resolves.toBeInstanceOf(Array);
});

test('a search that is stopped ends with its process, and the next is not held up', async () => {
  const stop = new AbortController();
  const { starter, ended } = searching((_, number) => {
    if (number === 1) stop.abort();
  });
  searcher = createSearcher({}, starter);
  await expect(search(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  await expect.poll(() => ended).toEqual([1]);
  await expect(search()).resolves.toBeInstanceOf(Array);
});

test('a process with nothing to search ends by itself, and does not outlive its searcher', async () => {
  const { starter, ended } = searching(() => undefined);
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
