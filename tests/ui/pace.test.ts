import { expect, test } from 'vitest';
import { paceText, timeLeft, type Work } from '../../renderer/ui/pace.ts';

const work = (more: Partial<Work> = {}): Work => ({
  worked: 60_000,
  done: 100,
  total: 1_000,
  bytesDone: 200_000_000,
  bytesTotal: 2_000_000_000,
  ...more,
});

test('says the pace, and a time left that is round', () => {
  expect(paceText(work())).toEqual(['100 files a minute', '3.3 MB a second', 'about 9 minutes left']);
  expect(paceText(work({ done: 990, bytesDone: 1_990_000_000 })).at(-1)).toBe('less than a minute left');
  expect(paceText(work({ total: 20_000, bytesTotal: 40_000_000_000 })).at(-1)).toBe('about 3.5 hours left');
});

test('says nothing before it is known, and no time when all is done', () => {
  expect(paceText(work({ worked: 3_000 }))).toEqual([]);
  expect(paceText(work({ done: 2 }))).toEqual([]);
  expect(timeLeft(work({ done: 1_000 }))).toBeNull();
});

test('weighs files and bytes alike: a few large films at the end do not surprise', () => {
  const even = timeLeft(work()) ?? 0;
  expect(timeLeft(work({ bytesTotal: 8_000_000_000 })) ?? 0).toBeGreaterThan(even * 2);
});
