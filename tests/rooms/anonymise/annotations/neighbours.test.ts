import { expect, it } from 'vitest';
import { withNeighbours } from '../../../../electron/anonymise/annotations/find/neighbours.ts';

const size = { width: 1600, height: 1200 };
const line = (x: number, y: number, score: number, direction: 'across' | 'down' = 'across') => ({
  ...(direction === 'across' ? { x, y, w: 100, h: 16 } : { x: y, y: x, w: 16, h: 100 }),
  score,
  line: { direction },
});

const sure = [line(100, 100, 0.9), line(500, 400, 0.8), line(200, 300, 0.95, 'down')];

it('takes what goes on where a sure line ends, and what goes on from that', () => {
  const next = line(180, 102, 0.3);
  const after = line(265, 103, 0.15);
  expect(withNeighbours(sure, [after, next], size)).toEqual([...sure, next, after]);
});

it('takes what stands as a sure line stands', () => {
  const below = line(290, 301, 0.3, 'down');
  expect(withNeighbours(sure, [below], size)).toEqual([...sure, below]);
  expect(withNeighbours(sure, [{ ...below, line: { direction: 'across' } }], size)).toEqual(sure);
});

it.each([
  ['lies further than its height away', line(220, 100, 0.4)],
  ['lies on another row', line(180, 112, 0.4)],
  ['is of another height', { ...line(180, 100, 0.4), h: 30 }],
  ['is no writing', line(180, 100, 0.05)],
])('takes nothing that %s', (_, other) => {
  expect(withNeighbours(sure, [other], size)).toEqual(sure);
});

it('takes nothing where as much lies beside what is sure', () => {
  const leaves = Array.from({ length: 60 }, (_, row) => line(100, 20 * row, 0.6));
  const beside = leaves.map((leaf) => ({ ...leaf, x: 190, score: 0.4 }));
  expect(withNeighbours(leaves, beside, size)).toEqual(leaves);
  expect(withNeighbours(leaves, beside.slice(0, 8), size)).toHaveLength(68);
});
