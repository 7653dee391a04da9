import type { Output, Parsed } from '../shared/contract/contract.ts';
import type { EngineEvent } from '../shared/contract/event.ts';
import { CustosError } from '../shared/kernel/error.ts';
import type { Id } from '../shared/kernel/id.ts';
import { type Instant, instantOf } from '../shared/kernel/instant.ts';
import type { MakeDemonstration } from './engine-demonstration.ts';
import {
  type HeldLibrary,
  holdLibrary,
  layLibrary,
  libraryStatus,
  notFree,
  recentLibraries,
} from './engine-library.ts';
import { Patience } from './engine-patience.ts';
import { Refusals } from './engine-refusals.ts';
import { autoLockMinutes, type Session, saySession } from './engine-session.ts';
import type { EngineOptions, LockReason } from './engine-types.ts';
import { newId } from './kernel-random.ts';
import type { Caller } from './operations/context.ts';
import type { InHand } from './operations/handed-over/handed-over.ts';
import { takeBack } from './operations/handed-over/take-back.ts';
import type { DeskOperation } from './operations/operations.ts';
import { findBackup, layFromBackup } from './operations/restore.ts';
import { isSurvey, type SurveyName, Surveys } from './operations/survey/surveys.ts';
import { assertStrong } from './operations/users.ts';
import { verifyLibrary } from './operations/verify-library.ts';

/** How often idle sessions are looked for, in milliseconds. */
const idleCheck = 5_000;
/** After the last session has ended, keys are kept for running jobs for so long at most, in milliseconds. */
const jobsMayRun = 30 * 60_000;
type SaidSession = Output<'session.unlock'>;

/** Tells an event to everybody who is in, or to one connection only. */
type Emit = (event: EngineEvent, only?: Id) => void;

/** The front desk: the place of the library, who is in, and when they are shown out. */
export interface Desk {
  start(): Promise<void>;
  call(name: string, connection: Id, input: unknown): Promise<unknown>;
  /** @throws CustosError `locked` */
  session(connection: Id): Session;
  isUnlocked(connection: Id): boolean;
  /** What a patient has in their hands at this window; null where it is not handed over. */
  inHand(connection: Id): InHand | null;
  onRevoked(listener: (token: Id) => void): () => void;
  isBusy(): boolean;
  idle(): Promise<void>;
  end(connection: Id, why: LockReason): Promise<void>;
  /** The window is gone for good. */
  forget(connection: Id): void;
  endAll(why: LockReason): Promise<void>;
  close(): Promise<void>;
}

class FrontDesk implements Desk {
  readonly #options: EngineOptions;
  readonly #emit: Emit;
  readonly #now: () => number;
  readonly #makeDemonstration: MakeDemonstration;
  readonly #surveys: Surveys;
  readonly #sessions = new Map<Id, Session>();
  readonly #revoked = new Set<(token: Id) => void>();
  #place: string | null;
  #held: HeldLibrary | null = null;
  readonly #patience = new Patience();
  readonly #refusals = new Refusals();
  #idleTimer: NodeJS.Timeout | null = null;
  #closing: NodeJS.Timeout | null = null;
  /** Opening and closing follow one another: two windows that unlock at once share the rooms. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: EngineOptions, emit: Emit, makeDemonstration: MakeDemonstration) {
    this.#makeDemonstration = makeDemonstration;
    const { workers, releases } = options;
    this.#surveys = new Surveys({ newId, media: workers ? { starter: workers.media } : {}, releases });
    this.#options = options;
    this.#emit = emit;
    this.#now = options.now ?? Date.now;
    this.#place = options.place;
  }

  async start(): Promise<void> {
    this.#idleTimer = setInterval(() => void this.#endIdle(), idleCheck).unref();
  }

  async call(name: string, connection: Id, input: unknown): Promise<unknown> {
    const table: {
      readonly [Name in Exclude<DeskOperation, `survey.${string}`>]: (
        input: Parsed<Name>,
      ) => Promise<Output<Name>>;
    } = {
      'library.status': () => this.#status(connection),
      'library.recent': async () => recentLibraries((await this.#options.recent?.()) ?? []),
      'library.create': (asked) => this.#inTurn(() => this.#create(connection, asked)),
      'library.open': (asked) => this.#inTurn(() => this.#open(asked.place)),
      'session.unlock': (asked) => this.#inTurn(() => this.#unlock(connection, asked)),
      'session.recover': (asked) => this.#inTurn(() => this.#recover(connection, asked)),
      'session.lock': async () => {
        await this.end(connection, 'asked');
        return {};
      },
      'session.touch': async () => ({ locksAt: this.#touch(connection) }),
      'session.takeBack': (asked) => this.#inTurn(() => this.#takeBack(connection, asked)),
      'backup.restore': (asked) => this.#inTurn(() => this.#restore(connection, asked)),
      'demonstration.make': (asked) => this.#inTurn(() => this.#demonstrate(connection, asked)),
    };
    if (isSurvey(name)) return this.#survey(name, connection, input);
    return (table[name as keyof typeof table] as (input: unknown) => Promise<unknown>)(input);
  }

  session(connection: Id): Session {
    const session = this.#sessions.get(connection);
    if (!session) throw new CustosError('locked', 'The library is locked. Please unlock it.');
    if (Date.parse(session.locksAt) <= this.#now()) {
      void this.end(connection, 'idle');
      throw new CustosError('locked', 'The library has locked itself. Please unlock it.');
    }
    return session;
  }

  isUnlocked(connection: Id): boolean {
    const session = this.#sessions.get(connection);
    return session !== undefined && Date.parse(session.locksAt) > this.#now();
  }

  inHand(connection: Id): InHand | null {
    const session = this.#sessions.get(connection);
    return session?.rooms.handedOver.of(session.caller.session) ?? null;
  }

  onRevoked(listener: (token: Id) => void): () => void {
    this.#revoked.add(listener);
    return () => this.#revoked.delete(listener);
  }

  isBusy(): boolean {
    return this.#held?.rooms.jobs.isBusy() ?? false;
  }

  async idle(): Promise<void> {
    await this.#held?.rooms.jobs.idle();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work, work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #status(connection: Id): Promise<Output<'library.status'>> {
    const library = this.#place === null ? null : await libraryStatus(this.#place);
    const session = this.isUnlocked(connection) ? saySession(this.session(connection)) : null;
    // In a patient's hands no colleague is named, and no folder.
    const inHand = session !== null && this.inHand(connection) !== null;
    return {
      state: library === null ? 'none' : session ? 'unlocked' : 'locked',
      place: inHand ? null : this.#place,
      name: library?.name ?? null,
      users: inHand ? [] : (library?.users ?? []),
      session: await session,
      files: this.#options.files,
    };
  }

  async #create(connection: Id, asked: Parsed<'library.create'>): Promise<Output<'library.create'>> {
    assertStrong(asked.passphrase);
    if (this.#held) throw new CustosError('conflict', 'Another library is open. Please lock it first.');
    const { held, user, recoveryKit } = await layLibrary(this.#options, asked, this.#surroundings());
    this.#adopt(held, held.place);
    return { session: await this.#admit(connection, user), recoveryKit };
  }

  /** @throws CustosError `in-use` while a library is held: one engine keeps one library. */
  #assertFree(): void {
    if (this.#held) throw notFree(this.#sessions.size > 0);
  }

  async #open(place: string): Promise<Output<'library.open'>> {
    this.#assertFree();
    if ((await libraryStatus(place)) === null) {
      throw new CustosError(
        'not-found',
        'There is no Custos library in this folder. Please choose the folder ending in .custos.',
      );
    }
    this.#place = place;
    return {};
  }

  async #unlock(connection: Id, asked: Parsed<'session.unlock'>): Promise<SaidSession> {
    const place = this.#place;
    if (place === null) throw new CustosError('not-found', 'No library has been chosen yet.');
    return this.#patience.guard(async () => {
      const { user } = await this.#hold(place, asked);
      return this.#admit(connection, user);
    });
  }

  async #takeBack(
    connection: Id,
    { passphrase }: Parsed<'session.takeBack'>,
  ): Promise<Output<'session.takeBack'>> {
    await this.#patience.guard(() => takeBack(this.session(connection), passphrase));
    return {};
  }

  async #recover(connection: Id, asked: Parsed<'session.recover'>): Promise<SaidSession> {
    assertStrong(asked.passphrase);
    const place = this.#place;
    if (place === null) throw new CustosError('not-found', 'No library has been chosen yet.');
    await this.#patience.wait();
    const { user } = await this.#hold(place, asked);
    return this.#admit(connection, user);
  }

  /** Lets somebody into the library; the trail then hears of whoever was refused before. */
  async #hold(
    place: string,
    asked: Parsed<'session.unlock'> | Parsed<'session.recover'>,
  ): ReturnType<typeof holdLibrary> {
    const entered = await this.#refusals.watch(place, asked.user, this.#now(), () =>
      holdLibrary(this.#options, place, this.#held, asked, this.#surroundings()),
    );
    this.#adopt(entered.held, place);
    await this.#refusals.enter(place, entered.held.rooms);
    return entered;
  }

  async #restore(connection: Id, asked: Parsed<'backup.restore'>): Promise<Output<'backup.restore'>> {
    this.#assertFree();
    const folder = await findBackup(asked.from);
    await layFromBackup(folder, asked.place);
    const { held, user } = await holdLibrary(this.#options, asked.place, null, asked, this.#surroundings());
    this.#adopt(held, held.place);
    const session = await this.#admit(connection, user);
    const verification = await verifyLibrary(held.rooms, user.user, true);
    return { session, replayed: held.replayed, verification };
  }

  /** Before a library is chosen there is nobody to unlock for; afterwards only who is in may look into folders. */
  #survey(name: SurveyName, connection: Id, input: unknown): unknown {
    const user = this.#place === null ? null : this.session(connection).caller.user;
    return this.#surveys.call(name, { connection, user }, input);
  }

  async #demonstrate(
    connection: Id,
    asked: Parsed<'demonstration.make'>,
  ): Promise<Output<'demonstration.make'>> {
    if (this.#held) throw new CustosError('in-use', 'Another library is open. Please lock it first.');
    const made = await this.#makeDemonstration(asked, (share, doing) =>
      this.#emit({ kind: 'demonstration', share, doing }, connection),
    );
    this.#place = made.place;
    return made;
  }

  #surroundings() {
    return {
      emit: this.#emit,
      endSessions: (user: Id) => this.#endOf(user),
    };
  }

  #adopt(held: HeldLibrary, place: string): void {
    this.#place = place;
    if (this.#held === held) return;
    this.#held = held;
    held.rooms.tokens.onRevoked((token) => {
      for (const listener of this.#revoked) listener(token);
    });
  }

  async #admit(connection: Id, person: Omit<Caller, 'session'>): Promise<SaidSession> {
    const held = this.#held;
    if (!held) throw new CustosError('internal', 'The library was closed while it was being unlocked.');
    if (this.#closing) clearTimeout(this.#closing);
    this.#closing = null;
    const before = this.#shutOut(connection);
    if (before) await this.#recordEnd(before, 'asked');
    const caller = { ...person, session: newId() };
    this.#sessions.set(connection, { caller, rooms: held.rooms, locksAt: this.#lockTime() });
    return saySession(this.session(connection));
  }

  #lockTime(): Instant {
    return instantOf(new Date(this.#now() + autoLockMinutes * 60_000));
  }

  #touch(connection: Id): Instant {
    const session = this.session(connection);
    const locksAt = this.#lockTime();
    this.#sessions.set(connection, { ...session, locksAt });
    return locksAt;
  }

  #where(ends: (session: Session) => boolean): Id[] {
    return [...this.#sessions].filter(([, session]) => ends(session)).map(([connection]) => connection);
  }

  #endIdle(): Promise<void> {
    return this.#endThese(
      this.#where(({ locksAt }) => Date.parse(locksAt) <= this.#now()),
      'idle',
    );
  }

  #endOf(user: Id): Promise<void> {
    return this.#endThese(
      this.#where(({ caller }) => caller.user === user),
      'asked',
    );
  }

  /** Ends a session within this very turn of the program: nothing that waits comes before it. */
  #shutOut(connection: Id): Session | null {
    const session = this.#sessions.get(connection) ?? null;
    this.#sessions.delete(connection);
    session?.rooms.tokens.revokeSession(session.caller.session);
    session?.rooms.lectures.end(session.caller.session);
    session?.rooms.handedOver.end(session.caller.session);
    session?.rooms.searches.endSession(session.caller.session);
    return session;
  }

  /** A trail that cannot be written keeps nobody's session open. */
  async #recordEnd({ caller, rooms }: Session, why: LockReason): Promise<void> {
    try {
      await rooms.browsing.end(caller.session);
      await rooms.catalogue.write((writer) =>
        rooms.record(writer, { kind: 'session.locked', by: caller.user, about: [], facts: { why } }),
      );
    } catch (error) {
      process.stderr.write(`custos: a lock could not be written to the trail: ${String(error)}\n`);
    }
  }

  async #endThese(connections: readonly Id[], why: LockReason): Promise<void> {
    const ended: Session[] = [];
    for (const connection of connections) {
      const session = this.#shutOut(connection);
      if (!session) continue;
      ended.push(session);
      this.#emit({ kind: 'locked', why }, connection);
    }
    for (const session of ended) await this.#recordEnd(session, why);
    if (ended.length > 0 && this.#sessions.size === 0) await this.#inTurn(() => this.#giveBackSoon(why));
  }

  end(connection: Id, why: LockReason): Promise<void> {
    return this.#endThese([connection], why);
  }

  forget(connection: Id): void {
    this.#surveys.end(connection);
  }

  /** With nobody in, the keys go at once, or when the jobs that need them are done: after half an hour at most. */
  async #giveBackSoon(why: LockReason): Promise<void> {
    const held = this.#held;
    if (!held || this.#sessions.size > 0) return;
    if (why === 'quit' || why === 'sleep' || !held.rooms.jobs.isBusy()) return this.#giveBack();
    this.#closing = setTimeout(() => void this.#inTurn(() => this.#giveBackIfEmpty()), jobsMayRun).unref();
    void held.rooms.jobs.idle().then(() => this.#inTurn(() => this.#giveBackIfEmpty()));
  }

  async #giveBackIfEmpty(): Promise<void> {
    if (this.#sessions.size === 0) await this.#giveBack();
  }

  async #giveBack(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    if (this.#closing) clearTimeout(this.#closing);
    this.#closing = null;
    await held?.close();
  }

  endAll(why: LockReason): Promise<void> {
    return this.#endThese([...this.#sessions.keys()], why);
  }

  async close(): Promise<void> {
    if (this.#idleTimer) clearInterval(this.#idleTimer);
    this.#surveys.close();
    await this.endAll('quit');
    await this.#inTurn(() => this.#giveBack());
  }
}

/** Makes the front desk of an engine. */
export const createDesk = (options: EngineOptions, emit: Emit, makeDemonstration: MakeDemonstration): Desk =>
  new FrontDesk(options, emit, makeDemonstration);
