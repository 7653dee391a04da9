import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalogue } from '../../electron/catalogue/sqlite/open.ts';
import { clockIn } from '../../electron/engine-clock.ts';
import { newId } from '../../electron/kernel-random.ts';
import type { LibrarySettings } from '../../electron/operations/context.ts';
import { refreshRecordings } from '../../electron/operations/derive.ts';
import { createTokens } from '../../electron/operations/tokens.ts';
import {
  recomputeAll,
  settleDay,
  stopTurn,
  type Turning,
  turnOfDay,
  unsettleDay,
} from '../../electron/operations/turn-of-day.ts';
import { append } from '../../electron/trail/append.ts';
import { retentionSchedule } from '../../shared/contract/retention.ts';
import { addDays, type Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { benchKey } from './large-library.ts';
import { departmentEnds, firstDay, owingCatalogue } from './owing-library.ts';
import { percentile, seeded, whole } from './seeded.ts';

interface Turn {
  readonly recordings: number;
  /** Until a call of that day is answered, and until all is worked out. */
  readonly answeredMs: number;
  readonly doneMs: number;
  readonly cpuMs: number;
}

export interface ObligationsBench {
  readonly rows: number;
  /** Working out everything anew: recordings in so much time, and how long one who asks meanwhile waits. */
  readonly anew: {
    readonly recordings: number;
    readonly ms: number;
    readonly cpuMs: number;
    readonly waits: readonly number[];
  };
  readonly ordinary: readonly Turn[];
  readonly department: Turn;
  readonly changes: readonly number[];
}

const { rules } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../resources/retention/england.json'), 'utf8'),
) as { rules: unknown };

/** The rooms that the turn of a day needs, on a clock that the measurement sets. */
function roomsOf(path: string): { readonly rooms: Turning; setDay(day: Day): void } {
  let now = Date.parse(`${firstDay}T09:00:00.000Z`);
  const clock = clockIn('Europe/London', () => now);
  const settings: LibrarySettings = {
    id: '0'.repeat(32) as Id,
    name: '',
    place: '',
    jurisdiction: 'england',
    zone: 'Europe/London',
    edition: 'gmc-2002',
    schedule: retentionSchedule.parse(rules),
    notices: [],
  };
  const rooms: Turning = {
    settings,
    clock,
    catalogue: createCatalogue({ path, key: benchKey }),
    tokens: createTokens(newId, () => now),
    record: async (writer, draft) => {
      await append(writer.trail, draft, { now: clock.now() });
    },
    emit: () => undefined,
  };
  return { rooms, setDay: (day) => (now = Date.parse(`${day}T09:00:00.000Z`)) };
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

async function turn({ rooms, setDay }: ReturnType<typeof roomsOf>, day: Day): Promise<Turn> {
  setDay(day);
  const [from, cpuFrom] = [performance.now(), cpu()];
  const due = await rooms.catalogue.read(({ recordings }) => recordings.dueForRefresh(day, 1_000_000));
  const asked = performance.now();
  await settleDay(rooms);
  const answeredMs = performance.now() - asked;
  await turnOfDay(rooms);
  return { recordings: due.length, answeredMs, doneMs: performance.now() - from, cpuMs: cpu() - cpuFrom };
}

/** One who asks for a recording every twenty milliseconds while everything is worked out anew. */
async function askMeanwhile(rooms: Turning, rows: number, until: () => boolean): Promise<number[]> {
  const random = seeded(31);
  const waits: number[] = [];
  while (!until()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const from = performance.now();
    await rooms.catalogue.read(({ recordings }) => recordings.byNumber(1 + whole(random, rows)));
    waits.push(performance.now() - from);
  }
  return waits;
}

/** As another edition or schedule does it; stopped after so many seconds, since the pace is the same to the end. */
async function anew(rooms: Turning, rows: number, seconds: number): Promise<ObligationsBench['anew']> {
  await rooms.catalogue.write((writer) => recomputeAll(writer, true));
  unsettleDay(rooms);
  const [from, cpuFrom] = [performance.now(), cpu()];
  await settleDay(rooms);
  let over = false;
  const work = turnOfDay(rooms).finally(() => {
    over = true;
  });
  const timer = setTimeout(() => void stopTurn(rooms), seconds * 1_000);
  const waits = await askMeanwhile(rooms, rows, () => over);
  const recordings = await work;
  clearTimeout(timer);
  return { recordings, ms: performance.now() - from, cpuMs: cpu() - cpuFrom, waits };
}

/** Between two changes, in milliseconds. */
const pauseMs = 500;

/** A change of one fact as an operation makes it: what the change touches is worked out in its own transaction. */
async function changes(rooms: Turning, rows: number, count: number): Promise<number[]> {
  const random = seeded(32);
  const times: number[] = [];
  while (times.length < count) {
    const one = await rooms.catalogue.read(({ recordings }) => recordings.byNumber(1 + whole(random, rows)));
    if (!one || one.state !== 'active') continue;
    // People pause between one change and the next; what the catalogue does meanwhile holds nobody up.
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const from = performance.now();
    await rooms.catalogue.write(async (writer) => {
      const [agreement] = await writer.agreements.ofRecording(one.id);
      const on = rooms.clock.today();
      const event = { kind: 'withdrawn', on, note: '' } as const;
      if (agreement) await writer.agreements.addEvent(agreement.id, event, one.addedBy, rooms.clock.now());
      const tied = agreement ? await writer.agreements.recordingsOf(agreement.id) : [one.id];
      await refreshRecordings(rooms, writer, tied, one.addedBy);
    });
    times.push(performance.now() - from);
  }
  return times;
}

/** Measures the turn of days, a change, and working out everything anew in a library of so many recordings. */
export async function benchObligations({
  rows,
  days = 5,
  changed: changedCount = 100,
  seconds = 60,
}: {
  readonly rows: number;
  readonly days?: number;
  readonly changed?: number;
  readonly seconds?: number;
}): Promise<ObligationsBench> {
  const made = await owingCatalogue(rows);
  const path = `${made}.measured`;
  copyFileSync(made, path);
  const opened = roomsOf(path);
  const { rooms, setDay } = opened;
  setDay(firstDay);
  const ordinary: Turn[] = [];
  for (let day = 1; day <= days; day += 1) ordinary.push(await turn(opened, addDays(firstDay, day)));
  const department = await turn(opened, addDays(departmentEnds, 1));
  const changed = await changes(rooms, rows, changedCount);
  const again = await anew(rooms, rows, seconds);
  await rooms.catalogue.close();
  rmSync(path, { force: true });
  return { rows, anew: again, ordinary, department, changes: changed };
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;

const sayTurn = (name: string, { recordings, answeredMs, doneMs, cpuMs }: Turn): string =>
  `  ${name.padEnd(28)} ${recordings} recordings: answering after ${ms(answeredMs)}, done after ${ms(doneMs)} (${ms(cpuMs)} of CPU)`;

/** The figures as lines for a person. */
export function sayObligations({
  rows,
  anew: again,
  ordinary,
  department,
  changes: times,
}: ObligationsBench): string {
  return [
    `obligations of ${rows} recordings`,
    ...ordinary.map((one) => sayTurn('an ordinary day', one)),
    sayTurn('a department’s contracts end', department),
    `  ${'a withdrawal'.padEnd(28)} p50 ${ms(percentile(times, 50))}, p95 ${ms(percentile(times, 95))}`,
    `  ${'everything anew'.padEnd(28)} ${again.recordings} in ${ms(again.ms)} (${(again.cpuMs / again.recordings).toFixed(2)} ms of CPU each); who asks meanwhile waits p50 ${ms(percentile(again.waits, 50))}, p95 ${ms(percentile(again.waits, 95))}`,
  ].join('\n');
}
