import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const place = new URL('counters.json', import.meta.url);

/** How many executions of each row of trials have been made, by walker and seed. */
type Counters = Record<string, Record<string, number>>;

const read = (): Counters => (existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as Counters) : {});

export const executedSoFar = (walker: string, seed: number): number => read()[walker]?.[seed] ?? 0;

/** Adds executions to a row; the file is written whole. */
export function count(walker: string, seed: number, executions: number): void {
  const counters = read();
  const row = { ...counters[walker] };
  row[seed] = (row[seed] ?? 0) + executions;
  const sorted = Object.fromEntries(
    Object.entries({ ...counters, [walker]: row }).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  writeFileSync(place, `${JSON.stringify(sorted, null, 2)}\n`);
}
