import { sql } from 'kysely';
import type { Twins, Viewer } from '../catalogue.ts';
import { levelIn } from './find.ts';
import { keptFor, sightOf } from './ground.ts';
import { bitsBetween, comparedColumns, isUncompared, type LikenessColumns } from './likeness.ts';
import { tilesOf } from './tiles.ts';
import { countNow, type ReadUnit } from './unit.ts';

/**
 * So few bits of 64 may differ in twins: then one of the four parts is the same in both, and only rows that share a
 * part are compared.
 */
const mostDifferent = 3;
/** Of rows that share a part, each is compared with so many that follow it in the order of the whole. */
const neighbours = 64;
/** Of a very large group so many are shown: the rest are like them. */
const mostShown = 60;

/** Who belongs together, as a forest in which the smallest number of a group is its root. */
class Groups {
  readonly #parents = new Map<number, number>();

  rootOf(number: number): number {
    let root = number;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root))
      root = parent;
    if (root !== number) this.#parents.set(number, root);
    return root;
  }

  join(one: number, other: number): void {
    const [first, second] = [this.rootOf(one), this.rootOf(other)].sort((a, b) => a - b) as [number, number];
    if (first !== second) this.#parents.set(second, first);
  }

  /** The groups in the order of their roots, members rising. */
  get all(): number[][] {
    const groups = new Map<number, number[]>();
    for (const number of this.#parents.keys()) {
      const root = this.rootOf(number);
      const group = groups.get(root);
      if (group) group.push(number);
      else groups.set(root, [root, number]);
    }
    return [...groups.values()]
      .map((group) => group.sort((a, b) => a - b))
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  }
}

/** Of the 64 bits the 16 of one part. */
function partOf({ front, back }: LikenessColumns, row: number, part: number): number {
  const half = (part < 2 ? front[row] : back[row]) ?? 0;
  return part % 2 === 0 ? half >>> 16 : half & 0xffff;
}

/**
 * The rows in the order of one part, as a number a row: the part before the row. A million of them are sorted in the
 * machine's own numbers, without an object or a comparison in script.
 */
function inOrderOf(columns: LikenessColumns, part: number): Float64Array {
  const keys = new Float64Array(columns.numbers.length);
  for (let row = 0; row < keys.length; row += 1) keys[row] = partOf(columns, row, part) * 2 ** 32 + row;
  return keys.sort();
}

const byWhole =
  ({ front, back, numbers }: LikenessColumns) =>
  (one: number, other: number): number =>
    (front[one] ?? 0) - (front[other] ?? 0) ||
    (back[one] ?? 0) - (back[other] ?? 0) ||
    (numbers[one] ?? 0) - (numbers[other] ?? 0);

/** Joins within the rows that share a part those that hardly differ. */
function joinWithin(groups: Groups, columns: LikenessColumns, rows: Uint32Array): void {
  const { front, back, numbers } = columns;
  // Few are compared each with each, in whatever order.
  const ordered = rows.length > neighbours ? rows.sort(byWhole(columns)) : rows;
  for (let place = 0; place < ordered.length; place += 1) {
    const row = ordered[place] ?? 0;
    const last = Math.min(ordered.length - 1, place + neighbours);
    for (let step = place + 1; step <= last; step += 1) {
      const other = ordered[step] ?? 0;
      const differs =
        bitsBetween(front[row] ?? 0, front[other] ?? 0) + bitsBetween(back[row] ?? 0, back[other] ?? 0);
      if (differs <= mostDifferent) groups.join(numbers[row] ?? 0, numbers[other] ?? 0);
    }
  }
}

/** Lets others have their turn. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** So many rows are compared between two turns of others: some tens of milliseconds. */
const rowsInTurn = 20_000;

const rowOf = (key: number): number => key % 2 ** 32;

async function joinByPart(groups: Groups, columns: LikenessColumns, part: number): Promise<void> {
  const keys = inOrderOf(columns, part);
  let from = 0;
  let turn = 0;
  for (let place = 1; place <= keys.length; place += 1) {
    // The part stands before the row: keys of one part lie within 2^32 of each other's beginning.
    const same = Math.floor((keys[place] ?? -1) / 2 ** 32) === Math.floor((keys[from] ?? 0) / 2 ** 32);
    if (same) continue;
    if (place - from > 1) joinWithin(groups, columns, Uint32Array.from(keys.subarray(from, place), rowOf));
    from = place;
    if (place - turn > rowsInTurn) {
      turn = place;
      await pause();
    }
  }
}

async function nearTwins(columns: LikenessColumns): Promise<number[][]> {
  const groups = new Groups();
  for (let part = 0; part < 4; part += 1) {
    await pause();
    await joinByPart(groups, columns, part);
  }
  return groups.all;
}

/**
 * Recordings of the same content by their mark, as groups of numbers. Marks that stand twice are found in the index
 * alone: looking each recording up for its state took half a minute of a million.
 */
function sameContent({ connection }: ReadUnit): number[][] {
  const query = sql<string>`SELECT json_group_array(number) FROM recording
    WHERE mark <> '' AND state IN ('active', 'quarantined')
      AND mark IN (SELECT mark FROM recording WHERE mark <> '' GROUP BY mark HAVING count(*) > 1)
    GROUP BY mark HAVING count(*) > 1 ORDER BY min(number)`;
  return connection
    .column<string>(query.compile(connection.kysely))
    .map((text) => (JSON.parse(text) as number[]).sort((a, b) => a - b));
}

interface Found {
  readonly exact: boolean;
  readonly numbers: readonly number[];
}

/** All that is read is read before the first pause, in one view: what is found may be kept for others. */
function allTwins(unit: ReadUnit, viewer: Viewer): Promise<Found[]> {
  const sight = sightOf(unit.ground, viewer);
  const isSeen = (number: number): boolean => levelIn(unit.ground.grid(), sight, number) === 3;
  const exact = sameContent(unit).map((group) => group.filter(isSeen));
  const known = new Set(exact.map((group) => group.join(' ')));
  return nearTwins(comparedColumns(unit, isSeen)).then((groups) =>
    [
      ...exact.map((numbers) => ({ exact: true, numbers })),
      ...groups.filter((group) => !known.has(group.join(' '))).map((numbers) => ({ exact: false, numbers })),
    ].filter(({ numbers }) => numbers.length > 1),
  );
}

/** A page of the groups; pictures are looked up for it alone, and the groups are kept until something changes. */
export async function twinsOf(unit: ReadUnit, viewer: Viewer, offset: number, limit: number): Promise<Twins> {
  const { ground } = unit;
  const uncompared = keptFor(ground, viewer, 'uncompared', () => countNow(unit, 'recording', isUncompared));
  const all = await keptFor(ground, viewer, 'twins', () => allTwins(unit, viewer));
  const groups = [];
  for (const { exact, numbers } of all.slice(offset, offset + limit)) {
    const tiles = await tilesOf(unit, viewer, numbers.slice(0, mostShown));
    groups.push({ exact, count: numbers.length, tiles });
  }
  return { groups, total: all.length, uncompared };
}
