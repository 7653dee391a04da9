import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isId } from '../../shared/kernel/id.ts';
import { pick, seeded, whole } from '../bench/seeded.ts';
import { makeSources, type Source } from './files.ts';
import { type DatabaseKeys, databaseKeys, inspectBackup, inspectLibrary } from './inspect.ts';
import { backupRoot, OpenedLibrary, person } from './library.ts';
import { type Errand, eraseSteps, importSteps, moveSteps } from './steps.ts';
import { type Ended, runVictim } from './victim.ts';

export interface Counters {
  kills: number;
  /** Errands that were done before their kill came; they are no kills. */
  escaped: number;
  kinds: Record<string, number>;
  stored: number;
  moved: number;
  erased: number;
  opened: number;
  refusedAgain: number;
  faults: string[];
}

/** One kill: what is done and where it is cut; null for a random moment. */
export interface Blow {
  readonly kind: 'import' | 'move' | 'erase' | 'backup';
  readonly step: string | null;
}

/** Each named step once. */
export const namedBlows: readonly Blow[] = [
  ...importSteps.map((step): Blow => ({ kind: 'import', step })),
  ...moveSteps.map((step): Blow => ({ kind: 'move', step })),
  ...eraseSteps.map((step): Blow => ({ kind: 'erase', step })),
];

interface Kept {
  readonly sha256: string;
  readonly content: Buffer;
}

/** A library that is worked on and killed, again and again, and what is known of it for certain. */
class Trial {
  readonly counters: Counters = {
    kills: 0,
    escaped: 0,
    kinds: {},
    stored: 0,
    moved: 0,
    erased: 0,
    opened: 0,
    refusedAgain: 0,
    faults: [],
  };
  readonly #folder = mkdtempSync(join(tmpdir(), 'custos-torture-'));
  readonly #random: () => number;
  readonly #say: (line: string) => void;
  readonly #kept = new Map<string, Kept>();
  readonly #erased = new Map<string, Kept>();
  readonly #lasts: Record<string, number> = {};
  #round = 0;
  #what = '';
  #keys: DatabaseKeys | null = null;
  #library = '';

  constructor(seed: number, say: (line: string) => void) {
    this.#random = seeded(seed);
    this.#say = say;
  }

  get #place(): string {
    return join(this.#folder, 'Trial.custos');
  }

  get #destination(): string {
    return join(this.#folder, 'backups');
  }

  async begin(): Promise<void> {
    mkdirSync(this.#destination);
    const library = await OpenedLibrary.make(this.#place);
    const status = await library.call('library.status', {});
    this.#library = status.session?.library.id ?? '';
    await this.#takeInHere(library, 6);
    await library.call('backup.make', { destination: this.#destination });
    await library.close();
    this.#keys = await databaseKeys(this.#place, person.user, person.passphrase);
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #takeInHere(library: OpenedLibrary, atLeast: number): Promise<void> {
    while (this.#kept.size < atLeast && this.counters.faults.length === 0) {
      this.#round += 1;
      const folder = join(this.#folder, `in-${this.#round}`);
      await this.#learn(library, folder, makeSources(folder, this.#random));
    }
  }

  #fault(what: string): void {
    const line = `round ${this.#round}, ${this.#what}: ${what}`;
    this.counters.faults.push(line);
    this.#say(`FAULT  ${line}`);
  }

  /** Takes a folder in (again) to its end: each content is then stored once, and its recording known. */
  async #learn(library: OpenedLibrary, folder: string, sources: readonly Source[]): Promise<void> {
    const where = new Map<string, Set<string>>();
    const items = await library.takeIn(folder);
    for (const [index, source] of sources.entries()) {
      const item = items[index];
      if (!item?.recording)
        this.#fault(`${source.path} ended as ${item?.state}: ${item?.error?.message ?? ''}`);
      else where.set(source.sha256, (where.get(source.sha256) ?? new Set()).add(item.recording.id));
    }
    for (const [sha256, recordings] of where) {
      const [recording] = recordings;
      const source = sources.find((one) => one.sha256 === sha256);
      if (recordings.size !== 1 || !recording || !source)
        this.#fault(`${sha256} is stored ${recordings.size} times`);
      else if (!this.#kept.has(recording)) {
        this.#kept.set(recording, { sha256, content: source.content });
        this.counters.stored += 1;
      }
    }
  }

  async strike(blow: Blow): Promise<void> {
    this.#round += 1;
    this.#what = `${blow.kind} at ${blow.step ?? 'random'}`;
    const killed =
      blow.kind === 'erase'
        ? await this.#strikeErasure(blow.step)
        : blow.kind === 'backup'
          ? await this.#strikeBackup()
          : await this.#strikeImport(blow.step, blow.kind === 'move');
    if (killed) {
      this.counters.kills += 1;
      this.counters.kinds[blow.kind] = (this.counters.kinds[blow.kind] ?? 0) + 1;
    } else {
      this.counters.escaped += 1;
      if (blow.step) this.#fault('the step was never reached');
    }
  }

  async #kill(work: Errand['work'], step: string | null, count: number): Promise<Ended> {
    const longest = this.#lasts[work.kind] ?? 400;
    const ended = await runVictim(
      { place: this.#place, ...person, work, stopAt: step === null ? null : { step, count } },
      this.#random() * longest,
    );
    if (!ended.killed) this.#lasts[work.kind] = ended.lasted;
    else if (step === null) this.#lasts[work.kind] = Math.max(longest, ended.lasted * 1.2);
    for (const said of ended.said) if (said.say === 'failed') this.#fault(said.why);
    return ended;
  }

  async #strikeImport(step: string | null, move: boolean): Promise<boolean> {
    const folder = join(this.#folder, `in-${this.#round}`);
    const sources = makeSources(folder, this.#random);
    const count = step === null ? 0 : 1 + whole(this.#random, 3);
    const ended = await this.#kill({ kind: 'import', folder, move }, step, count);
    await this.#afterwards(async (library) => {
      await this.#checkReported(library, ended, sources);
      const left = sources.filter(({ path }) => existsSync(path));
      const gone = sources.filter(({ path }) => !existsSync(path));
      if (gone.length > 0 && !move) this.#fault(`${gone.length} sources are gone that nobody moved`);
      this.counters.moved += gone.length;
      // What was moved away is put back, so that asking for it again says where it is stored.
      for (const { path, content } of gone) writeFileSync(path, content);
      const items = await library.takeIn(folder);
      for (const source of gone) {
        const state = items[sources.indexOf(source)]?.state;
        if (state !== 'duplicate') this.#fault(`${source.path} is gone and was not stored`);
      }
      if (left.length + gone.length !== sources.length) this.#fault('sources were lost');
      await this.#learn(library, folder, sources);
    });
    rmSync(folder, { recursive: true });
    return ended.killed;
  }

  /** Whatever was reported as stored before the kill is there now. */
  async #checkReported(library: OpenedLibrary, ended: Ended, sources: readonly Source[]): Promise<void> {
    for (const said of ended.said) {
      if (said.say !== 'stored' || !isId(said.recording)) continue;
      await this.#opens(library, said.recording, sources[said.index]?.sha256 ?? 'no source');
    }
  }

  async #opens(library: OpenedLibrary, recording: string, sha256: string): Promise<void> {
    if (!isId(recording)) return;
    try {
      if ((await library.digestOf(recording)) !== sha256) this.#fault(`${recording} is not what was stored`);
      this.counters.opened += 1;
    } catch (error) {
      this.#fault(`${recording} does not open: ${String(error)}`);
    }
  }

  async #strikeErasure(step: string | null): Promise<boolean> {
    const targets: string[] = [];
    const all = [...this.#kept.keys()];
    while (targets.length < Math.min(3, all.length - 2)) {
      const one = pick(this.#random, all);
      if (!targets.includes(one)) targets.push(one);
    }
    const ended = await this.#kill({ kind: 'erase', recordings: targets }, step, 1);
    const certified = new Set(ended.said.flatMap((said) => (said.say === 'erased' ? [said.recording] : [])));
    const approved = ended.said.some(({ say }) => say === 'waiting') || certified.size > 0;
    await this.#afterwards(async (library) => {
      const { certificates } = await library.call('erasure.certificates', { limit: 500 });
      for (const recording of targets) {
        const certificate = certificates.find((one) => one.recording.id === recording);
        if (certificate) await this.#nowErased(library, recording, certificate.number);
        else if (approved) this.#fault(`${recording} was approved for erasure and is not erased`);
      }
      if (this.#kept.size < 12) await this.#takeInHere(library, 24);
    });
    return ended.killed;
  }

  /** An erased recording is not served, and its file is refused with the certificate's number. */
  async #nowErased(library: OpenedLibrary, recording: string, number: string): Promise<void> {
    const kept = this.#kept.get(recording);
    if (!kept) return;
    this.#kept.delete(recording);
    this.#erased.set(recording, kept);
    this.counters.erased += 1;
    const path = join(this.#folder, `again-${this.#round}.jpg`);
    writeFileSync(path, kept.content);
    const [item] = await library.takeIn(path);
    if (item?.state === 'erasedBefore' && item.error?.message.includes(number))
      this.counters.refusedAgain += 1;
    else this.#fault(`${recording} was erased (${number}) and came in again as ${item?.state}`);
    rmSync(path);
  }

  async #strikeBackup(): Promise<boolean> {
    const ended = await this.#kill({ kind: 'backup', destination: this.#destination }, null, 0);
    await this.#afterwards(async (library) => {
      const { verified } = await library.call('backup.make', { destination: this.#destination });
      if (!verified) this.#fault('the backup does not open');
    });
    return ended.killed;
  }

  /** Opens the library as a person does who comes back, and looks at everything. */
  async #afterwards(work: (library: OpenedLibrary) => Promise<void>): Promise<void> {
    const library = await OpenedLibrary.open(this.#place);
    try {
      await library.settled();
      await work(library);
      for (const fault of await library.faults()) this.#fault(fault);
      await this.#openSome(library, this.#round % 25 === 0 ? this.#kept.size : 10);
    } catch (error) {
      this.#fault(String(error));
    } finally {
      await library.close();
    }
    this.#inspect();
  }

  async #openSome(library: OpenedLibrary, count: number): Promise<void> {
    const all = [...this.#kept];
    const from = whole(this.#random, Math.max(1, all.length));
    for (let index = 0; index < Math.min(count, all.length); index += 1) {
      const [recording, { sha256 }] = all[(from + index) % all.length] as [string, Kept];
      await this.#opens(library, recording, sha256);
    }
  }

  /** Opens every original that was ever stored and not erased. */
  async openAll(): Promise<void> {
    this.#what = 'at the end';
    const library = await OpenedLibrary.open(this.#place);
    await this.#openSome(library, this.#kept.size);
    await library.close();
  }

  #inspect(): void {
    if (!this.#keys) return;
    const rows = inspectLibrary(this.#place, this.#keys);
    for (const fault of rows.faults) this.#fault(fault);
    const backup = backupRoot(this.#destination, this.#library);
    for (const fault of inspectBackup(backup, this.#keys, rows)) this.#fault(fault);
    const living = [...rows.states].filter(([, state]) => state !== 'erased').map(([id]) => id);
    if (living.length !== this.#kept.size)
      this.#fault(`the library has ${living.length} recordings, not ${this.#kept.size}`);
    for (const recording of this.#erased.keys())
      if (rows.states.get(recording) !== 'erased') this.#fault(`${recording} was erased and is back`);
  }
}

/** The order of a long run: imports and erasures in turn, some of them moving, now and then a backup. */
export function* endlessBlows(random: () => number): Generator<Blow> {
  const steps = [...importSteps, ...moveSteps];
  for (let index = 0; ; index += 1) {
    const named = random() < 0.25;
    if (index % 12 === 11) yield { kind: 'backup', step: null };
    else if (index % 2 === 1) yield { kind: 'erase', step: named ? pick(random, eraseSteps) : null };
    else {
      const step = named ? pick(random, steps) : null;
      const moves = index % 4 === 2 || step === 'import:source-removed';
      yield { kind: moves ? 'move' : 'import', step };
    }
  }
}

/** Strikes until so many kills have hit, and answers what was seen. */
export async function torture(
  blows: Iterable<Blow>,
  {
    kills,
    seed,
    say,
  }: { readonly kills: number; readonly seed: number; readonly say: (line: string) => void },
): Promise<Counters> {
  const trial = new Trial(seed, say);
  try {
    await trial.begin();
    for (const blow of blows) {
      if (trial.counters.kills >= kills) break;
      await trial.strike(blow);
      const { counters } = trial;
      if (counters.kills % 10 === 0)
        say(
          `${counters.kills} kills, ${counters.stored} stored, ${counters.erased} erased, ${counters.faults.length} faults`,
        );
    }
    await trial.openAll();
    return trial.counters;
  } finally {
    trial.end();
  }
}
