import { sql } from 'kysely';
import type { Twins, Viewer } from '../catalogue.ts';
import { levelIn } from './find.ts';
import { sightOf } from './ground.ts';
import { type Compared, comparedRows, distanceBetween, isUncompared } from './likeness.ts';
import { tilesOf } from './tiles.ts';
import { countOf, type ReadUnit } from './unit.ts';

/**
 * So few bits of 64 may differ in twins: then one of the four parts is the same in both, and only rows that share a
 * part are compared.
 */
const mostDifferent = 3;
/** Of rows that share a part, each is compared with so many that follow it in the order of the whole. */
const neighbours = 64;

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
      groups.set(root, [...(groups.get(root) ?? [root]), number]);
    }
    return [...groups.values()]
      .map((group) => group.sort((a, b) => a - b))
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  }
}

const comparison =
  (first: number) =>
  (one: Compared, other: Compared): number => {
    for (let step = 0; step < 4; step += 1) {
      const part = (first + step) % 4;
      const difference = (one.likeness[part] ?? 0) - (other.likeness[part] ?? 0);
      if (difference !== 0) return difference;
    }
    return one.number - other.number;
  };

function joinNeighbours(groups: Groups, rows: readonly Compared[], part: number): void {
  for (const [place, row] of rows.entries()) {
    for (let step = 1; step <= neighbours; step += 1) {
      const other = rows[place + step];
      if (!other || other.likeness[part] !== row.likeness[part]) break;
      if (distanceBetween(row.likeness, other.likeness) <= mostDifferent)
        groups.join(row.number, other.number);
    }
  }
}

/** Lets others have their turn: with a million pictures each part takes about a second. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function nearTwins(rows: Compared[]): Promise<number[][]> {
  const groups = new Groups();
  for (let part = 0; part < 4; part += 1) {
    await pause();
    joinNeighbours(groups, rows.sort(comparison(part)), part);
  }
  return groups.all;
}

/** Recordings of the same content by their mark, as groups of numbers. */
function sameContent({ connection }: ReadUnit): number[][] {
  const query = sql<string>`SELECT json_group_array(number) FROM recording
    WHERE mark <> '' AND state IN ('active', 'quarantined') GROUP BY mark HAVING count(*) > 1 ORDER BY min(number)`;
  return connection
    .column<string>(query.compile(connection.kysely))
    .map((text) => (JSON.parse(text) as number[]).sort((a, b) => a - b));
}

export async function twinsOf(unit: ReadUnit, viewer: Viewer, most: number): Promise<Twins> {
  const sight = sightOf(unit.ground, viewer);
  const isSeen = (number: number): boolean => levelIn(unit.ground.grid(), sight, number) === 3;
  const rows = comparedRows(unit, sql`part_0 IS NOT NULL`).filter(({ number }) => isSeen(number));
  const exact = sameContent(unit).map((group) => group.filter(isSeen));
  const known = new Set(exact.map((group) => group.join(' ')));
  const near = (await nearTwins(rows)).filter((group) => !known.has(group.join(' ')));
  const all = [
    ...exact.map((numbers) => ({ exact: true, numbers })),
    ...near.map((numbers) => ({ exact: false, numbers })),
  ].filter(({ numbers }) => numbers.length > 1);
  const groups = [];
  for (const { exact: same, numbers } of all.slice(0, most))
    groups.push({ exact: same, tiles: await tilesOf(unit, viewer, numbers) });
  const uncompared = await countOf(unit, 'recording', isUncompared);
  return { groups, more: all.length > most, uncompared };
}
