import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createEngine, type Engine } from '../../electron/engine.ts';
import type { Reply } from '../../shared/contract/bridge.ts';
import type { Input, OperationName, Output } from '../../shared/contract/contract.ts';
import type { Role } from '../../shared/domain/user/role.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { ErrorCode } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';

/** The samples that stand beside the tests. */
export const samples = join(import.meta.dirname, '..', 'samples');
export const sample = (name: string): string => join(samples, name);

export const passphrase = 'seven quiet herons over the estuary';
const startOfTests = Date.parse('2026-03-10T09:00:00.000Z');

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

type Job = Output<'job.show'>;

/** What every hold says besides its reason. */
export const agreedHold = { senior: 'Dr Bell', until: '2099-12-31' as Day };

/** A real library in a folder of its own, with an engine on it and a clock that tests set. */
export class Rig {
  readonly folder: string;
  readonly place: string;
  readonly releases: string;
  /** Where this machine notes what was erased. */
  readonly ledgers: string;
  readonly #connections = new Map<string, Id>();
  readonly #ids = new Map<string, Id>();
  #engine: Engine | null = null;
  #now = startOfTests;
  #step: (step: string) => void = () => undefined;

  readonly #filesBy: 'dialogs' | 'uploads';

  private constructor(folder: string, filesBy: 'dialogs' | 'uploads') {
    this.folder = folder;
    this.#filesBy = filesBy;
    this.place = join(folder, 'Ward.custos');
    this.releases = join(folder, 'releases');
    this.ledgers = join(folder, 'ledgers');
  }

  /** Makes the library with its first person, Grace of governance, and the colleagues asked for (name by role). */
  static async make(
    colleagues: Readonly<Record<string, Role>> = {},
    filesBy: 'dialogs' | 'uploads' = 'dialogs',
  ): Promise<Rig> {
    const rig = new Rig(mkdtempSync(join(tmpdir(), 'custos-rig-')), filesBy);
    await rig.#start(null);
    const connection = rig.engine.connect();
    const made = await rig.engine.dispatch(connection, 'library.create', {
      place: rig.place,
      name: 'Medical Illustration',
      user: 'Grace',
      role: 'governance',
      passphrase,
    });
    if (!made.ok) throw new Error(made.error.message);
    rig.#connections.set('Grace', connection);
    rig.#ids.set('Grace', (made.value as Output<'library.create'>).session.user.id);
    for (const [name, role] of Object.entries(colleagues)) await rig.addUser('Grace', name, role);
    return rig;
  }

  async addUser(by: string, name: string, role: Role): Promise<void> {
    const { id } = await this.call(by, 'user.add', { name, role, passphrase });
    this.#ids.set(name, id);
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('The engine is not running.');
    return this.#engine;
  }

  async #start(place: string | null): Promise<void> {
    this.#engine = await createEngine({
      place,
      files: this.#filesBy,
      releases: this.releases,
      ledgers: this.ledgers,
      now: () => this.#now,
      onStep: (step) => this.#step(step),
    });
  }

  /** What happens between the durable steps of the vault. */
  onStep(step: (step: string) => void): void {
    this.#step = step;
  }

  /** Milliseconds since 1970 by the engine's clock. */
  get now(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  id(name: string): Id {
    const id = this.#ids.get(name);
    if (!id) throw new Error(`There is no ${name}.`);
    return id;
  }

  /** The connection at which somebody has unlocked the library. */
  async connectionOf(name: string): Promise<Id> {
    const open = this.#connections.get(name);
    if (open && (await this.engine.dispatch(open, 'session.touch', {})).ok) return open;
    const connection = open ?? this.engine.connect();
    const reply = await this.engine.dispatch(connection, 'session.unlock', { user: name, passphrase });
    if (!reply.ok) throw new Error(`${name} could not unlock: ${reply.error.message}`);
    this.#connections.set(name, connection);
    return connection;
  }

  async #dispatch(name: string, operation: OperationName, input: unknown) {
    return this.engine.dispatch(await this.connectionOf(name), operation, input);
  }

  /** Runs an operation as somebody who has unlocked the library. */
  async call<Name extends OperationName>(
    name: string,
    operation: Name,
    input: Input<Name>,
  ): Promise<Output<Name>> {
    const reply = await this.#dispatch(name, operation, input);
    if (reply.ok) return reply.value as Output<Name>;
    throw new Error(`${operation}: ${reply.error.code}: ${reply.error.message}`);
  }

  /** Runs an operation that may be refused. */
  attempt(name: string, operation: OperationName, input: unknown): Promise<Reply> {
    return this.#dispatch(name, operation, input);
  }

  /** Runs an operation that must fail, and answers how. */
  async failure<Name extends OperationName>(
    name: string,
    operation: Name,
    input: Input<Name>,
  ): Promise<Failure> {
    const reply = await this.#dispatch(name, operation, input);
    if (reply.ok) throw new Error(`${operation} did not fail`);
    return reply.error;
  }

  /** The same for an input that the operation's own form may not allow. */
  failureOf(name: string, operation: OperationName, input: unknown): Promise<Failure> {
    return this.failure(name, operation, input as never);
  }

  /** Opens the originals for the decision on their erasure. */
  async lookAtToErase(name: string, recordings: readonly Id[]): Promise<void> {
    for (const recording of recordings) {
      const { renditions } = await this.call(name, 'recording.show', { recording });
      for (const { id } of renditions.filter(({ kind }) => kind === 'original'))
        await this.call(name, 'open.custody', { rendition: id, purpose: 'approvingErasure' });
    }
  }

  /** Approves erasures as the page does: everything is looked at first. */
  async approve(name: string, recordings: readonly Id[]): Promise<Output<'erasure.approve'>> {
    await this.lookAtToErase(name, recordings);
    return this.call(name, 'erasure.approve', { recordings: [...recordings] });
  }

  async upload(name: string, fileName: string, bytes: Uint8Array): Promise<Id> {
    const parts = async function* () {
      yield bytes;
    };
    return this.engine.upload(await this.connectionOf(name), fileName, parts());
  }

  /** What an address leads to for somebody: its type and bytes; null where nothing is behind it. */
  async media(name: string, url: string): Promise<{ type: string; bytes: Buffer } | null> {
    const served = await this.engine.media(await this.connectionOf(name), `/${url}`);
    if (!served) return null;
    const parts: Uint8Array[] = [];
    for await (const part of served.stream(0, served.size)) parts.push(part);
    await served.close();
    return { type: served.type, bytes: Buffer.concat(parts) };
  }

  /** A new folder with copies of samples, or files with this content. */
  files(contents: Readonly<Record<string, string | Uint8Array>>): string {
    const folder = mkdtempSync(join(this.folder, 'files-'));
    for (const [name, content] of Object.entries(contents)) {
      const path = join(folder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      if (typeof content === 'string') cpSync(sample(content), path);
      else writeFileSync(path, content);
    }
    return folder;
  }

  /** Takes files in and waits for the end of the job. */
  async import(name: string, input: Input<'import.start'>): Promise<Job> {
    const { job } = await this.call(name, 'import.start', input);
    return this.ended(name, job);
  }

  async ended(name: string, job: Id): Promise<Job> {
    // To ask for all its items each time would cost a large job more than the job itself.
    while ((await this.call(name, 'job.show', { job, limit: 1 })).job.state === 'running')
      await new Promise((resolve) => setTimeout(resolve, 10));
    return this.call(name, 'job.show', { job, limit: 1_000 });
  }

  /** Takes one file in and answers its recording. */
  async take(
    name: string,
    path: string,
    classify: Input<'import.start'>['classify'] = undefined,
  ): Promise<Id> {
    const { items } = await this.import(name, { paths: [path], ...(classify ? { classify } : {}) });
    const recording = items[0]?.recording?.id;
    if (!recording) throw new Error(`${basename(path)} was not stored: ${JSON.stringify(items[0])}`);
    return recording;
  }

  /** Closes the engine; the library lies there as after a day’s work. */
  async stop(): Promise<void> {
    await this.engine.close();
    this.#engine = null;
    this.#connections.clear();
  }

  /** Closes the engine, where one runs, and opens the library again with another. */
  async restart(): Promise<void> {
    if (this.#engine) await this.stop();
    await this.#start(this.place);
  }

  async close(): Promise<void> {
    await this.#engine?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
