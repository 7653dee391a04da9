import { expect, test } from 'vitest';
import { seeded } from '../bench/seeded.ts';
import { endlessBlows, namedBlows, torture } from './torture.ts';

const quiet = (): void => undefined;

test('a library killed once after each named step is whole afterwards', { timeout: 900_000 }, async () => {
  const counters = await torture(namedBlows, { kills: namedBlows.length, seed: 11, say: quiet });
  expect(counters.faults).toEqual([]);
  expect(counters.kills).toBe(namedBlows.length);
  expect(counters.erased).toBeGreaterThan(0);
});

test('a library killed four times at random is whole afterwards', { timeout: 900_000 }, async () => {
  const random = [...endlessBlows(seeded(5)).take(12)].map(({ kind }) => ({ kind, step: null }));
  const counters = await torture(random, { kills: 4, seed: 12, say: quiet });
  expect(counters.faults).toEqual([]);
  expect(counters.kills).toBeGreaterThan(2);
});
