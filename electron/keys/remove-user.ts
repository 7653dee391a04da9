import { randomBytes } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { makePrivateFolder, removeFile, syncFolder } from '../files/durable.ts';
import { writeHandover } from './handover.ts';
import { doneFolder, draftFolder, exists, pendingFolder, unlistedFiles, userListPath } from './key-folder.ts';
import {
  checkpointSigner,
  type LibraryKeys,
  libraryKeysOf,
  readSealedKeys,
  writeSealedKeys,
} from './library-keys.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import { findUser, readUserList, type UserEntry, verifyUserList, writeUserList } from './user-list.ts';

/** What changes with the library identity. */
export type KeyChange = {
  readonly catalogue: { readonly from: Uint8Array; readonly to: Uint8Array };
  readonly previews: { readonly from: Uint8Array; readonly to: Uint8Array };
  /** The new public key of the trail's checkpoints, base64url. */
  readonly checkpointKey: string;
};

/**
 * Encrypts `catalogue.db`, `blobkeys.db` and `previews.db` anew and records the checkpoint key. It may be
 * called again after a kill, when some of it is done: it must look before it acts.
 */
export type ApplyKeyChange = (change: KeyChange) => Promise<void>;

/** The change itself, sealed to the new identity, so that whoever stays can carry it out. */
const changeName = 'change.age';
const pair = z.object({ from: z.string().length(43), to: z.string().length(43) });
const changeForm = z.object({ catalogue: pair, previews: pair });

const textPair = (from: Uint8Array, to: Uint8Array): z.output<typeof pair> => ({
  from: Buffer.from(from).toString('base64url'),
  to: Buffer.from(to).toString('base64url'),
});

const pairOf = ({ from, to }: z.output<typeof pair>): KeyChange['catalogue'] => ({
  from: Buffer.from(from, 'base64url'),
  to: Buffer.from(to, 'base64url'),
});

/**
 * Takes a user's key away: a new library identity, new random keys, databases encrypted anew, and the new
 * identity sealed to everybody who stays. Backups made before still open with the old key files.
 * @returns the acting person's keys from now on; a new recovery kit is due.
 * @throws CustosError `not-found`, or `conflict` for the acting person themselves.
 */
export async function removeUser(
  folder: string,
  keys: LibraryKeys,
  user: Id,
  apply: ApplyKeyChange,
): Promise<LibraryKeys> {
  const users = verifyUserList(await readUserList(userListPath(folder)), keys.libraryIdentity);
  if (findUser(users, user) === undefined) {
    throw new CustosError('not-found', 'This person has no key to this library.');
  }
  if (user === keys.user) {
    throw new CustosError('conflict', 'Nobody can remove themselves. Ask another user to do it.');
  }
  const staying = users.filter((entry) => entry.user !== user);
  const libraryIdentity = await generateX25519Identity();
  await prepare(folder, keys, staying, libraryIdentity);
  await finishRemoval(folder, libraryIdentity, apply);
  return libraryKeysOf(keys, libraryIdentity, await readSealedKeys(folder, libraryIdentity));
}

/** Writes all that the change needs; the last rename decides that it will happen. */
async function prepare(
  folder: string,
  keys: LibraryKeys,
  staying: readonly UserEntry[],
  libraryIdentity: string,
): Promise<void> {
  const draft = draftFolder(folder);
  await rm(draft, { recursive: true, force: true });
  await makePrivateFolder(draft);
  const fresh = { catalogue: randomBytes(32), previews: randomBytes(32), marks: keys.librarySecret };
  await writeSealedKeys(draft, fresh, libraryIdentity);
  const change = JSON.stringify({
    catalogue: textPair(keys.catalogueKey, fresh.catalogue),
    previews: textPair(keys.previewsKey, fresh.previews),
  });
  await writeSealed(join(draft, changeName), change, await identityToRecipient(libraryIdentity));
  const entries: UserEntry[] = [];
  for (const entry of staying) entries.push(await writeHandover(draft, entry, libraryIdentity));
  await writeUserList(userListPath(draft), entries, libraryIdentity);
  await syncFolder(draft);
  await rename(draft, pendingFolder(folder));
  await syncFolder(folder);
}

async function readChange(pending: string, libraryIdentity: string): Promise<KeyChange> {
  const plain = await readSealed(join(pending, changeName), libraryIdentity);
  const { catalogue, previews } = changeForm.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  plain.fill(0);
  const checkpointKey = checkpointSigner(libraryIdentity).publicKey;
  return { catalogue: pairOf(catalogue), previews: pairOf(previews), checkpointKey };
}

/** Carries a prepared removal out, or on from wherever a kill stopped it. */
export async function finishRemoval(
  folder: string,
  libraryIdentity: string,
  apply: ApplyKeyChange,
): Promise<void> {
  const pending = pendingFolder(folder);
  await apply(await readChange(pending, libraryIdentity));
  // The list goes last: until then it is read from the pending folder, beside what it names.
  const names = (await readdir(pending)).filter((name) => name !== changeName && name !== 'users.json');
  for (const name of names) await rename(join(pending, name), join(folder, name));
  await syncFolder(folder);
  if (await exists(userListPath(pending))) await rename(userListPath(pending), userListPath(folder));
  await syncFolder(folder);
  const users = verifyUserList(await readUserList(userListPath(folder)), libraryIdentity);
  const listed = new Set(users.flatMap(({ file, handover }) => (handover ? [file, handover] : [file])));
  for (const name of await unlistedFiles(folder, listed)) await removeFile(join(folder, name));
  await rename(pending, doneFolder(folder));
  await rm(doneFolder(folder), { recursive: true });
  await syncFolder(folder);
}
