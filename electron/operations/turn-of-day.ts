import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { CatalogueWriter } from '../catalogue/catalogue.ts';
import type { Rooms } from './context.ts';
import { type Deriving, refreshRecordings } from './derive.ts';

/** The parts of the rooms that the turn of a day needs. */
export type Turning = Deriving & Pick<Rooms, 'catalogue' | 'emit'>;

/**
 * What is stored beside each recording (who finds it, what is owed on it) rests on a day and on an edition. When one
 * of them turns, what may be otherwise is at once kept from everybody whose sight rests on it, and then worked out in
 * small transactions between which others have their turn. Nobody is permitted anything by what is stored: the gate
 * decides from the facts, and what a call names is worked out before it is answered. Only lists and counts lag.
 */

/** Up to so many recordings are worked out before the first call of a day is answered: well under a second of work. */
const waitedFor = 200;
/** So long a transaction may hold others up, in milliseconds. */
const held = 60;
/** Fewer at a time would cost more to read and to commit than to work out. */
const fewest = 40;
const most = 200;
/** A call waits for so many of those that it names. */
const mostNamed = 10_000;

/** What goes on for an open library. */
interface Turn {
  day: Day | null;
  /** Settled when calls of this day may be answered. */
  begun: Promise<void>;
  work: Promise<number> | null;
  stopped: boolean;
  /** Those whose facts could not be worked out since the library was opened. */
  readonly faulty: Set<Id>;
}

const turns = new WeakMap<object, Turn>();

function turnOf({ catalogue }: Pick<Turning, 'catalogue'>): Turn {
  const known = turns.get(catalogue);
  if (known) return known;
  const turn: Turn = { day: null, begun: Promise.resolve(), work: null, stopped: false, faulty: new Set() };
  turns.set(catalogue, turn);
  return turn;
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Each by itself, where together they failed: one whose facts cannot be read holds up no other. It stays behind, so kept
 * from whoever found it by what was stored, and is tried again when the library is opened next.
 */
async function workOutEach(rooms: Turning, turn: Turn, ids: readonly Id[]): Promise<void> {
  for (const id of ids) {
    try {
      await rooms.catalogue.write((writer) => refreshRecordings(rooms, writer, [id], null));
    } catch (error) {
      process.stderr.write(
        `custos: one recording could not be worked out and is kept back: ${String(error)}\n`,
      );
      turn.faulty.add(id);
      const today = rooms.clock.today();
      await rooms.catalogue.write(({ recordings }) => recordings.setDue(id, today));
      await rooms.catalogue.lookAsOf(today);
    }
  }
}

/** The next few whose day has come. */
async function workOutDue(rooms: Turning, turn: Turn, count: number): Promise<number> {
  const today = rooms.clock.today();
  const due = await rooms.catalogue.read(({ recordings }) =>
    recordings.dueForRefresh(today, count, [...turn.faulty]),
  );
  if (due.length === 0) return 0;
  try {
    await rooms.catalogue.write((writer) => refreshRecordings(rooms, writer, due, null));
  } catch {
    await workOutEach(rooms, turn, due);
  }
  return due.length;
}

type Numbered = Awaited<ReturnType<CatalogueWriter['recordings']['downFrom']>>;

const idsOf = (some: Numbered): Id[] => some.map(({ id }) => id);

/** These are worked out: the others follow, from the next lower number down. */
async function passed({ recordings }: CatalogueWriter, next: Numbered, count: number): Promise<void> {
  const last = next.length < count ? 1 : (next.at(-1)?.number ?? 1);
  const after = await recordings.recomputation();
  await recordings.setRecomputation({
    to: last - 1,
    hiddenTo: Math.min(after.hiddenTo, last - 1),
    fresh: after.fresh,
  });
}

/** The next few of all, from the highest number down: how far it has come is part of the transaction. */
async function workOutNext(rooms: Turning, turn: Turn, count: number): Promise<number> {
  const readNext = async ({ recordings }: Pick<CatalogueWriter, 'recordings'>) => {
    const { to } = await recordings.recomputation();
    return { to, next: to === 0 ? [] : await recordings.downFrom(to, count) };
  };
  const { to } = await rooms.catalogue.read(({ recordings }) => recordings.recomputation());
  if (to === 0) return 0;
  try {
    return await rooms.catalogue.write(async (writer) => {
      const { next } = await readNext(writer);
      await refreshRecordings(rooms, writer, idsOf(next), null);
      await passed(writer, next, count);
      return next.length;
    });
  } catch {
    const { to: before, next } = await rooms.catalogue.write(readNext);
    await workOutEach(rooms, turn, idsOf(next));
    await rooms.catalogue.write(async (writer) => {
      // Where all is to be worked out anew meanwhile, it begins at the top again.
      if ((await writer.recordings.recomputation()).to === before) await passed(writer, next, count);
    });
    return next.length;
  }
}

/** Works out whatever is behind, as much at a time as nobody notices; answers how many recordings were looked at. */
async function workOut(rooms: Turning, turn: Turn): Promise<number> {
  let worked = 0;
  let count = fewest;
  while (!turn.stopped) {
    const from = performance.now();
    const done = (await workOutDue(rooms, turn, count)) || (await workOutNext(rooms, turn, count));
    if (done === 0) break;
    worked += done;
    const took = performance.now() - from;
    count = Math.max(fewest, Math.min(most, Math.round((count * held) / took)));
    await pause();
  }
  if (worked > 0) rooms.emit({ kind: 'changed', nouns: ['recording', 'queue'] });
  return worked;
}

/** Begins to work out what is behind, or goes on with it; answers when there is nothing left. */
export function turnOfDay(rooms: Turning): Promise<number> {
  const turn = turnOf(rooms);
  turn.work ??= workOut(rooms, turn).finally(() => {
    turn.work = null;
  });
  return turn.work;
}

const tell = (error: unknown): void => {
  process.stderr.write(`custos: the turn of the day could not be worked out: ${String(error)}\n`);
};

async function begin(rooms: Turning, day: Day): Promise<void> {
  await rooms.catalogue.lookAsOf(day);
  const few = await rooms.catalogue.read(async ({ recordings }) => {
    const due = await recordings.dueForRefresh(day, waitedFor + 1);
    return due.length + (await recordings.recomputation()).to <= waitedFor;
  });
  const work = turnOfDay(rooms).catch(tell);
  if (few) await work;
}

/** Something changed that every answer rests on: the next call waits until it is kept from whom it may be. */
export const unsettleDay = (rooms: Pick<Turning, 'catalogue'>): void => {
  turnOf(rooms).day = null;
};

/**
 * Comes before every call: with the first one of a day, what yesterday allowed is found no more by those who might not
 * find it today. A fault in one recording's facts is told, and locks nobody out.
 */
export function settleDay(rooms: Turning): Promise<void> {
  const day = rooms.clock.today();
  const turn = turnOf(rooms);
  if (turn.day !== day) {
    turn.day = day;
    turn.begun = begin(rooms, day).catch(tell);
  }
  return turn.begun;
}

/** Whatever looks like an id in what a call says. */
export function namedIn(input: unknown): readonly Id[] {
  const text = JSON.stringify(input) ?? '';
  return [...new Set(text.match(/(?<=")[0-9a-f]{32}(?=")/g) ?? [])].slice(0, mostNamed) as Id[];
}

/** Works out before a call is answered what it names of what is behind. */
export async function settleNamed(rooms: Turning, input: unknown): Promise<void> {
  if (!rooms.catalogue.isBehind()) return;
  const named = namedIn(input);
  if (named.length === 0) return;
  const behind = await rooms.catalogue.read((reader) => reader.recordings.behindAmong(named, mostNamed));
  for (let from = 0; from < behind.length; from += most) {
    const some = behind.slice(from, from + most);
    await rooms.catalogue.write((writer) => refreshRecordings(rooms, writer, some, null));
  }
}

/** Every recording is to be worked out anew. Part of the transaction of what asks for it. */
export async function recomputeAll(
  { recordings }: Pick<CatalogueWriter, 'recordings'>,
  hides: boolean,
): Promise<void> {
  const to = await recordings.highestNumber();
  const before = await recordings.recomputation();
  // What is hidden for an edition stays so when a schedule is set meanwhile.
  await recordings.setRecomputation(
    hides ? { to, hiddenTo: to, fresh: [] } : { to, hiddenTo: before.hiddenTo, fresh: before.fresh },
  );
}

/** Ends what is being worked out; the rest is done when the library is opened again. */
export async function stopTurn(rooms: Pick<Turning, 'catalogue'>): Promise<void> {
  const turn = turnOf(rooms);
  turn.stopped = true;
  await turn.work?.catch(tell);
}
