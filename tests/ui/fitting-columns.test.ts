import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnGap, fittingColumns, tracksOf } from '../../renderer/ui/pictures/fitting-columns.ts';

const columns = [
  { name: 'Picture', least: 3, rank: 1 },
  { name: 'File', least: 6, grows: 2, rank: 4 },
  { name: 'Number', least: 5, rank: 2 },
  { name: 'Made', least: 8, rank: 3 },
];
const names = (room: number) => fittingColumns(columns, room).map(({ name }) => name);
const needs = (kept: readonly { least: number }[]) =>
  kept.reduce((sum, { least }) => sum + least + columnGap, columnGap);

describe('the columns of a list', () => {
  it('all stand where there is room, the dearest where there is little, in their own order', () => {
    expect(names(needs(columns))).toEqual(['Picture', 'File', 'Number', 'Made']);
    expect(names(needs(columns) - 0.1)).toEqual(['Picture', 'Number', 'Made']);
    expect(names(19)).toEqual(['Picture', 'Number', 'Made']);
    expect(names(18)).toEqual(['Picture', 'Number']);
    expect(names(0)).toEqual(['Picture', 'Number']);
  });

  it('never need more than the room, and a wider window takes none away', () => {
    // Enough for the dearest two, which always stand.
    const room = fc.double({ min: 11, max: 60, noNaN: true });
    fc.assert(
      fc.property(room, room, (one, other) => {
        const [narrow, wide] = [Math.min(one, other), Math.max(one, other)];
        expect(needs(fittingColumns(columns, wide))).toBeLessThanOrEqual(wide);
        expect(names(wide)).toEqual(expect.arrayContaining(names(narrow)));
      }),
    );
  });

  it('share what is left over', () => {
    expect(tracksOf(columns)).toBe('3rem minmax(6rem, 2fr) 5rem 8rem');
  });
});
