import { expect, test } from 'vitest';
import { seeded } from '../bench/seeded.ts';
import { killErasures } from './erasures.ts';
import { endlessBlows, namedBlows, torture } from './torture.ts';

const quiet = (): void => undefined;

/** The steps after which most stands half done; `npm run torture` kills after every one. */
const worst = [
  'put:placed',
  'import:rows-written',
  'erase:approved',
  'destroy:keys-removed',
  'erase:content-destroyed',
  'erase:catalogue-scoured',
];

test('a library killed after each of the worst steps is whole afterwards', { timeout: 900_000 }, async () => {
  const blows = namedBlows.filter(({ step }) => step !== null && worst.includes(step));
  const counters = await torture(blows, { kills: blows.length, seed: 11, say: quiet });
  expect(counters.faults).toEqual([]);
  expect(counters.kills).toBe(worst.length);
  expect(counters.erased).toBeGreaterThan(0);
});

test('a library killed twice at random is whole afterwards', { timeout: 900_000 }, async () => {
  const random = [...endlessBlows(seeded(5)).take(12)].map(({ kind }) => ({ kind, step: null }));
  const counters = await torture(random, { kills: 2, seed: 12, say: quiet });
  expect(counters.faults).toEqual([]);
  expect(counters.kills).toBe(2);
});

test('an erasure killed, and killed again while it is finished, leaves nothing', {
  timeout: 900_000,
}, async () => {
  const blows = [{ step: 'destroy:keys-removed', again: 'erase:backup-keys-replaced', away: true }];
  const counters = await killErasures(blows, { kills: 2, seed: 13, say: quiet, plants: 4 });
  expect(counters.faults).toEqual([]);
  expect(counters).toMatchObject({ kills: 2, whileFinishing: 1, restored: 1 });
  expect(counters.outOfReach).toBe(counters.erased);
});
