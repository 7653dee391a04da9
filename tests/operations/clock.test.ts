import { expect, test } from 'vitest';
import { clockIn } from '../../electron/engine-clock.ts';
import type { Instant } from '../../shared/kernel/instant.ts';

const clock = clockIn('Europe/London', () => Date.parse('2026-06-30T23:30:00.000Z'));

test('half past midnight in summer is the new day in London, though not yet in UTC', () => {
  expect(clock.now()).toBe('2026-06-30T23:30:00.000Z');
  expect(clock.today()).toBe('2026-07-01');
});

test('a moment falls on the day it had where the library lies', () => {
  expect(clock.dayOf('2026-06-30T22:59:59.999Z' as Instant)).toBe('2026-06-30');
  expect(clock.dayOf('2026-06-30T23:00:00.000Z' as Instant)).toBe('2026-07-01');
  expect(clock.dayOf('2026-01-31T23:30:00.000Z' as Instant)).toBe('2026-01-31');
});
