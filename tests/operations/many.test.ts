import { expect, test } from 'vitest';
import { eachOf } from '../../electron/operations/many.ts';

test('each is done once, whoever asked is told how far it is, and others have a turn between', async () => {
  const done: number[] = [];
  const told: [number, number][] = [];
  const turns: number[] = [];
  setImmediate(() => turns.push(done.length));
  const things = Array.from({ length: 250 }, (_, at) => at);
  await eachOf(
    { tell: (at, of) => told.push([at, of]) },
    [...things, ...things],
    async (thing) => void done.push(thing),
  );
  expect(done).toEqual(things);
  expect(told).toEqual([
    [100, 250],
    [200, 250],
  ]);
  expect(turns).toEqual([100]);
  await eachOf({}, things, async () => undefined);
});
