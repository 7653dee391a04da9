import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import type { Reply } from '../shared/contract/bridge.ts';
import { contract, isOperationName, type OperationName } from '../shared/contract/contract.ts';
import type { EngineEvent } from '../shared/contract/event.ts';
import { parseMediaPath } from '../shared/contract/media-url.ts';
import type { Operation } from '../shared/contract/operation.ts';
import type { Role } from '../shared/domain/user/role.ts';
import { CustosError } from '../shared/kernel/error.ts';
import type { Id } from '../shared/kernel/id.ts';
import { makeDemonstration } from './engine-demonstration.ts';
import { createDesk, type Desk } from './engine-desk.ts';
import type { Session } from './engine-session.ts';
import type { Engine, EngineOptions, LockReason } from './engine-types.ts';
import { newId } from './kernel-random.ts';
import { assertBelongs, assertConcerns, handedOverError } from './operations/handed-over/handed-over.ts';
import { type Served, serve } from './operations/open.ts';
import { assertEveryOperation, operations } from './operations/operations.ts';
import { besideSeals } from './operations/seal-gate.ts';
import { settleDay, settleNamed } from './operations/turn-of-day.ts';
import { replyOf } from './reply.ts';

export { packedTools } from './engine-tools.ts';
export type { Engine, EngineOptions } from './engine-types.ts';

/** Largest file that a host may hand over as an upload, in bytes. */
const largestUpload = 64 * 1024 ** 3;

/** Whose files have a use: recordings to take in, signed forms to attach, lectures and files found elsewhere to ask about. */
const sendsFiles: readonly Role[] = ['custodian', 'clinician', 'governance', 'educator', 'researcher'];

/** What the front desk does for somebody who is in. */
const ofTheDesk: readonly OperationName[] = ['session.lock', 'session.touch', 'session.takeBack'];

type Listener = (event: EngineEvent) => void;

class CustosEngine implements Engine {
  readonly #desk: Desk;
  readonly #listeners = new Map<Id, Set<Listener>>();

  constructor(options: EngineOptions) {
    const { workers } = options;
    this.#desk = createDesk(
      options,
      (event, only) => this.#emit(event, only),
      (asked, tell) => makeDemonstration(asked, { createEngine, workers, tell }),
    );
  }

  start(): Promise<void> {
    return this.#desk.start();
  }

  connect(): Id {
    const connection = newId();
    this.#listeners.set(connection, new Set());
    return connection;
  }

  async disconnect(connection: Id): Promise<void> {
    this.#listeners.delete(connection);
    this.#desk.forget(connection);
    await this.#desk.end(connection, 'quit');
  }

  async dispatch(connection: Id, name: string, input: unknown): Promise<Reply> {
    try {
      return { ok: true, value: await this.#run(connection, name, input) };
    } catch (error) {
      return replyOf(error);
    }
  }

  async #run(connection: Id, name: string, input: unknown): Promise<unknown> {
    if (!this.#listeners.has(connection))
      throw new CustosError('locked', 'This window is not connected any more.');
    if (!isOperationName(name))
      throw new CustosError('invalid-input', 'There is no such operation.', { name });
    const before = this.#desk.inHand(connection);
    if (before) assertBelongs(before, name);
    const parsed = parseInput((contract[name] as Operation).input, input);
    if (before) assertConcerns(before, name, parsed);
    const value = await this.#perform(connection, name, parsed);
    const after = this.#desk.inHand(connection);
    // Asked before the device was handed to a patient, and answered after: nobody there may read it.
    if (after && after !== before && name !== 'session.handOver') {
      const { rooms, caller } = this.#desk.session(connection);
      rooms.tokens.revokeSession(caller.session);
      throw handedOverError();
    }
    return value;
  }

  async #perform(connection: Id, name: OperationName, parsed: unknown): Promise<unknown> {
    const row: Operation = contract[name];
    if (row.access === 'anyone') return this.#desk.call(name, connection, parsed);
    const session = this.#desk.session(connection);
    assertAccess(row, session);
    if (ofTheDesk.includes(name)) return this.#desk.call(name, connection, parsed);
    const run = operations[name as keyof typeof operations] as (
      context: unknown,
      input: unknown,
    ) => Promise<unknown>;
    await settleDay(session.rooms);
    await settleNamed(session.rooms, parsed);
    const context = {
      rooms: session.rooms,
      caller: session.caller,
      tell: (done: number, of: number) =>
        this.#emit({ kind: 'progress', operation: name, done, of }, connection),
    };
    return besideSeals(context, name, parsed, () => run(context, parsed));
  }

  subscribe(connection: Id, listener: Listener): () => void {
    const listeners = this.#listeners.get(connection);
    listeners?.add(listener);
    return () => listeners?.delete(listener);
  }

  /** Tells everybody who is in; a lock is told to the one whose session it ended. */
  #emit(event: EngineEvent, only?: Id): void {
    for (const [connection, listeners] of this.#listeners) {
      // What goes on in a library is told to nobody who has not unlocked it.
      if (only === undefined ? !this.#desk.isUnlocked(connection) : connection !== only) continue;
      // In a patient's hands a window hears of nothing but its own end.
      if (event.kind !== 'locked' && this.#desk.inHand(connection)) continue;
      for (const listener of listeners) listener(event);
    }
  }

  async media(connection: Id, path: string): Promise<Served | null> {
    const address = parseMediaPath(path);
    if (!address || !this.#desk.isUnlocked(connection)) return null;
    const { rooms, caller } = this.#desk.session(connection);
    await settleDay(rooms);
    return serve(rooms, caller.session, address);
  }

  onRevoked(listener: (token: Id) => void): () => void {
    return this.#desk.onRevoked(listener);
  }

  async upload(connection: Id, name: string, bytes: AsyncIterable<Uint8Array>): Promise<Id> {
    const { rooms, caller } = this.#desk.session(connection);
    if (this.#desk.inHand(connection)) throw handedOverError();
    if (!sendsFiles.includes(caller.role))
      throw new CustosError(
        'not-allowed',
        'Your role takes in no files. Please ask somebody whose role does.',
      );
    const path = join(rooms.tmp, `upload-${newId()}`);
    try {
      await pipeline(Readable.from(bounded(bytes)), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return rooms.uploads.add({ path, name: name.slice(0, 255), session: caller.session });
  }

  isBusy(): boolean {
    return this.#desk.isBusy();
  }

  idle(): Promise<void> {
    return this.#desk.idle();
  }

  lock(why: LockReason): Promise<void> {
    return this.#desk.endAll(why);
  }

  async close(): Promise<void> {
    await this.#desk.close();
    this.#listeners.clear();
  }
}

async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const part of bytes) {
    total += part.length;
    if (total > largestUpload)
      throw new CustosError('too-large', 'This file is larger than Custos takes in by a window.');
    yield part;
  }
}

/** Names the first field that does not fit, in the words of the form it came from. */
function parseInput(form: z.ZodType, input: unknown): unknown {
  const parsed = form.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new CustosError(
    'invalid-input',
    `${field || 'The request'}: ${issue?.message ?? 'is not as expected'}.`,
    { field },
  );
}

function assertAccess(row: Operation, session: Session): void {
  if (row.access === 'session' || row.access === 'anyone') return;
  if (row.access.includes(session.caller.role)) return;
  throw new CustosError('not-allowed', 'Your role does not allow this. Please ask somebody whose role does.');
}

/**
 * Builds the engine: every operation of the contract has exactly one handler, or it does not start.
 * @throws CustosError where the library named by the options cannot be opened.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  assertEveryOperation();
  const engine = new CustosEngine(options);
  await engine.start();
  return engine;
}
