import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../electron/engine.ts';
import type { Output } from '../../shared/contract/contract.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { seeded, whole } from '../bench/seeded.ts';
import { findInFolder, Windows } from '../witness/search-folder.ts';
import { findInPages } from '../witness/sqlcipher-pages.ts';
import { type DatabaseKeys, databaseKeys, inspectBackup, inspectLibrary } from './inspect.ts';
import { backupRoot, OpenedLibrary, person } from './library.ts';
import { type Ground, type Planted, plant } from './planted.ts';
import type { Errand } from './steps.ts';
import { type Ended, runVictim } from './victim.ts';

/** So many files are looked for at once by their content; by words and keys all are. */
const mostContents = 20;

export interface ErasureCounters {
  kills: number;
  atSteps: number;
  /** Kills while a library that was opened again brought the erasure to its end. */
  whileFinishing: number;
  escaped: number;
  planted: number;
  erased: number;
  /** Searches of a library or backup for all that was stored of what was erased just before. */
  searches: number;
  outOfReach: number;
  restored: number;
  faults: string[];
}

/** One erasure and where it is cut: null for a random moment. */
export interface ErasureBlow {
  readonly step: string | null;
  /** A second kill, while the erasure is brought to its end; undefined where nobody strikes again. */
  readonly again?: string | null;
  /** One backup is out of reach meanwhile. */
  readonly away: boolean;
}

/** Recordings of which nothing may be left, erased in a library that is killed, again and again. */
export class ErasureTrial {
  readonly counters: ErasureCounters = {
    kills: 0,
    atSteps: 0,
    whileFinishing: 0,
    escaped: 0,
    planted: 0,
    erased: 0,
    searches: 0,
    outOfReach: 0,
    restored: 0,
    faults: [],
  };
  readonly #folder = mkdtempSync(join(tmpdir(), 'custos-erasures-'));
  readonly #random: () => number;
  readonly #say: (line: string) => void;
  readonly #plants: number;
  readonly #kept = new Map<Id, Planted>();
  readonly #gone: Planted[] = [];
  readonly #lasts: Record<string, number> = {};
  #round = 0;
  #what = '';
  #keys: DatabaseKeys | null = null;
  #library = '';

  /** With so many recordings the library begins, and is filled up to so many. */
  constructor(seed: number, say: (line: string) => void, plants = 8) {
    this.#plants = plants;
    this.#random = seeded(seed);
    this.#say = say;
  }

  readonly #place = join(this.#folder, 'Trial.custos');
  readonly #near = join(this.#folder, 'near');
  readonly #far = join(this.#folder, 'far');
  readonly #older = join(this.#folder, 'older');

  get #ground(): Ground {
    if (!this.#keys) throw new Error('The trial has not begun');
    return { place: this.#place, folder: this.#folder, keys: this.#keys, random: this.#random };
  }

  #fault(what: string): void {
    const line = `round ${this.#round}, ${this.#what}: ${what}`;
    this.counters.faults.push(line);
    this.#say(`FAULT  ${line}`);
  }

  async begin(): Promise<void> {
    for (const destination of [this.#near, this.#far]) mkdirSync(destination);
    const library = await OpenedLibrary.make(this.#place);
    this.#library = (await library.call('library.status', {})).session?.library.id ?? '';
    this.#keys = await databaseKeys(this.#place, person.user, person.passphrase);
    await this.#plantMore(library);
    this.#seeThatTheSearchFinds();
    await library.close();
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #plantMore(library: OpenedLibrary): Promise<void> {
    while (this.#kept.size < this.#plants) {
      const planted = await plant(library, this.#ground);
      this.#kept.set(planted.recording, planted);
      this.counters.planted += 1;
    }
    for (const destination of [this.#near, this.#far]) {
      const { verified } = await library.call('backup.make', { destination });
      if (!verified) this.#fault(`the backup at ${destination} does not open`);
    }
  }

  #find(folder: string, erased: readonly Planted[]): string[] {
    const { keys } = this.#ground;
    const needles = {
      words: erased.flatMap(({ words }) => words),
      bytes: erased.flatMap(({ rawKeys }) => rawKeys),
      windows: new Windows(erased.slice(-mostContents).flatMap(({ contents }) => contents)),
    };
    return findInFolder(folder, needles, (path) =>
      path.endsWith('previews.db') ? keys.previews : keys.catalogue,
    );
  }

  /** Before anything is erased every word and key is found, so that finding nothing later says something. */
  #seeThatTheSearchFinds(): void {
    this.#what = 'before the first erasure';
    const planted = [...this.#kept.values()];
    for (const folder of [this.#place, this.#near, this.#far]) {
      const found = this.#find(folder, planted);
      for (const word of planted.flatMap(({ words }) => words))
        if (!found.some((line) => line.startsWith(word))) this.#fault(`${word} is not found in ${folder}`);
    }
    for (const { content } of this.#kept.values())
      if (!new Windows([content]).areIn(content)) this.#fault('content is not found in itself');
  }

  /** Nothing is left of a recording in the library or in a backup. */
  #search(folders: readonly string[], erased: readonly Planted[]): void {
    if (erased.length === 0) return;
    for (const folder of folders) {
      this.counters.searches += 1;
      for (const line of this.#find(folder, erased)) this.#fault(`left of what was erased: ${line}`);
    }
    const renditions = erased.flatMap((planted) => planted.renditions);
    const previews = join(this.#place, 'previews.db');
    for (const { needle, where } of findInPages(previews, this.#ground.keys.previews, renditions))
      this.#fault(`a preview is left of ${needle}: ${where}`);
  }

  async strike(blow: ErasureBlow): Promise<void> {
    this.#round += 1;
    this.#what = `erasing, killed at ${blow.step ?? 'random'}${blow.again === undefined ? '' : ` and at ${blow.again ?? 'random'}`}${blow.away ? ', a backup away' : ''}`;
    const all = [...this.#kept.values()];
    const from = whole(this.#random, all.length - 2);
    const targets = all.slice(from, from + 1 + whole(this.#random, 3));
    if (blow.away) this.#takeAway();
    const first = await this.#kill(
      { kind: 'erase', recordings: targets.map(({ recording }) => recording) },
      blow.step,
    );
    if (blow.again !== undefined) await this.#kill({ kind: 'open' }, blow.again);
    const library = await OpenedLibrary.open(this.#place);
    try {
      await library.settled();
      const said = first.said.some((one) => one.say === 'waiting' || one.say === 'erased');
      const erased = await this.#certified(library, targets, { approved: said, away: blow.away });
      this.#search(blow.away ? [this.#place, this.#near] : [this.#place, this.#near, this.#far], erased);
      await this.#refusedAgain(library, erased);
      if (blow.away) await this.#comeBack(library, erased);
      if (this.#kept.size < Math.min(5, this.#plants)) await this.#plantMore(library);
      for (const fault of await library.faults()) this.#fault(fault);
      await this.#opensOne(library);
    } catch (error) {
      this.#fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
    } finally {
      await library.close();
    }
    this.#inspect();
  }

  #takeAway(): void {
    cpSync(this.#near, this.#older, { recursive: true });
    renameSync(this.#far, `${this.#far}-gone`);
  }

  async #kill(work: Errand['work'], step: string | null): Promise<Ended> {
    const longest = this.#lasts[work.kind] ?? 300;
    const stopAt = step === null ? null : { step, count: 1 };
    const ended = await runVictim({ place: this.#place, ...person, work, stopAt }, this.#random() * longest);
    if (!ended.killed) this.#lasts[work.kind] = ended.lasted;
    else if (step === null) this.#lasts[work.kind] = Math.max(longest, ended.lasted * 1.2);
    for (const said of ended.said) if (said.say === 'failed') this.#fault(said.why);
    if (!ended.killed) this.counters.escaped += 1;
    else {
      this.counters.kills += 1;
      if (step !== null) this.counters.atSteps += 1;
      if (work.kind === 'open') this.counters.whileFinishing += 1;
    }
    if (!ended.killed && step !== null && work.kind === 'erase') this.#fault('the step was never reached');
    return ended;
  }

  /** Those of the targets that have a certificate now: all of them where they had been approved. */
  async #certified(
    library: OpenedLibrary,
    targets: readonly Planted[],
    { approved, away }: { readonly approved: boolean; readonly away: boolean },
  ): Promise<Planted[]> {
    const { certificates } = await library.call('erasure.certificates', { limit: 500 });
    const erased = [];
    for (const target of targets) {
      const certificate = certificates.find(({ recording }) => recording.id === target.recording);
      if (certificate) {
        erased.push(target);
        this.#kept.delete(target.recording);
        this.#gone.push(target);
        this.counters.erased += 1;
        if (away) this.#namesWhatIsAway(certificate.outOfReach);
      } else if (approved) this.#fault(`${target.recording} was approved for erasure and is not erased`);
    }
    return erased;
  }

  #namesWhatIsAway(outOfReach: readonly string[]): void {
    this.counters.outOfReach += 1;
    const named = outOfReach.filter((line) => line.includes(this.#far));
    if (named.length !== 1) this.#fault(`the certificate names what is away ${named.length} times`);
    if (outOfReach.some((line) => line.includes(this.#near)))
      this.#fault('the certificate names what was reached');
  }

  async #refusedAgain(library: OpenedLibrary, erased: readonly Planted[]): Promise<void> {
    if (erased.length === 0) return;
    const folder = join(this.#folder, `again-${this.#round}`);
    mkdirSync(folder);
    for (const [index, { content }] of erased.entries()) writeFileSync(join(folder, `${index}.jpg`), content);
    for (const item of await library.takeIn(folder))
      if (item.state !== 'erasedBefore') this.#fault(`an erased file came in again as ${item.state}`);
    rmSync(folder, { recursive: true });
  }

  async #owed(library: OpenedLibrary): Promise<string[]> {
    const { items } = await library.call('queue.items', { queue: 'erase', limit: 500 });
    return items.filter(({ reason }) => reason.includes(this.#far)).map(({ recording }) => recording.id);
  }

  /** The backup that was away is owed for, still holds what was erased, and loses it with the next backup to it. */
  async #comeBack(library: OpenedLibrary, erased: readonly Planted[]): Promise<void> {
    const owed = await this.#owed(library);
    for (const { recording } of erased)
      if (!owed.includes(recording))
        this.#fault(`nothing is owed for ${recording} in the backup that is away`);
    for (const planted of erased)
      if (this.#find(`${this.#far}-gone`, [planted]).length === 0)
        this.#fault('the backup that was away holds nothing');
    renameSync(`${this.#far}-gone`, this.#far);
    await this.#restores(erased);
    await library.call('backup.make', { destination: this.#far });
    if ((await this.#owed(library)).length > 0)
      this.#fault('the duty to the backup stands though it was made');
    this.#search([this.#far], erased);
  }

  /** An older copy of a backup, put in its place again, is restored without what was erased since. */
  async #restores(erased: readonly Planted[]): Promise<void> {
    const destination = join(this.#folder, `elsewhere-${this.#round}`);
    cpSync(this.#near, destination, { recursive: true });
    const root = backupRoot(destination, this.#library);
    rmSync(root, { recursive: true });
    cpSync(backupRoot(this.#older, this.#library), root, { recursive: true });
    rmSync(this.#older, { recursive: true });
    const place = join(destination, 'Restored.custos');
    const engine = await createEngine({ place: null, files: 'dialogs' });
    const reply = await engine.dispatch(engine.connect(), 'backup.restore', { from: root, place, ...person });
    await engine.close();
    const restored = reply.ok ? (reply.value as Output<'backup.restore'>) : null;
    if (!restored) this.#fault(`the older backup does not restore: ${reply.ok ? '' : reply.error.message}`);
    else {
      this.counters.restored += 1;
      if (restored.replayed !== erased.length)
        this.#fault(`a restore repeated ${restored.replayed} erasures`);
      // The other backup's checkpoint reaches further than the older copy: that its trail ends before it is rightly said.
      for (const { where, what } of restored.verification.faults)
        if (!where.startsWith('trail')) this.#fault(`the restored library: ${where}: ${what}`);
      this.#search([place], erased);
    }
    rmSync(destination, { recursive: true });
  }

  async #opensOne(library: OpenedLibrary): Promise<void> {
    const all = [...this.#kept.values()];
    const one = all[whole(this.#random, all.length)];
    if (one && (await library.digestOf(one.recording)) !== one.sha256)
      this.#fault(`${one.recording} is not what was stored`);
  }

  #inspect(): void {
    const { keys } = this.#ground;
    const rows = inspectLibrary(this.#place, keys);
    const backups = [this.#near, this.#far].map((destination) => backupRoot(destination, this.#library));
    const faults = [...rows.faults, ...backups.flatMap((backup) => inspectBackup(backup, keys, rows))];
    for (const fault of faults) this.#fault(fault);
    if (existsSync(this.#older)) rmSync(this.#older, { recursive: true });
    const living = [...rows.states.values()].filter((state) => state !== 'erased').length;
    if (living !== this.#kept.size)
      this.#fault(`the library has ${living} recordings, not ${this.#kept.size}`);
    if (this.#round % 50 === 0) this.searchForAll();
  }

  /** Searches for everything that was ever erased, as the closed library lies there. */
  searchForAll(): void {
    this.#search([this.#place, this.#near, this.#far], this.#gone);
    for (const name of readdirSync(this.#place)) if (name.endsWith('-wal')) this.#fault(`${name} was left`);
  }
}
