import { expect, test, vi } from 'vitest';
import type { Likeness } from '../../../electron/catalogue/rows.ts';
import * as likeness from '../../../electron/catalogue/sqlite/likeness.ts';
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

test('twins are worked out once for all their pages, and anew when a likeness, a cell or a viewer changes', async () => {
  const catalogue = newCatalogue();
  const reads = vi.spyOn(likeness, 'comparedColumns');
  const twins = (offset = 0) =>
    catalogue.read(({ recordings }) => recordings.twins(custodian, offset, 1)).then(({ total }) => total);
  await catalogue.write(async ({ recordings }) => {
    for (const at of [1, 2, 3, 4]) {
      await recordings.add(recording(at));
      await recordings.setLikeness(idOf(at), at < 3 ? own : differing([8, 8, 8, 8]));
      await recordings.setDerived(idOf(at), derived({ custodian: 3 }));
    }
  });
  expect([await twins(), await twins(1), await twins(2)]).toEqual([2, 2, 2]);
  expect(reads).toHaveBeenCalledTimes(1);
  await catalogue.write(({ recordings }) => recordings.setLikeness(idOf(4), differing([16, 16, 0, 0])));
  expect(await twins()).toBe(1);
  await catalogue.write(({ recordings }) => recordings.setDerived(idOf(2), derived({ custodian: 2 })));
  expect(await twins()).toBe(0);
  // What one may see is kept for nobody else.
  const clinician = { user: idOf(0xab), role: 'clinician' } as const;
  await catalogue.write(({ recordings }) =>
    recordings.setDerived(idOf(1), derived({ custodian: 3, clinician: 3 })),
  );
  const theirs = await catalogue.read(({ recordings }) => recordings.twins(clinician, 0, 1));
  expect(theirs.total).toBe(0);
  expect(reads).toHaveBeenCalledTimes(4);
});
