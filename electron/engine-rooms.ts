import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineEvent } from '../shared/contract/event.ts';
import { retentionSchedule } from '../shared/contract/retention.ts';
import { editionNames } from '../shared/domain/policy/case.ts';
import { jurisdictions } from '../shared/domain/policy/words.ts';
import { CustosError, isCustosError } from '../shared/kernel/error.ts';
import type { Id } from '../shared/kernel/id.ts';
import { createSearcher } from './anonymise/annotations/search/searcher.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { createPreviews } from './catalogue/previews.ts';
import { createCatalogue } from './catalogue/sqlite/open.ts';
import { clockIn } from './engine-clock.ts';
import type { KeyHolder } from './engine-keys.ts';
import type { EngineOptions } from './engine-types.ts';
import { createJobs, type Jobs } from './jobs/jobs.ts';
import { newId } from './kernel-random.ts';
import type { Layout } from './library/layout.ts';
import { type Manifest, readManifest } from './library/manifest.ts';
import { createMedia } from './media/media.ts';
import { anonymiseRunner } from './operations/anonymise/runner.ts';
import { backUpWhenDue } from './operations/backup-plan.ts';
import { createSearchQueue } from './operations/bench/search-queue.ts';
import { createBrowsing } from './operations/browsing.ts';
import type { Clock, Keyring, LibrarySettings, Rooms } from './operations/context.ts';
import { finishInterruptedErasures } from './operations/erase-recording.ts';
import { ledgerFileOf } from './operations/erasure-ledger.ts';
import { createHandedOver } from './operations/handed-over/handed-over.ts';
import { importRunner } from './operations/import-runner.ts';
import { createLectures } from './operations/lecture/lectures.ts';
import { compareEarlier } from './operations/likeness.ts';
import { readRegister } from './operations/notices/register.ts';
import { takeMissingPrints } from './operations/prints.ts';
import type { RecordEntry } from './operations/record-entry.ts';
import { replayLedger } from './operations/restore.ts';
import { createTokens } from './operations/tokens.ts';
import { settleDay, stopTurn, turnOfDay } from './operations/turn-of-day.ts';
import { createUploads } from './operations/uploads.ts';
import { append } from './trail/append.ts';
import { openVault } from './vault/vault.ts';

/** The rooms of an unlocked library, and how to leave them. */
export interface OpenRooms {
  readonly rooms: Rooms;
  close(): Promise<void>;
}

/** What the rooms need from outside. */
export interface RoomsNeeds {
  readonly options: EngineOptions;
  readonly layout: Layout;
  readonly manifest: Manifest;
  readonly holder: KeyHolder;
  readonly keyring: (rooms: Pick<Rooms, 'catalogue' | 'vault' | 'previews'>) => Keyring;
  readonly endSessions: (user: Id) => Promise<void>;
  readonly emit: (event: EngineEvent) => void;
}

const anHour = 3_600_000;
/** So long whoever comes in has the machine for what they see first, in milliseconds. */
const comeInMs = 3_000;
const aMinute = 60_000;

const stored = z.object({
  jurisdiction: z.enum(jurisdictions),
  zone: z.string(),
  edition: z.enum(editionNames),
});

/** The settings on which decisions rest, as they are kept in the catalogue. */
type Settled = z.output<typeof stored> & Pick<LibrarySettings, 'schedule' | 'notices'>;

/** A library that is only being made has nothing settled yet; it takes the defaults until its first transaction. */
const unsettled = { jurisdiction: 'england', zone: 'Europe/London', edition: 'gmc-2002' } as const;

const readSettings = (catalogue: Catalogue): Promise<Settled> =>
  catalogue.read(async (reader) => {
    const { settings } = reader;
    const [library, schedule] = [await settings.get('library'), await settings.get('retention')];
    return {
      ...(library === null ? unsettled : stored.parse(JSON.parse(library))),
      schedule: schedule === null ? [] : retentionSchedule.parse(JSON.parse(schedule)),
      notices: await readRegister(reader),
    };
  });

/** The durable queue, with a runner for each kind of job that can be started. */
const jobsFor = (catalogue: Catalogue, clock: Clock, emit: RoomsNeeds['emit'], roomsOf: () => Rooms): Jobs =>
  createJobs({
    catalogue,
    now: clock.now,
    newId: clock.newId,
    runners: { import: importRunner(roomsOf), anonymise: anonymiseRunner(roomsOf) },
    onChange: (job) => emit({ kind: 'job', job }),
  });

/** Opens every room of a library; nothing is swept or resumed yet. */
export async function openRooms(needs: RoomsNeeds): Promise<OpenRooms> {
  const { options, layout, manifest, holder, emit } = needs;
  const { catalogueKey: key, previewsKey } = holder.keys;
  // A catalogue that is missing beside its blobs' keys was lost: an empty one in its place would sweep the vault away.
  const create = !existsSync(layout.blobKeys);
  const tokens = createTokens(newId, options.now ?? Date.now);
  const catalogue = createCatalogue({
    path: layout.catalogue,
    key,
    create,
    onWritten: () => tokens.written(),
  });
  const { vault: folder, tmp, blobKeys } = layout;
  const vault = openVault({ vault: folder, tmp, blobKeys, key, onStep: options.onStep });
  const previews = createPreviews({ path: layout.previews, key: previewsKey });
  const settings: LibrarySettings = {
    id: manifest.id,
    name: manifest.name,
    place: layout.root,
    ...(await readSettings(catalogue)),
  };
  const clock = clockIn(settings.zone, options.now ?? Date.now);
  const record = recordBy(clock);
  const media = createMedia({
    temporaryFolder: tmp,
    ...options.tools,
    ...(options.workers ? { starter: options.workers.media } : {}),
  });
  const rooms: Rooms = {
    settings,
    catalogue,
    vault,
    previews,
    media,
    clock,
    keyring: needs.keyring({ catalogue, vault, previews }),
    endSessions: needs.endSessions,
    markOf: (sha256) => createHmac('sha256', holder.keys.librarySecret).update(sha256, 'hex').digest('hex'),
    tokens,
    uploads: createUploads(clock.newId),
    browsing: createBrowsing(catalogue, record),
    lectures: createLectures(),
    handedOver: createHandedOver(),
    searcher: createSearcher(media.places, options.workers?.search),
    searches: createSearchQueue(),
    signCheckpoint: (text) => holder.keys.checkpoint.sign(text),
    checkpointPublicKeys: () => checkpointKeys(layout.manifest),
    tmp,
    ledger: options.ledgers ? join(options.ledgers, ledgerFileOf(manifest.id)) : null,
    releasesFolder: options.releases ?? join(homedir(), 'Downloads'),
    openCopy: copiesOpener(layout, holder),
    emit,
    record,
    step: options.onStep ?? (() => undefined),
    jobs: jobsFor(catalogue, clock, emit, () => rooms),
  };
  return { rooms, close: () => closeRooms(rooms) };
}

/** Writes the trail by a library's clock. */
const recordBy =
  (clock: Clock): RecordEntry =>
  async (writer, draft) => {
    await append(writer.trail, draft, { now: clock.now() });
  };

/** Opens the files of a backup with the keys of the open library. */
const copiesOpener =
  ({ tmp }: Layout, holder: KeyHolder): Rooms['openCopy'] =>
  async ({ catalogue, vault, blobKeys }) => ({
    catalogue: createCatalogue({ path: catalogue, key: holder.keys.catalogueKey }),
    vault: openVault({ vault, tmp, blobKeys, key: holder.keys.catalogueKey }),
  });

/** The keys by which checkpoints verify: the present one, and those from before somebody was removed. */
async function checkpointKeys(path: string): Promise<readonly string[]> {
  const { checkpointKey, formerCheckpointKeys } = await readManifest(path);
  return [checkpointKey, ...formerCheckpointKeys];
}

/** What goes on behind an open library; `stop` ends it and waits until it has ended. */
export interface Background {
  /** Erasures that a restored library has repeated. */
  readonly replayed: number;
  stop(): Promise<void>;
}

const tell = (error: unknown): void => {
  if (!isCustosError(error) || error.code !== 'cancelled') process.stderr.write(`custos: ${String(error)}\n`);
};

/** Sweeps what a kill left in the vault. A library of a million files takes its time; nobody waits for it. */
async function sweepVault(rooms: Rooms, signal: AbortSignal): Promise<void> {
  const { kept } = await rooms.vault.sweep((blob) => {
    if (signal.aborted) throw new CustosError('cancelled', 'The library is being closed.');
    return rooms.catalogue.read((reader) => reader.renditions.knowsBlob(blob));
  });
  if (kept.length > 0) {
    process.stderr.write(
      `custos: the vault holds ${kept.length} files that the catalogue does not know. Nothing was removed. The catalogue may be an older copy: restore the newest one from a backup.\n`,
    );
  }
}

/** Brings to an end what a kill has interrupted, in the order in which it matters, then goes on in the background. */
export async function settleRooms(rooms: Rooms): Promise<Background> {
  const replayed = await replayLedger(rooms);
  await finishInterruptedErasures(rooms);
  await rooms.jobs.resumeAfterStart();
  const abort = new AbortController();
  const reading = setTimeout(() => void rooms.catalogue.readAhead(), comeInMs).unref();
  let work = sweepVault(rooms, abort.signal)
    .then(() => settleDay(rooms))
    .then(() => turnOfDay(rooms))
    .then(() => undefined, tell);
  // Beside the rest: with a library from before there is much of it, and nothing waits for it.
  const comparing = work
    .then(() => compareEarlier(rooms, abort.signal))
    .then(() => takeMissingPrints(rooms, abort.signal))
    .catch(tell);
  const timer = setInterval(() => {
    work = work
      .then(() => settleDay(rooms))
      .then(() => turnOfDay(rooms))
      .then(() => undefined, tell);
  }, anHour);
  timer.unref();
  const backups = setInterval(() => {
    work = work.then(() => backUpWhenDue(rooms, abort.signal)).then(() => undefined, tell);
  }, aMinute);
  backups.unref();
  return {
    replayed,
    async stop() {
      clearTimeout(reading);
      clearInterval(timer);
      clearInterval(backups);
      abort.abort();
      await stopTurn(rooms);
      await work;
      await comparing;
    },
  };
}

async function closeRooms(rooms: Rooms): Promise<void> {
  await rooms.browsing.endAll();
  await rooms.searches.close();
  rooms.tokens.revokeAll();
  await rooms.jobs.close();
  rooms.media.close();
  rooms.searcher.close();
  rooms.previews.close();
  rooms.vault.close();
  await rooms.catalogue.close();
}
