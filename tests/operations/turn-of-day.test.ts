import { afterEach, describe, expect, test } from 'vitest';
import type { Catalogue, Viewer } from '../../electron/catalogue/catalogue.ts';
import { clockIn } from '../../electron/engine-clock.ts';
import { newId } from '../../electron/kernel-random.ts';
import { refreshRecordings } from '../../electron/operations/derive.ts';
import { createTokens } from '../../electron/operations/tokens.ts';
import {
  recomputeAll,
  settleDay,
  settleNamed,
  stopTurn,
  type Turning,
  turnOfDay,
  unsettleDay,
} from '../../electron/operations/turn-of-day.ts';
import { append } from '../../electron/trail/append.ts';
import type { EditionName } from '../../shared/domain/policy/case.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { day, idOf, newPlace, openAt, query, recording, subject } from '../rooms/catalogue/made-up.ts';

const clinician = idOf(0xc1);
const treating: Viewer = { user: clinician, role: 'clinician' };
const custodian: Viewer = { user: idOf(0xc0), role: 'custodian' };
/** The last day of the contract by which the clinician sees everything here. */
const lastDay = '2026-03-31' as Day;

/** The rooms of a library of so many recordings of one patient, made for care and seen by their care team only. */
class Ward {
  today = day('2026-03-10');
  path = newPlace();
  rooms: Turning;

  constructor() {
    this.rooms = this.#open();
  }

  #open(): Turning {
    const now = (): number => Date.parse(`${this.today}T09:00:00.000Z`);
    const clock = clockIn('Europe/London', now);
    return {
      settings: {
        id: idOf(1),
        name: '',
        place: '',
        jurisdiction: 'england',
        zone: 'Europe/London',
        edition: 'gmc-2002',
        schedule: [],
        notices: [],
      },
      clock,
      catalogue: openAt(this.path),
      tokens: createTokens(newId, now),
      record: async (writer, draft) => {
        await append(writer.trail, draft, { now: clock.now() });
      },
      emit: () => undefined,
    };
  }

  get catalogue(): Catalogue {
    return this.rooms.catalogue;
  }

  async fill(count: number): Promise<void> {
    await this.catalogue.write(async (writer) => {
      await writer.users.add({
        id: clinician,
        name: 'Clive',
        role: 'clinician',
        addedAt: this.rooms.clock.now(),
        addedBy: null,
        removedAt: null,
        publicKey: '',
      });
      const { id } = await writer.subjects.add(subject(1));
      await writer.subjects.setCareTeam({
        subject: id,
        user: clinician,
        from: day('2020-01-01'),
        to: lastDay,
      });
      for (let number = 1; number <= count; number += 1) {
        const facts = { category: 'other', madeFor: 'care', circumstances: 'planned' } as const;
        await writer.recordings.add(recording(number, facts));
        await writer.recordings.setSubjects(idOf(number), [id]);
        await writer.renditions.add({
          id: idOf(0x10_000 + number),
          recording: idOf(number),
          kind: 'original',
          parent: null,
          blob: idOf(0x20_000 + number),
          container: 'jpeg',
          width: null,
          height: null,
          bytes: 1,
          mark: `mark-${number}`,
          madeAt: this.rooms.clock.now(),
          madeBy: clinician,
          recipe: null,
          verification: null,
        });
      }
      await refreshRecordings(
        this.rooms,
        writer,
        Array.from({ length: count }, (_, at) => idOf(at + 1)),
        null,
      );
    });
    await settleDay(this.rooms);
  }

  /** As the engine goes on after it was ended between two transactions. */
  async reopen(edition: EditionName = 'gmc-2002'): Promise<void> {
    await stopTurn(this.rooms);
    await this.catalogue.close();
    const opened = this.#open();
    this.rooms = { ...opened, settings: { ...opened.settings, edition } };
  }

  async finds(viewer: Viewer): Promise<number> {
    const found = await this.catalogue.read(({ recordings }) => recordings.window(viewer, query(), 0, 500));
    expect(found.tiles).toHaveLength(found.total);
    return found.total;
  }

  /** What is stored beside every recording, in words that two workings out can be compared by. */
  async stored(count: number): Promise<unknown[]> {
    const all: unknown[] = [];
    for (let number = 1; number <= count; number += 1)
      all.push(
        await this.catalogue.read(async ({ recordings, obligations }) => [
          (await recordings.get(idOf(number)))?.standing,
          await recordings.levelFor(treating, idOf(number)),
          (await obligations.ofRecording(idOf(number))).map(({ queue, paragraph, settledAt }) => [
            queue,
            paragraph,
            settledAt === null,
          ]),
        ]),
      );
    return all;
  }
}

let ward: Ward;
afterEach(() => stopTurn(ward.rooms));

describe('the turn of a day', () => {
  test('keeps at once from a clinician what yesterday allowed, and nothing from the keepers', async () => {
    ward = new Ward();
    await ward.fill(24);
    expect(await ward.finds(treating)).toBe(24);
    ward.today = lastDay;
    await settleDay(ward.rooms);
    expect(await ward.finds(treating)).toBe(24);
    ward.today = day('2026-04-01');
    // Only begun: nothing has been worked out yet.
    await ward.catalogue.lookAsOf(ward.today);
    expect(await ward.finds(treating)).toBe(0);
    expect(await ward.catalogue.read((r) => r.recordings.levelFor(treating, idOf(7)))).toBe(0);
    expect(await ward.finds(custodian)).toBe(24);
    await settleDay(ward.rooms);
    await turnOfDay(ward.rooms);
    expect(ward.catalogue.isBehind()).toBe(false);
    expect(await ward.finds(treating)).toBe(0);
  });

  test('works out before an answer what a call names, by whatever name', async () => {
    ward = new Ward();
    await ward.fill(24);
    ward.today = day('2026-04-01');
    await ward.catalogue.lookAsOf(ward.today);
    const behind = (named: Id) => ward.catalogue.read((r) => r.recordings.behindAmong([named], 500));
    expect(await behind(idOf(9))).toEqual([idOf(9)]);
    await settleNamed(ward.rooms, { recordings: [idOf(9)] });
    expect(await behind(idOf(9))).toEqual([]);
    await settleNamed(ward.rooms, { rendition: idOf(0x10_000 + 11) });
    expect(await behind(idOf(11))).toEqual([]);
    expect(await behind(subject(1).id)).toHaveLength(22);
    await settleNamed(ward.rooms, { query: { subject: subject(1).id } });
    expect(ward.catalogue.isBehind()).toBe(false);
  });
});

/** The ward, but one recording whose answers cannot be worked out. */
const withFault = (faulty: Id): Turning => ({
  ...ward.rooms,
  tokens: {
    ...ward.rooms.tokens,
    revokeRecordings(ids) {
      if ([...ids].includes(faulty)) throw new Error('an agreement that cannot be read');
      ward.rooms.tokens.revokeRecordings(ids);
    },
  },
});

describe('a recording whose facts cannot be worked out', () => {
  test('holds up no other when the day turns, and is kept from those who found it yesterday', async () => {
    ward = new Ward();
    await ward.fill(24);
    ward.today = day('2026-04-01');
    await ward.catalogue.lookAsOf(ward.today);
    await turnOfDay(withFault(idOf(9)));
    const due = () => ward.catalogue.read(({ recordings }) => recordings.dueForRefresh(ward.today, 500));
    expect(await due()).toEqual([idOf(9)]);
    expect(await ward.finds(treating)).toBe(0);
    await ward.reopen();
    await settleDay(ward.rooms);
    expect(await due()).toEqual([]);
  });

  test('holds up no other when all are worked out anew', async () => {
    ward = new Ward();
    await ward.fill(24);
    await ward.catalogue.write((writer) => recomputeAll(writer, true));
    await turnOfDay(withFault(idOf(9)));
    expect(await ward.finds(treating)).toBe(23);
    expect(await ward.finds(custodian)).toBe(24);
    await ward.reopen();
    await settleDay(ward.rooms);
    await turnOfDay(ward.rooms);
    expect(await ward.finds(treating)).toBe(24);
  });
});

describe('working everything out anew', () => {
  test('hides what may be seen too well until its turn, and what is asked for by name comes at once', async () => {
    ward = new Ward();
    await ward.fill(24);
    await ward.catalogue.write((writer) => recomputeAll(writer, true));
    expect(await ward.finds(treating)).toBe(0);
    expect(await ward.finds(custodian)).toBe(24);
    await settleNamed(ward.rooms, { recording: idOf(3) });
    expect(await ward.finds(treating)).toBe(1);
    unsettleDay(ward.rooms);
    await settleDay(ward.rooms);
    await turnOfDay(ward.rooms);
    expect(await ward.finds(treating)).toBe(24);
  });

  test('hides nothing where only what is owed may change', async () => {
    ward = new Ward();
    await ward.fill(24);
    await ward.catalogue.write((writer) => recomputeAll(writer, false));
    expect(await ward.finds(treating)).toBe(24);
    expect(await ward.catalogue.read((r) => r.recordings.recomputation())).toMatchObject({ to: 24 });
  });

  test('goes on after a kill where it was, and comes to what one stroke comes to', async () => {
    ward = new Ward();
    await ward.fill(60);
    const before = await ward.stored(60);
    await ward.reopen('gmc-2011');
    await ward.catalogue.write((writer) => recomputeAll(writer, true));
    const work = settleDay(ward.rooms);
    while ((await ward.catalogue.read((r) => r.recordings.recomputation())).to === 60)
      await new Promise((resolve) => setImmediate(resolve));
    await ward.reopen('gmc-2011');
    await work;
    const { to, hiddenTo } = await ward.catalogue.read((r) => r.recordings.recomputation());
    expect(to).toBeGreaterThan(0);
    expect(hiddenTo).toBe(to);
    // What was hidden when it ended is hidden when it begins.
    expect(await ward.finds(treating)).toBe(60 - to);
    await settleDay(ward.rooms);
    await turnOfDay(ward.rooms);
    const inPieces = await ward.stored(60);
    expect(inPieces).not.toEqual(before);
    await ward.catalogue.write((writer) =>
      refreshRecordings(
        ward.rooms,
        writer,
        Array.from({ length: 60 }, (_, at) => idOf(at + 1)),
        null,
      ),
    );
    expect(await ward.stored(60)).toEqual(inPieces);
  });
});
