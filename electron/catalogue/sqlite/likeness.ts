import { type RawBuilder, sql } from 'kysely';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Similar, Viewer } from '../catalogue.ts';
import type { Likeness } from '../rows.ts';
import { levelIn } from './find.ts';
import { sightOf } from './ground.ts';
import { tilesOf } from './tiles.ts';
import { findNumber, numberOf, type ReadUnit, valuesOf, type WriteUnit } from './unit.ts';

/**
 * Pictures are found again by their likeness, 64 bits in four parts of 16 with an index each. Two that differ in at
 * most `mostDifferent` bits are found by a part that differs in at most as many as stand here for it: were each part
 * beyond its own, they would differ in one bit more. So only a few hundred values of 65,536 are looked at.
 */
const mostDifferent = 10;
const mostInPart = [2, 2, 2, 1];
/** So many rows of a part are looked at: of pictures with the same even background there may be very many. */
const mostRows = 20_000;

const bitCounts = Uint8Array.from({ length: 65_536 }, (_, value) => {
  let bits = 0;
  for (let rest = value; rest > 0; rest &= rest - 1) bits += 1;
  return bits;
});

/** In how many of 32 bits two numbers differ. */
export const bitsBetween = (one: number, other: number): number => {
  const differs = one ^ other;
  return (bitCounts[differs >>> 16] ?? 0) + (bitCounts[differs & 0xffff] ?? 0);
};

/** In how many of 64 bits two likenesses differ. */
const distanceBetween = (one: Likeness, other: Likeness): number =>
  one.reduce((sum, part, place) => sum + (bitCounts[part ^ (other[place] ?? 0)] ?? 0), 0);

/** All values that differ from one in at most so many bits. */
function valuesNear(value: number, bits: number, from = 0): number[] {
  if (bits === 0) return [value];
  const near = [value];
  for (let bit = from; bit < 16; bit += 1) near.push(...valuesNear(value ^ (1 << bit), bits - 1, bit + 1));
  return [...new Set(near)];
}

interface Compared {
  readonly number: number;
  readonly likeness: Likeness;
}

const parts = ['part_0', 'part_1', 'part_2', 'part_3'] as const;

/** What two parts make together is less than 2^32, as `numbers` takes it. */
function comparedRows({ connection }: ReadUnit, where: RawBuilder<unknown>): Compared[] {
  const query = sql`SELECT recording || ' ' || (part_0 << 16 | part_1) || ' ' || (part_2 << 16 | part_3)
    FROM likeness WHERE ${where}`;
  const numbers = connection.numbers(query.compile(connection.kysely));
  const rows: Compared[] = [];
  for (let at = 0; at < numbers.length; at += 3) {
    const [number = 0, front = 0, back = 0] = numbers.subarray(at, at + 3);
    rows.push({ number, likeness: [front >>> 16, front & 0xffff, back >>> 16, back & 0xffff] });
  }
  return rows;
}

/** Likenesses by columns: of a million pictures twelve million bytes, and not an object each. */
export interface LikenessColumns {
  readonly numbers: Uint32Array;
  readonly front: Uint32Array;
  readonly back: Uint32Array;
}

/** The likeness of every picture that is meant. */
export function comparedColumns(
  { connection }: ReadUnit,
  isMeant: (number: number) => boolean,
): LikenessColumns {
  const query = sql`SELECT recording || ' ' || (part_0 << 16 | part_1) || ' ' || (part_2 << 16 | part_3)
    FROM likeness WHERE part_0 IS NOT NULL`;
  const all = connection.numbers(query.compile(connection.kysely));
  const most = Math.floor(all.length / 3);
  const columns = [new Uint32Array(most), new Uint32Array(most), new Uint32Array(most)] as const;
  let count = 0;
  for (let at = 0; at < most * 3; at += 3) {
    if (!isMeant(all[at] ?? 0)) continue;
    for (const [place, column] of columns.entries()) column[count] = all[at + place] ?? 0;
    count += 1;
  }
  const [numbers, front, back] = columns.map((column) => column.subarray(0, count)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  return { numbers, front, back };
}

function near(unit: ReadUnit, likeness: Likeness): (Compared & { distance: number })[] {
  const found = new Map<number, Compared & { distance: number }>();
  for (const [place, part] of parts.entries()) {
    const values = valuesOf(valuesNear(likeness[place] ?? 0, mostInPart[place] ?? 0));
    const rows = comparedRows(unit, sql`${sql.ref(part)} IN ${values} LIMIT ${mostRows}`);
    for (const row of rows) {
      const distance = distanceBetween(likeness, row.likeness);
      if (distance <= mostDifferent) found.set(row.number, { ...row, distance });
    }
  }
  return [...found.values()].sort((a, b) => a.distance - b.distance || a.number - b.number);
}

/** The whole picture may be seen: what it looks like is told of nothing else. */
const seesAll = 3;

export async function similarTo(
  unit: ReadUnit,
  viewer: Viewer,
  recording: Id,
  most: number,
): Promise<Similar> {
  const sight = sightOf(unit.ground, viewer);
  const grid = unit.ground.grid();
  const number = await findNumber(unit, 'recording', recording);
  const isSeen = (other: number): boolean => levelIn(grid, sight, other) === seesAll;
  if (number === null || !isSeen(number)) return { compared: false, tiles: [] };
  const [own] = comparedRows(unit, sql`recording = ${number} AND part_0 IS NOT NULL`);
  if (!own) return { compared: false, tiles: [] };
  const others = near(unit, own.likeness).filter((one) => one.number !== number && isSeen(one.number));
  const shown = new Map(others.slice(0, most).map((one) => [one.number, one.distance]));
  const tiles = await tilesOf(unit, viewer, [...shown.keys()]);
  return {
    compared: true,
    tiles: tiles
      .filter(({ level }) => level === seesAll)
      .map((tile) => ({ ...tile, distance: shown.get(tile.recording.number) ?? 0 })),
  };
}

/** What has a picture that was not compared yet. */
export const isUncompared = sql<boolean>`kind <> 'audio' AND state IN ('active', 'quarantined')
  AND NOT EXISTS (SELECT 1 FROM likeness WHERE recording = recording.number)`;

export async function setLikeness(unit: WriteUnit, recording: Id, likeness: Likeness | null): Promise<void> {
  const [part_0 = null, part_1 = null, part_2 = null, part_3 = null] = likeness ?? [];
  const values = { part_0, part_1, part_2, part_3 };
  await unit.connection.kysely
    .insertInto('likeness')
    .values({ recording: await numberOf(unit, 'recording', recording), ...values })
    .onConflict((conflict) => conflict.column('recording').doUpdateSet(values))
    .execute();
  unit.change().factsChanged();
}
