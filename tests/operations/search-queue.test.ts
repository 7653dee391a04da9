import { describe, expect, test } from 'vitest';
import { createSearchQueue } from '../../electron/operations/bench/search-queue.ts';
import type { Id } from '../../shared/kernel/id.ts';

const cass = 'cass' as Id;
const ids = (count: number): Id[] => Array.from({ length: count }, (_, at) => `picture-${at}` as Id);

/** A queue whose searches end when they are told to, and the order in which they began. */
function quietQueue() {
  const queue = createSearchQueue();
  const began: Id[] = [];
  const going = new Map<Id, PromiseWithResolvers<void>>();
  const search = (rendition: Id, urgent = false, session = cass): Promise<void> => {
    const work = (signal: AbortSignal): Promise<void> => {
      began.push(rendition);
      const ended = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => ended.resolve());
      going.set(rendition, ended);
      return ended.promise;
    };
    return queue.run({ rendition, session, work }, urgent);
  };
  const end = async (rendition: Id): Promise<void> => {
    going.get(rendition)?.resolve();
    await settled();
  };
  return { queue, began, search, end };
}

/** Lets everything happen that waits for nothing else. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('the queue of searches', () => {
  test('one after another in the background, and whoever waits before all of them', async () => {
    const { queue, began, search, end } = quietQueue();
    const [first, second, third, fourth] = ids(4) as [Id, Id, Id, Id];
    for (const each of [first, second, third]) void search(each);
    void search(fourth, true);
    expect(began).toEqual([first, fourth]);
    void queue.hurry(third);
    expect(began).toEqual([first, fourth, third]);
    await end(first);
    expect(began).toEqual([first, fourth, third, second]);
    await queue.close();
  });

  test('a backlog is gone through to its end, each recording once in an unlock', async () => {
    const { queue, began, search, end } = quietQueue();
    const all = ids(9);
    const backlog = {
      list: async () => all,
      search: async (few: readonly Id[]) => void (await Promise.all(few.map((id) => search(id)))),
    };
    queue.goThrough(cass, backlog);
    queue.goThrough(cass, backlog);
    await settled();
    for (const each of all) await end(each);
    expect(began).toEqual(all);
    const added = 'picture-added' as Id;
    all.push(added);
    queue.goThrough(cass, backlog);
    await settled();
    expect(began.at(-1)).toBe(added);
    expect(began).toHaveLength(10);
    await queue.close();
  });

  test('what has not begun is left when somebody locks, and only theirs', async () => {
    const { queue, began, search, end } = quietQueue();
    const [first, mine, hers] = ids(3) as [Id, Id, Id];
    void search(first);
    const left = search(mine);
    void search(hers, false, 'nora' as Id);
    let asked = 0;
    queue.goThrough(cass, {
      list: async () => {
        asked += 1;
        return ids(20);
      },
      search: async (few) => void (await Promise.all(few.map((id) => search(id)))),
    });
    await settled();
    queue.endSession(cass);
    await left;
    await end(first);
    expect(began).toEqual([first, hers]);
    await end(hers);
    expect(asked).toBe(1);
    await queue.close();
  });

  test('a library that is closed waits for nothing that has not begun', async () => {
    const { queue, began, search } = quietQueue();
    const all = ids(3);
    for (const each of all) void search(each);
    await queue.close();
    await search('picture-late' as Id, true);
    expect(began).toEqual([all[0]]);
  });

  test('a picture that takes too long holds up no other, even where its search hears nothing', async () => {
    const queue = createSearchQueue(20);
    const began: Id[] = [];
    const [slow, deaf, next] = ids(3) as [Id, Id, Id];
    const searches = [slow, deaf, next].map((rendition) => {
      const work = (signal: AbortSignal): Promise<void> => {
        began.push(rendition);
        if (rendition === next) return Promise.resolve();
        const { promise, resolve } = Promise.withResolvers<void>();
        if (rendition === slow) signal.addEventListener('abort', () => resolve());
        return promise;
      };
      return queue.run({ rendition, session: cass, work }, false);
    });
    expect(began).toEqual([slow]);
    await Promise.all(searches);
    expect(began).toEqual([slow, deaf, next]);
    expect([slow, deaf, next].some((each) => queue.isWaiting(each))).toBe(false);
    await queue.close();
  });
});
