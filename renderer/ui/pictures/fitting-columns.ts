/** How much room a column of a list needs, and how dear it is. */
interface Sized {
  /** In rem: narrower than this it says nothing. */
  readonly least: number;
  /** Its share of what is left over; absent where it keeps its width. */
  readonly grows?: number;
  /** The lower, the longer it stays where there is little room. */
  readonly rank: number;
}

/** Between columns, and before the first and after the last, in rem. */
export const columnGap = 0.75;

/** The columns that fit into so many rem, in their own order; the dearest two always do. */
export function fittingColumns<Column extends Sized>(columns: readonly Column[], room: number): Column[] {
  const dearestFirst = [...columns].sort((one, other) => one.rank - other.rank);
  let taken = columnGap;
  const fit = dearestFirst.findIndex(({ least }, place) => {
    taken += least + columnGap;
    return place > 1 && taken > room;
  });
  const kept = new Set(fit < 0 ? dearestFirst : dearestFirst.slice(0, fit));
  return columns.filter((column) => kept.has(column));
}

/** The tracks of a CSS grid for them. */
export const tracksOf = (columns: readonly Sized[]): string =>
  columns.map(({ least, grows }) => (grows ? `minmax(${least}rem, ${grows}fr)` : `${least}rem`)).join(' ');
