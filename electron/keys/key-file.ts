import { z } from 'zod';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, isId } from '../../shared/kernel/id.ts';
import { passphraseIdentity, passphraseRecipient } from './scrypt-stanza.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

const identity = z.string().regex(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);

const content = z.object({
  format: z.literal(1),
  user: z.string().refine((text): text is Id => isId(text)),
  name: z.string(),
  /** Opens everything in the library. */
  libraryIdentity: identity,
  /** Identities the library had before a user was removed: they open backups of that time. */
  formerIdentities: z.array(identity),
  /** Opens what is handed to this user while they are away: a new library identity. */
  handoverIdentity: identity,
  /** Seed of the user's Ed25519 key, base64url. */
  signingKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/** What a user's key file holds. All of it is secret. */
export type KeyFile = z.output<typeof content>;

/** Writes a user's key file: readable JSON in an age file under the passphrase, replaced in one step. */
export const writeKeyFile = (path: string, file: KeyFile, passphrase: string): Promise<void> =>
  writeSealed(path, `${JSON.stringify(file, null, 2)}\n`, passphraseRecipient(passphrase));

/** @throws CustosError `wrong-passphrase`, or `damaged` where the file is missing or malformed. */
export async function readKeyFile(path: string, passphrase: string): Promise<KeyFile> {
  const plain = await readSealed(path, passphraseIdentity(passphrase));
  try {
    return content.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  } catch {
    // The parser's own error would quote the content, which is secret.
    throw new CustosError('damaged', 'A key file opens but is not well formed. Restore it from a backup.');
  } finally {
    plain.fill(0);
  }
}
