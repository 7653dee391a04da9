import type { Output, Parsed } from '../shared/contract/contract.ts';
import { CustosError } from '../shared/kernel/error.ts';
import { instantOf } from '../shared/kernel/instant.ts';
import { isZone } from './engine-clock.ts';
import { changeClosedKeys, type KeyHolder, keyringOf } from './engine-keys.ts';
import { type OpenRooms, openRooms, type RoomsNeeds, settleRooms } from './engine-rooms.ts';
import type { EngineOptions } from './engine-types.ts';
import { createLibraryKeys, listUsers, recover, unlock } from './keys/key-room.ts';
import type { LibraryKeys } from './keys/library-keys.ts';
import { recoveryKit } from './keys/recovery-kit.ts';
import { type EngineLock, lockLibrary } from './library/engine-lock.ts';
import { type Layout, layoutOf } from './library/layout.ts';
import { createLibrary, openLibrary, sweepTmp } from './library/library.ts';
import { type Manifest, readManifest } from './library/manifest.ts';
import type { Caller, Rooms } from './operations/context.ts';
import { sayKit } from './operations/say-kit.ts';

/** What the front desk hands down to the rooms. */
export type Surroundings = Pick<RoomsNeeds, 'emit' | 'endSessions'>;

type Person = Omit<Caller, 'session'>;
type Credentials = Parsed<'session.unlock'> | Parsed<'session.recover'>;

/** A library whose lock this engine holds, with its rooms open. */
export interface HeldLibrary {
  readonly place: string;
  readonly rooms: Rooms;
  /** Erasures that were repeated when this library was opened, because it came from a backup. */
  readonly replayed: number;
  close(): Promise<void>;
}

/** What may be told of a library before anybody has unlocked it; null where there is none. */
export async function libraryStatus(
  place: string,
): Promise<{ name: string; users: { name: string }[] } | null> {
  const layout = layoutOf(place);
  const manifest = await readManifest(layout.manifest).catch(() => null);
  if (!manifest) return null;
  const users = await listUsers(layout.keys);
  return { name: manifest.name, users: users.map(({ name }) => ({ name })) };
}

/** Those that are still where they were; what lies on a disk that is not connected is left out. */
export async function recentLibraries(places: readonly string[]): Promise<{ place: string; name: string }[]> {
  const found = await Promise.all(
    places.map(async (place) => ({ place, status: await libraryStatus(place) })),
  );
  return found.flatMap(({ place, status }) => (status ? { place, name: status.name } : []));
}

/** One engine keeps one library: why another cannot be opened now. */
export const notFree = (somebodyIsIn: boolean): CustosError =>
  new CustosError(
    'in-use',
    somebodyIsIn
      ? 'Another library is open. Please lock it first.'
      : 'Work on the library that was open is still being finished. Please try again in a moment.',
  );

/** Tells the trail that somebody came in, and answers who they are by the catalogue. */
async function enter(
  rooms: Rooms,
  keys: LibraryKeys,
  how: 'session.unlocked' | 'library.recovered',
): Promise<Person> {
  const user = await rooms.catalogue.write(async (writer) => {
    const known = await writer.users.get(keys.user);
    if (!known || known.removedAt)
      throw new CustosError('not-allowed', 'You were removed from this library.');
    // A key that was made anew from the recovery kit signs from now on; earlier signatures keep the earlier key in the trail.
    if (known.publicKey !== keys.signing.publicKey)
      await writer.users.change(known.id, { publicKey: keys.signing.publicKey });
    await rooms.record(writer, {
      kind: how,
      by: known.id,
      about: [],
      facts: { publicKey: keys.signing.publicKey },
    });
    return known;
  });
  return { user: user.id, name: user.name, role: user.role, sign: keys.signing.sign };
}

async function hold(
  options: EngineOptions,
  layout: Layout,
  manifest: Manifest,
  keys: LibraryKeys,
  lock: EngineLock,
  surroundings: Surroundings,
): Promise<HeldLibrary> {
  const holder: KeyHolder = { keys };
  let open: OpenRooms;
  try {
    open = await openRooms({
      options,
      layout,
      manifest,
      holder,
      ...surroundings,
      keyring: (rooms) => keyringOf(layout, manifest, holder, rooms),
    });
  } catch (error) {
    keys.lock();
    throw error;
  }
  try {
    const background = await settleRooms(open.rooms);
    if (options.door) await lock.announce(options.door.socket, instantOf(new Date()), options.door.key);
    return {
      place: layout.root,
      rooms: open.rooms,
      replayed: background.replayed,
      async close() {
        await background.stop();
        await open.close();
        holder.keys.lock();
        await sweepTmp(layout);
        await lock.release();
      },
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

const openKeys = (layout: Layout, asked: Credentials): Promise<LibraryKeys> =>
  'libraryIdentity' in asked
    ? recover(layout.keys, asked)
    : unlock(layout.keys, asked, changeClosedKeys(layout));

/** Opens a library for somebody, or lets them into the one that is open. Their passphrase is checked either way. */
export async function holdLibrary(
  options: EngineOptions,
  place: string,
  held: HeldLibrary | null,
  asked: Credentials,
  surroundings: Surroundings,
): Promise<{ held: HeldLibrary; user: Person }> {
  const how = 'libraryIdentity' in asked ? 'library.recovered' : 'session.unlocked';
  if (held) {
    const keys = await openKeys(layoutOf(held.place), asked);
    return { held, user: await enter(held.rooms, keys, how) };
  }
  const { layout, manifest } = await openLibrary(place);
  const lock = lockLibrary(layout);
  try {
    await sweepTmp(layout);
    const keys = await openKeys(layout, asked);
    const opened = await hold(options, layout, manifest, keys, lock, surroundings);
    return { held: opened, user: await enter(opened.rooms, keys, how) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Makes a library with its first person, and opens it. The recovery kit is shown this once. */
export async function layLibrary(
  options: EngineOptions,
  asked: Parsed<'library.create'>,
  surroundings: Surroundings,
): Promise<{ held: HeldLibrary; user: Person; recoveryKit: Output<'library.create'>['recoveryKit'] }> {
  if (!isZone(asked.zone))
    throw new CustosError('invalid-input', 'This time zone is not known here.', { field: 'zone' });
  const now = options.now ?? Date.now;
  let made: LibraryKeys | null = null;
  const { layout, manifest } = await createLibrary(
    { place: asked.place, name: asked.name, createdAt: instantOf(new Date(now())) },
    async (draft) => {
      const keys = await createLibraryKeys(draft.keys, { name: asked.user, passphrase: asked.passphrase });
      made = keys;
      return { checkpointKey: keys.checkpoint.publicKey };
    },
  );
  const keys = made as LibraryKeys | null;
  if (!keys) throw new CustosError('internal', 'The library was made without keys.');
  const lock = lockLibrary(layout);
  const held = await hold(options, layout, manifest, keys, lock, surroundings);
  const user = await firstPerson(held.rooms, keys, asked);
  return { held, user, recoveryKit: sayKit(recoveryKit(manifest, keys)) };
}

/** Enters the library's settings and its first person in one transaction. */
async function firstPerson(
  rooms: Rooms,
  keys: LibraryKeys,
  asked: Parsed<'library.create'>,
): Promise<Person> {
  await rooms.catalogue.write(async (writer) => {
    const { jurisdiction, zone } = asked;
    await writer.settings.set('library', JSON.stringify({ jurisdiction, zone, edition: 'gmc-2002' }));
    await writer.users.add({
      id: keys.user,
      name: keys.name,
      role: asked.role,
      addedAt: rooms.clock.now(),
      addedBy: null,
      removedAt: null,
      publicKey: keys.signing.publicKey,
    });
    await rooms.record(writer, {
      kind: 'library.created',
      by: keys.user,
      about: [{ noun: 'library', id: rooms.settings.id }],
      facts: { jurisdiction, zone, edition: 'gmc-2002', publicKey: keys.signing.publicKey },
    });
  });
  return { user: keys.user, name: keys.name, role: asked.role, sign: keys.signing.sign };
}
