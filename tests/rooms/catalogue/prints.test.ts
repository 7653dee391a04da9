import { expect, test } from 'vitest';
import type { RenditionRow } from '../../../electron/catalogue/rows.ts';
import { idOf, newCatalogue, noon, recording } from './made-up.ts';

const rendition = (number: number, of: number): RenditionRow => ({
  id: idOf(number),
  recording: idOf(of),
  kind: 'original',
  parent: null,
  blob: idOf(0xb000 + number),
  container: 'jpeg',
  width: 40,
  height: 30,
  bytes: 9,
  mark: `mark of ${number}`,
  madeAt: noon,
  madeBy: idOf(0x99),
  recipe: null,
  verification: null,
});

const print = Uint32Array.of(0xffff_ffff, 1, 2, 0x8000_0000, 0, 0);

test('prints are kept as they were, and go with their renditions', async () => {
  const catalogue = newCatalogue();
  await catalogue.write(async ({ recordings, renditions, prints }) => {
    for (const number of [1, 2, 3]) {
      await recordings.add(recording(number, number === 3 ? { kind: 'audio' } : {}));
      await renditions.add(rendition(0x10 + number, number));
    }
    expect(await prints.missing(null, 9)).toEqual([idOf(0x11), idOf(0x12)]);
    expect(await prints.missing(idOf(0x11), 9)).toEqual([idOf(0x12)]);
    await prints.set(idOf(0x11), null);
    await prints.set(idOf(0x12), print);
    expect(await prints.missing(null, 9)).toEqual([]);
  });
  const known = await catalogue.read(({ prints }) => prints.all());
  expect(known).toEqual({ renditions: [idOf(0x12)], prints: print });
  await catalogue.write(({ renditions }) => renditions.remove(idOf(0x12)));
  expect((await catalogue.read(({ prints }) => prints.all())).renditions).toEqual([]);
});

test('renditions are found by their content, and none by none', async () => {
  const catalogue = newCatalogue();
  await catalogue.write(async ({ recordings, renditions }) => {
    await recordings.add(recording(1));
    await renditions.add(rendition(0x11, 1));
    await renditions.add({ ...rendition(0x12, 1), mark: '' });
  });
  const found = (mark: string) => catalogue.read(({ renditions }) => renditions.byMark(mark));
  expect((await found('mark of 17')).map(({ id }) => id)).toEqual([idOf(0x11)]);
  expect(await found('')).toEqual([]);
});
