import { realpath, stat } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import { CustosError, isCustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Media } from '../../media/media.ts';
import { type FoundFile, findFiles } from '../import-source.ts';
import { countFile, noCounts } from './counts.ts';
import { Likenesses } from './likeness.ts';
import { type LookedAt, lookAtFile, type SurveyedFile } from './look-at-file.ts';

type Said = Output<'survey.show'>;

/** Files in work at once: enough that the decoding workers never wait for the disk. */
const inWork = 4;

/** @throws CustosError `not-found` where the place is no folder that can be read. */
async function folderOf(place: string): Promise<string> {
  try {
    const real = await realpath(place);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw new CustosError('not-found', 'There is no such folder, or it may not be read.', {}, error);
  }
  throw new CustosError('not-found', 'This is a file. Please choose the folder that holds it.');
}

/** One reading of one folder. It changes nothing in it and keeps what it learns in memory. */
export class SurveyRun {
  readonly id: Id;
  readonly place: string;
  readonly rows: SurveyedFile[] = [];
  readonly #media: Media;
  #state: Said['state'] = 'walking';
  #error: string | null = null;
  #counts = noCounts();
  #total = 0;
  #bytesTotal = 0;
  #worked = 0;
  #since: number | null = null;
  #wake: () => void = () => undefined;
  readonly #bySha = new Map<string, string>();
  readonly #likenesses = new Likenesses();

  private constructor(id: Id, place: string, media: Media) {
    this.id = id;
    this.place = place;
    this.#media = media;
  }

  /** Begins at once. @throws CustosError `not-found` */
  static async begin(id: Id, place: string, media: Media): Promise<SurveyRun> {
    const run = new SurveyRun(id, await folderOf(place), media);
    void run.#run();
    return run;
  }

  get isOver(): boolean {
    return this.#state === 'done' || this.#state === 'cancelled' || this.#state === 'failed';
  }

  say(): Said {
    const since = this.#since === null ? 0 : performance.now() - this.#since;
    return {
      id: this.id,
      place: this.place,
      state: this.#state,
      done: this.rows.length,
      total: this.#total,
      bytesDone: this.#counts.bytes,
      bytesTotal: this.#bytesTotal,
      worked: Math.round(this.#worked + since),
      counts: structuredClone(this.#counts),
      error: this.#error,
    };
  }

  pause(): void {
    if (this.#state !== 'running')
      throw new CustosError('conflict', 'Only a survey under way can be paused.');
    this.#state = 'paused';
    this.#stopClock();
  }

  resume(): void {
    if (this.#state !== 'paused') throw new CustosError('conflict', 'Only a paused survey can go on.');
    this.#state = 'running';
    this.#since = performance.now();
    this.#wake();
  }

  /** Stops what is in work; what was learnt stays. */
  cancel(): void {
    if (this.isOver) return;
    this.#state = 'cancelled';
    this.#end();
  }

  #end(): void {
    this.#stopClock();
    this.#media.close();
    this.#wake();
  }

  #stopClock(): void {
    if (this.#since !== null) this.#worked += performance.now() - this.#since;
    this.#since = null;
  }

  async #run(): Promise<void> {
    try {
      const { files, passedBy } = await findFiles([this.place]);
      if (this.isOver) return;
      this.#counts = noCounts(passedBy);
      this.#total = files.length;
      this.#bytesTotal = files.reduce((sum, { bytes }) => sum + bytes, 0);
      this.#state = 'running';
      this.#since = performance.now();
      await this.#lookAtAll(files);
      if (!this.isOver) this.#state = 'done';
    } catch (error) {
      if (this.isOver) return;
      this.#state = 'failed';
      this.#error = isCustosError(error)
        ? error.message
        : 'The survey stopped at a fault that was not foreseen.';
    } finally {
      this.#end();
    }
  }

  /** Files are worked side by side and entered in the order of the folder, so that the first twin is the first. */
  async #lookAtAll(files: readonly FoundFile[]): Promise<void> {
    const sizes = new Map<number, number>();
    for (const { bytes } of files) sizes.set(bytes, (sizes.get(bytes) ?? 0) + 1);
    const ready: (LookedAt | undefined)[] = [];
    const waiting = files.entries();
    const work = async (): Promise<void> => {
      for (const [at, { path, bytes }] of waiting) {
        await this.#goingOn();
        if (this.isOver) return;
        const hashed = bytes > 0 && (sizes.get(bytes) ?? 0) > 1;
        ready[at] = await lookAtFile(this.#media, path, this.#told(path), bytes, hashed);
        for (let next = ready[this.rows.length]; next; next = ready[this.rows.length]) {
          delete ready[this.rows.length];
          this.#enter(next);
        }
      }
    };
    await Promise.all(Array.from({ length: inWork }, work));
  }

  #told(path: string): string {
    return relative(this.place, path).split(sep).join('/') || basename(path);
  }

  async #goingOn(): Promise<void> {
    while (this.#state === 'paused') {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = chain(this.#wake, resolve);
      await promise;
    }
  }

  #enter({ row, likeness }: LookedAt): void {
    const { sha256, file } = row;
    const twin = sha256 === null ? undefined : this.#bySha.get(sha256);
    if (sha256 !== null && twin === undefined) this.#bySha.set(sha256, file);
    const alike = likeness === null || twin !== undefined ? null : this.#likenesses.match(file, likeness);
    const entered = { ...row, duplicateOf: twin ?? null, looksLike: alike };
    this.rows.push(entered);
    countFile(this.#counts, entered);
  }
}

const chain = (first: () => void, second: () => void) => (): void => {
  first();
  second();
};
