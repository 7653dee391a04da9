import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, idFromBytes } from '../../shared/kernel/id.ts';
import { makePrivateFolder, removeFile } from '../files/durable.ts';
import { takeHandover } from './handover.ts';
import { type KeyFile, readKeyFile, writeKeyFile } from './key-file.ts';
import { exists, newKeyFileName, pendingFolder, removeLeftovers, userListPath } from './key-folder.ts';
import {
  type LibraryKeys,
  libraryKeysOf,
  readSealedKeys,
  type SealedKeys,
  writeSealedKeys,
} from './library-keys.ts';
import { type ApplyKeyChange, finishRemoval } from './remove-user.ts';
import { signerOf } from './signing.ts';
import { findUser, readUserList, type UserEntry, verifyUserList, writeUserList } from './user-list.ts';

/** Whose key file is to be made, and the passphrase that will open it. */
export type NewUser = { readonly user?: Id; readonly name: string; readonly passphrase: string };

export type AddedUser = { readonly user: Id; readonly name: string; readonly publicKey: string };

const noSuchUser = (): CustosError =>
  new CustosError('not-found', 'Nobody of that name has a key to this library.');

function personOf(file: KeyFile): Pick<LibraryKeys, 'user' | 'name' | 'signing'> {
  const seed = Buffer.from(file.signingKey, 'base64url');
  const signing = signerOf(seed);
  seed.fill(0);
  return { user: file.user, name: file.name, signing };
}

/** Makes a key file with fresh keys of its user's own. */
async function makeKeyFile(
  folder: string,
  person: NewUser,
  libraryIdentity: string,
): Promise<{ entry: UserEntry; file: KeyFile }> {
  if (person.passphrase === '') throw new CustosError('invalid-input', 'A passphrase is needed.');
  const handoverIdentity = await generateX25519Identity();
  const file: KeyFile = {
    format: 1,
    user: person.user ?? idFromBytes(randomBytes(16)),
    name: person.name,
    libraryIdentity,
    formerIdentities: [],
    handoverIdentity,
    signingKey: randomBytes(32).toString('base64url'),
  };
  const recipient = await identityToRecipient(handoverIdentity);
  const entry = { user: file.user, name: file.name, file: newKeyFileName(), recipient };
  await writeKeyFile(join(folder, entry.file), file, person.passphrase);
  return { entry, file };
}

/** Fills a new library's `keys/`: its identity, its random keys, and the first user. */
export async function createLibraryKeys(folder: string, first: NewUser): Promise<LibraryKeys> {
  await makePrivateFolder(folder);
  const libraryIdentity = await generateX25519Identity();
  const sealed = { catalogue: randomBytes(32), previews: randomBytes(32), marks: randomBytes(32) };
  await writeSealedKeys(folder, sealed, libraryIdentity);
  const { entry, file } = await makeKeyFile(folder, first, libraryIdentity);
  await writeUserList(userListPath(folder), [entry], libraryIdentity);
  return libraryKeysOf(personOf(file), libraryIdentity, sealed);
}

async function currentList(folder: string): Promise<Awaited<ReturnType<typeof readUserList>>> {
  const pending = userListPath(pendingFolder(folder));
  return readUserList((await exists(pending)) ? pending : userListPath(folder));
}

/** Those who have a key file, for the list before unlocking. It is not authenticated until somebody unlocks. */
export async function listUsers(folder: string): Promise<readonly { user: Id; name: string }[]> {
  return (await currentList(folder)).users.map(({ user, name }) => ({ user, name }));
}

/**
 * Unlocks with a name (or user id) and passphrase. A removal of a user that was cut by a kill is carried to
 * its end first, and a new library identity that waits for this user is taken into their key file. To be
 * called by the holder of the library's lock, with the databases closed.
 * @throws CustosError `not-found`, `wrong-passphrase` or `damaged`.
 */
export async function unlock(
  folder: string,
  who: { readonly user: string; readonly passphrase: string },
  apply: ApplyKeyChange,
): Promise<LibraryKeys> {
  await removeLeftovers(folder);
  const list = await currentList(folder);
  const entry = findUser(list.users, who.user);
  if (entry === undefined) throw noSuchUser();
  const path = join(folder, entry.file);
  const file = await takeHandover(folder, entry, await readKeyFile(path, who.passphrase));
  const users = verifyUserList(list, file.libraryIdentity);
  if (await exists(pendingFolder(folder))) await finishRemoval(folder, file.libraryIdentity, apply);
  const sealed = await readSealedKeys(folder, file.libraryIdentity);
  if (entry.handover !== undefined) {
    await writeKeyFile(path, file, who.passphrase);
    const { handover, ...settled } = entry;
    const rest = users.map((other) => (other.user === entry.user ? settled : other));
    await writeUserList(userListPath(folder), rest, file.libraryIdentity);
    await removeFile(join(folder, handover));
  }
  return libraryKeysOf(personOf(file), file.libraryIdentity, sealed);
}

/** Writes a user's key file anew. Copies in backups keep the old passphrase. @throws as `unlock` does. */
export async function changePassphrase(
  folder: string,
  user: Id,
  current: string,
  next: string,
): Promise<void> {
  if (next === '') throw new CustosError('invalid-input', 'A passphrase is needed.');
  const entry = findUser((await readUserList(userListPath(folder))).users, user);
  if (entry === undefined) throw noSuchUser();
  const path = join(folder, entry.file);
  await writeKeyFile(path, await readKeyFile(path, current), next);
}

/** That it is this person. @throws CustosError `wrong-passphrase`, `not-found` */
export async function assertPassphrase(folder: string, user: Id, passphrase: string): Promise<void> {
  const entry = findUser((await readUserList(userListPath(folder))).users, user);
  if (entry === undefined) throw noSuchUser();
  await readKeyFile(join(folder, entry.file), passphrase);
}

/** Gives another person a key file. @throws CustosError `conflict` where the name is taken. */
export async function addUser(folder: string, keys: LibraryKeys, person: NewUser): Promise<AddedUser> {
  const path = userListPath(folder);
  const users = verifyUserList(await readUserList(path), keys.libraryIdentity);
  if (findUser(users, person.name) !== undefined) {
    throw new CustosError('conflict', 'Somebody of that name has a key already. Choose another name.');
  }
  const { entry, file } = await makeKeyFile(folder, person, keys.libraryIdentity);
  await writeUserList(path, [...users, entry], keys.libraryIdentity);
  return { user: file.user, name: file.name, publicKey: personOf(file).signing.publicKey };
}

/** The library identity as typed from the kit: case and blanks do not matter. */
const readIdentity = (typed: string): string => typed.replace(/\s+/g, '').toUpperCase();

/**
 * Gives a user a new passphrase by the library identity from the recovery kit. Their signing key is a new one:
 * the old one was in the key file that nobody can open.
 * @throws CustosError `wrong-passphrase` where the kit is not this library's, `not-found` for an unknown user,
 * `conflict` while a removal waits to be finished by somebody who can unlock.
 */
export async function recover(
  folder: string,
  kit: { readonly libraryIdentity: string; readonly user: string; readonly passphrase: string },
): Promise<LibraryKeys> {
  if (await exists(pendingFolder(folder))) {
    throw new CustosError(
      'conflict',
      'The removal of a user has not been finished. Another user must unlock the library once before the kit can be used.',
    );
  }
  const identity = readIdentity(kit.libraryIdentity);
  let sealed: SealedKeys;
  try {
    sealed = await readSealedKeys(folder, identity);
  } catch (cause) {
    throw new CustosError(
      'wrong-passphrase',
      'This recovery kit does not open the library. It may be mistyped, from another library, or from before a user was removed.',
      {},
      cause,
    );
  }
  const path = userListPath(folder);
  const users = verifyUserList(await readUserList(path), identity);
  const entry = findUser(users, kit.user);
  if (entry === undefined) throw noSuchUser();
  const person = { user: entry.user, name: entry.name, passphrase: kit.passphrase };
  const made = await makeKeyFile(folder, person, identity);
  const rest = users.map((other) => (other.user === entry.user ? made.entry : other));
  await writeUserList(path, rest, identity);
  await removeFile(join(folder, entry.file));
  if (entry.handover !== undefined) await removeFile(join(folder, entry.handover));
  return libraryKeysOf(personOf(made.file), identity, sealed);
}
