import type Database from 'better-sqlite3';
import type { Recomputation } from '../catalogue.ts';
import { Behind } from './behind-marks.ts';
import { type Cell, type CellSource, cellColumns, cellOf } from './cell.ts';
import type { Connection } from './connection.ts';
import { chunkSize, Grid } from './grid.ts';

/** The grid as the last commit left it, and a version that rises with every change. */
export class SharedGrid {
  grid: Grid;
  version = 1;
  /** Rises when who sees more than their role changes. */
  viewerVersion = 1;
  readonly behind = new Behind();

  constructor(grid: Grid) {
    this.grid = grid;
  }
}

export function loadGrid(database: Database.Database): Grid {
  const grid = new Grid();
  const chunks = database
    .prepare<[], [number, Uint8Array]>('SELECT chunk, cells FROM grid ORDER BY chunk DESC')
    .raw()
    .all();
  // The last comes first, so that the room for all is taken at once.
  for (const [chunk, cells] of chunks) grid.setChunk(chunk, cells);
  return grid;
}

/** What one transaction changes of the grid: kept apart until it is committed. */
export class GridChange {
  readonly #shared: SharedGrid;
  readonly #cells = new Map<number, Cell>();
  #viewersChanged = false;
  #factsChanged = false;
  readonly #workedOut: number[] = [];
  #recomputation: Recomputation | null = null;
  #seen: Grid | null = null;

  constructor(shared: SharedGrid) {
    this.#shared = shared;
  }

  set(number: number, cell: Cell): void {
    this.#cells.set(number, cell);
    this.#seen?.set(number, cell);
  }

  workedOut(numbers: readonly number[]): void {
    this.#workedOut.push(...numbers);
  }

  recompute(recomputation: Recomputation): void {
    this.#recomputation = recomputation;
  }

  /** What is found changes though no cell does: a label, a collection, a likeness. */
  factsChanged(): void {
    this.#factsChanged = true;
  }

  viewersChanged(): void {
    this.#viewersChanged = true;
  }

  /** The grid as this transaction sees it. */
  view(): Grid {
    if (this.#cells.size === 0) return this.#shared.grid;
    if (!this.#seen) {
      this.#seen = this.#shared.grid.copy();
      for (const [number, cell] of this.#cells) this.#seen.set(number, cell);
    }
    return this.#seen;
  }

  /** Writes the changed chunks; part of the transaction. */
  async store({ kysely }: Connection): Promise<void> {
    if (this.#cells.size === 0) return;
    const chunks = new Map<number, [number, Cell][]>();
    for (const [number, cell] of this.#cells) {
      const chunk = Math.floor(number / chunkSize);
      const known = chunks.get(chunk);
      if (known) known.push([number, cell]);
      else chunks.set(chunk, [[number, cell]]);
    }
    for (const [chunk, changed] of chunks) {
      const cells = this.#changedChunk(chunk, changed);
      await kysely
        .insertInto('grid')
        .values({ chunk, cells })
        .onConflict((conflict) => conflict.column('chunk').doUpdateSet({ cells }))
        .execute();
    }
  }

  #changedChunk(chunk: number, changed: readonly (readonly [number, Cell])[]): Buffer {
    const only = new Grid();
    only.setChunk(0, this.#shared.grid.chunk(chunk));
    for (const [number, cell] of changed) only.set(number - chunk * chunkSize, cell);
    return Buffer.from(only.chunk(0));
  }

  /** After the commit: everybody sees it. */
  publish(): void {
    for (const [number, cell] of this.#cells) this.#shared.grid.set(number, cell);
    this.#shared.behind.workedOut(this.#workedOut);
    if (this.#recomputation) this.#shared.behind.recompute(this.#recomputation);
    if (this.#cells.size > 0 || this.#viewersChanged || this.#factsChanged || this.#recomputation)
      this.#shared.version += 1;
    if (this.#viewersChanged) this.#shared.viewerVersion += 1;
  }
}

/** Numbers whose cell is not what the table says; none in a sound catalogue. */
export function gridFaults(database: Database.Database): number[] {
  const grid = loadGrid(database);
  const faults: number[] = [];
  const rows = database.prepare<[], CellSource & { number: number }>(
    `SELECT number, ${cellColumns.join(', ')} FROM recording`,
  );
  for (const row of rows.iterate()) {
    const { number } = row;
    const cell = cellOf(row);
    const same =
      grid.facets[number] === cell.facets &&
      grid.visibility[number] === cell.visibility &&
      grid.earliest[number] === cell.earliest &&
      grid.latest[number] === cell.latest;
    if (!same) faults.push(number);
  }
  return faults;
}
