import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, isId } from '../../shared/kernel/id.ts';
import { replaceFile } from '../files/durable.ts';
import { readSmallFile } from './sealed-file.ts';

const keyFileName = z.string().regex(/^[0-9a-f]{32}(\.handover)?\.age$/);

const entry = z.object({
  user: z.string().refine((text): text is Id => isId(text)),
  /** Shown before anybody has unlocked: it is visible to whoever sees the folder. */
  name: z.string().min(1),
  file: keyFileName,
  /** Public half of the user's handover identity, `age1…`. */
  recipient: z.string().regex(/^age1[a-z0-9]{58}$/),
  /** A new library identity that waits for this user, sealed to `recipient`. */
  handover: keyFileName.optional(),
});

const list = z.object({ format: z.literal(1), users: z.array(entry).max(10_000), mac: z.string() });

export type UserEntry = Readonly<z.output<typeof entry>>;

/** `keys/users.json`: whose key file is whose. Not secret; authenticated under the library identity. */
export type UserList = Readonly<z.output<typeof list>>;

const damaged = (): CustosError =>
  new CustosError(
    'damaged',
    'The list of users, "keys/users.json", is missing or was altered outside Custos. Restore the folder "keys" from a backup.',
  );

function macOf(users: readonly UserEntry[], libraryIdentity: string): Buffer {
  const key = hkdfSync('sha256', libraryIdentity, '', 'custos users list', 32);
  const plain = users.map(({ user, name, file, recipient, handover }) => ({
    user,
    name,
    file,
    recipient,
    handover,
  }));
  return createHmac('sha256', new Uint8Array(key)).update(canonicalJson(plain)).digest();
}

/** Reads the list without trusting it yet. @throws CustosError `damaged` where it is missing or malformed. */
export async function readUserList(path: string): Promise<UserList> {
  const bytes = await readSmallFile(path);
  if (bytes === undefined) throw damaged();
  try {
    return list.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    throw damaged();
  }
}

/** @throws CustosError `damaged` unless the list was written by a holder of this library identity. */
export function verifyUserList(read: UserList, libraryIdentity: string): readonly UserEntry[] {
  const expected = macOf(read.users, libraryIdentity);
  const given = Buffer.from(read.mac, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw damaged();
  return read.users;
}

export async function writeUserList(
  path: string,
  users: readonly UserEntry[],
  libraryIdentity: string,
): Promise<void> {
  const mac = macOf(users, libraryIdentity).toString('base64url');
  await replaceFile(path, `${JSON.stringify({ format: 1, users, mac }, null, 2)}\n`);
}

const folded = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** The user of that id, or of that name whatever its case. */
export const findUser = (users: readonly UserEntry[], nameOrId: string): UserEntry | undefined =>
  users.find(({ user, name }) => user === nameOrId || folded(name) === folded(nameOrId));
