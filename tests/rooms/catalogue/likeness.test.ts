import { expect, test } from 'vitest';
import type { Likeness } from '../../../electron/catalogue/rows.ts';
import { derived, idOf, newCatalogue, recording } from './made-up.ts';

const own: Likeness = [0b1010_1010_1010_1010, 0, 0xffff, 0x1234];
const custodian = { user: idOf(0xaa), role: 'custodian' } as const;

/** All ways to share so many differing bits among the four parts. */
function sharings(bits: number, parts = 4): number[][] {
  if (parts === 1) return [[bits]];
  return Array.from({ length: bits + 1 }, (_, first) =>
    sharings(bits - first, parts - 1).map((rest) => [first, ...rest]),
  ).flat();
}

const differing = (bits: readonly number[]): Likeness =>
  own.map((part, place) => part ^ ((1 << (bits[place] ?? 0)) - 1)) as unknown as Likeness;

test('pictures that differ in ten bits are found wherever the ten lie, and none that differ in eleven', async () => {
  const catalogue = newCatalogue();
  const ten = sharings(10);
  const likenesses = [own, ...ten.map(differing), ...sharings(11).map(differing)];
  await catalogue.write(async ({ recordings }) => {
    for (const [at, likeness] of likenesses.entries()) {
      await recordings.add(recording(at + 1));
      await recordings.setLikeness(idOf(at + 1), likeness);
      await recordings.setDerived(idOf(at + 1), derived({ custodian: 3 }));
    }
  });
  const found = await catalogue.read(({ recordings }) => recordings.similar(custodian, idOf(1), 1_000));
  expect(found.tiles.map(({ recording: { number } }) => number)).toEqual(ten.map((_, at) => at + 2));
  expect(new Set(found.tiles.map(({ distance }) => distance))).toEqual(new Set([10]));
});
