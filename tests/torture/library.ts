import { join } from 'node:path';
import { createEngine, type Engine } from '../../electron/engine.ts';
import type { Input, OperationName, Output } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { sha256 } from './files.ts';

export const person = { user: 'Mia', passphrase: 'seven quiet herons over the estuary' };

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A library as a person has it open who comes back after a kill. */
export class OpenedLibrary {
  readonly #engine: Engine;
  readonly #connection: Id;

  private constructor(engine: Engine) {
    this.#engine = engine;
    this.#connection = engine.connect();
  }

  static async make(place: string): Promise<OpenedLibrary> {
    const library = new OpenedLibrary(await createEngine({ place: null, files: 'dialogs' }));
    await library.call('library.create', { place, name: 'Trial', ...person });
    return library;
  }

  static async open(place: string): Promise<OpenedLibrary> {
    const library = new OpenedLibrary(await createEngine({ place, files: 'dialogs' }));
    await library.call('session.unlock', person);
    return library;
  }

  async call<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const reply = await this.#engine.dispatch(this.#connection, name, input);
    if (reply.ok) return reply.value as Output<Name>;
    throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`);
  }

  /** Waits until no job runs any more. */
  async settled(): Promise<void> {
    for (;;) {
      const jobs = await this.call('job.list', {});
      if (jobs.every(({ state }) => state !== 'running')) return;
      await pause(20);
    }
  }

  async takeIn(
    path: string,
    classify?: Input<'import.start'>['classify'],
  ): Promise<Output<'job.show'>['items']> {
    const { job } = await this.call('import.start', { paths: [path], ...(classify ? { classify } : {}) });
    await this.settled();
    return (await this.call('job.show', { job, limit: 1_000 })).items;
  }

  /** The digest of a recording's original, read through the gate as a person opens it. */
  async digestOf(recording: Id): Promise<string> {
    const { renditions, state } = await this.call('recording.show', { recording });
    const original = renditions.find(({ kind }) => kind === 'original');
    if (!original) throw new Error(`${recording} has no original`);
    const purpose = state === 'quarantined' ? 'appraising' : 'cataloguing';
    return sha256(await this.bytesOf(original.id, purpose));
  }

  /** What is stored of a rendition, read through the gate. */
  async bytesOf(rendition: Id, purpose: Input<'open.custody'>['purpose']): Promise<Buffer> {
    const { url } = await this.call('open.custody', { rendition, purpose });
    const served = await this.#engine.media(this.#connection, `/${url}`);
    if (!served) throw new Error(`${rendition} is not served`);
    const parts: Uint8Array[] = [];
    for await (const part of served.stream(0, served.size)) parts.push(part);
    await served.close();
    return Buffer.concat(parts);
  }

  /** What a deep verification finds, once the sweep behind the open library has ended. */
  async faults(): Promise<string[]> {
    for (let patience = 40; ; patience -= 1) {
      const { sound, faults } = await this.call('library.verify', { deep: true });
      if (sound) return [];
      if (patience === 0) return faults.map(({ where, what }) => `${where}: ${what}`);
      await pause(250);
    }
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

/** Where the trial's backup lies. */
export const backupRoot = (destination: string, library: string): string =>
  join(destination, `${library}.custos-backup`);
