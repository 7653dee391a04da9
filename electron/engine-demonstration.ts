import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, OperationName, Output, Parsed } from '../shared/contract/contract.ts';
import { demonstrationName, demonstrationPassphrase } from '../shared/domain/library/demonstration.ts';
import { addDays, type Day } from '../shared/kernel/day.ts';
import { CustosError } from '../shared/kernel/error.ts';
import type { Id } from '../shared/kernel/id.ts';
import { type DemoUser, demoUsers } from './demo/people.ts';
import type { Ask, Stage } from './demo/stage.ts';
import { play, type Shown } from './demo/story/play.ts';
import { foundingDay } from './demo/story/recordings.ts';
import type { Engine, EngineOptions } from './engine-types.ts';
import { createMedia } from './media/media.ts';

type Made = Output<'demonstration.make'>;

export interface DemonstrationNeeds {
  /** Makes the engine that the story is played on: its clock is not ours. */
  readonly createEngine: (options: EngineOptions) => Promise<Engine>;
  readonly workers: EngineOptions['workers'];
  readonly tell: (share: number, doing: string) => void;
}

/** Makes a demonstration library and tells how far it is, from 0 to 1. */
export type MakeDemonstration = (
  asked: Parsed<'demonstration.make'>,
  tell: DemonstrationNeeds['tell'],
) => Promise<Made>;

const dayMs = 86_400_000;
/** A day of the story begins at this time of day, in milliseconds after midnight UTC. */
const morning = 8.5 * 3_600_000;

/** A clock that can be set back by days: a day of the story goes by as fast as it is played, the last one is now. */
class StoryClock {
  #offset = 0;

  turnTo(daysAgo: number): void {
    const midnight = Math.floor(Date.now() / dayMs) * dayMs;
    this.#offset = daysAgo === 0 ? 0 : midnight - daysAgo * dayMs + morning - Date.now();
  }

  readonly now = (): number => Date.now() + this.#offset;
}

const asking =
  (engine: Engine, connection: Id): Ask =>
  async <Name extends OperationName>(name: Name, input: Input<Name>) => {
    const reply = await engine.dispatch(connection, name, input);
    if (reply.ok) return reply.value as Output<Name>;
    throw new CustosError(reply.error.code, reply.error.message, reply.error.details);
  };

class EngineStage implements Stage {
  readonly media: Stage['media'];
  readonly folder: string;
  readonly tell: Stage['tell'];
  readonly #engine: Engine;
  readonly #clock: StoryClock;
  readonly #today: Day;
  readonly #here = new Map<DemoUser['key'], { readonly connection: Id; readonly ask: Ask }>();

  constructor(engine: Engine, clock: StoryClock, folder: string, needs: DemonstrationNeeds) {
    this.#engine = engine;
    this.#clock = clock;
    this.folder = folder;
    this.tell = needs.tell;
    this.#today = new Date().toISOString().slice(0, 10) as Day;
    this.media = createMedia(needs.workers ? { starter: needs.workers.media } : {});
  }

  dayAgo(days: number): Day {
    return addDays(this.#today, -days);
  }

  async turnTo(daysAgo: number): Promise<void> {
    for (const { connection } of this.#here.values()) await this.#engine.disconnect(connection);
    this.#here.clear();
    this.#clock.turnTo(daysAgo);
  }

  /** The founder is in without unlocking: making the library let them in. */
  found(key: DemoUser['key']): Ask {
    const connection = this.#engine.connect();
    const ask = asking(this.#engine, connection);
    this.#here.set(key, { connection, ask });
    return ask;
  }

  async as(key: DemoUser['key']): Promise<Ask> {
    const known = this.#here.get(key);
    if (known) return known.ask;
    const ask = this.found(key);
    const user = demoUsers.find((one) => one.key === key)?.name ?? '';
    await ask('session.unlock', { user, passphrase: demonstrationPassphrase });
    return ask;
  }

  async ended(ask: Ask, job: Id): Promise<void> {
    const [here] = this.#here.values();
    if (!here) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = async (): Promise<void> => {
      const { job: now } = await ask('job.show', { job, limit: 1 });
      if (now.state !== 'running') resolve();
    };
    const leave = this.#engine.subscribe(here.connection, (event) => {
      if (event.kind === 'job' && event.job.id === job && event.job.state !== 'running') resolve();
    });
    await look();
    await promise.finally(leave);
  }

  close(): void {
    this.media.close();
  }
}

/** Every recording of the story as it stands at the end: no list shows what is sealed, nor what was erased. */
async function recordingsOf(ask: Ask, shown: readonly Shown[]): Promise<Made['recordings']> {
  const { tiles } = await ask('recording.window', { query: {}, offset: 0, limit: 500 });
  const { sealed } = await ask('seal.list', {});
  const standings = new Map<Id, Made['recordings'][number]['state']>([
    ...tiles.map(({ id, standing }) => [id, standing] as const),
    ...sealed.map(({ id }) => [id, 'sealed'] as const),
  ]);
  return shown.map((one) => ({ ...one, state: standings.get(one.id) ?? 'erased' }));
}

/** Makes the library on the first day of the story; answers where it lies. */
async function foundLibrary(stage: EngineStage, ask: Ask, place: string): Promise<string> {
  stage.tell(0, 'Making the library');
  const [founder] = demoUsers;
  await ask('library.create', {
    place,
    name: demonstrationName,
    user: founder.name,
    role: founder.role,
    passphrase: demonstrationPassphrase,
    jurisdiction: 'wales',
  });
  return (await ask('library.status', {})).place ?? place;
}

async function playOn(stage: EngineStage, founder: Ask, place: string, seed: number): Promise<Made> {
  const shown = await play(stage, founder, demonstrationPassphrase, seed);
  const ask = await stage.as('angharad');
  const { session } = await ask('library.status', {});
  const users = await ask('user.list', {});
  return {
    id: session?.library.id as Id,
    name: demonstrationName,
    place,
    passphrase: demonstrationPassphrase,
    users: users.map(({ id, name, role }) => ({ id, name, role })),
    recordings: await recordingsOf(ask, shown),
  };
}

/**
 * Makes a demonstration library at a new place: an engine of its own plays a story of fourteen months through the
 * ordinary operations. Nothing of it is left where it fails.
 * @throws CustosError as `library.create` does.
 */
export async function makeDemonstration(
  asked: Parsed<'demonstration.make'>,
  needs: DemonstrationNeeds,
): Promise<Made> {
  const clock = new StoryClock();
  const folder = await mkdtemp(join(tmpdir(), 'custos-demonstration-'));
  const engine = await needs.createEngine({
    place: null,
    files: 'dialogs',
    now: clock.now,
    workers: needs.workers,
  });
  const stage = new EngineStage(engine, clock, folder, needs);
  let laid: string | null = null;
  try {
    await stage.turnTo(foundingDay);
    const founder = stage.found(demoUsers[0].key);
    laid = await foundLibrary(stage, founder, asked.place);
    const made = await playOn(stage, founder, laid, asked.seed);
    laid = null;
    return made;
  } finally {
    stage.close();
    await engine.close();
    await rm(folder, { recursive: true, force: true });
    if (laid !== null) await rm(laid, { recursive: true, force: true });
  }
}
