import { open } from 'node:fs/promises';
import { Decrypter, Encrypter, type Identity, type Recipient } from 'age-encryption';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import { readFully, replaceFile } from '../files/durable.ts';

/** Key files are a few hundred bytes; whatever is longer is none. */
const mostBytes = 65_536;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Puts an age file in place whole or not at all, for one recipient: `age1…` or a passphrase. */
export async function writeSealed(
  path: string,
  content: Uint8Array | string,
  recipient: string | Recipient,
): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  await replaceFile(path, await encrypter.encrypt(content));
}

/** The bytes of a small file; undefined where there is none. @throws CustosError `damaged` if it is too long. */
export async function readSmallFile(path: string): Promise<Uint8Array | undefined> {
  try {
    const handle = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(mostBytes + 1);
      const length = await readFully(handle, buffer, 0);
      if (length > mostBytes) throw unreadable();
      return buffer.subarray(0, length);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const unreadable = (cause?: unknown): CustosError =>
  new CustosError(
    'damaged',
    'A key file of this library is missing, damaged or sealed to another key. Restore the folder "keys" from a backup.',
    {},
    cause,
  );

/**
 * Opens an age file.
 * @throws CustosError `damaged` where it is missing, altered or not for this identity; `wrong-passphrase`
 * where the identity is a passphrase that does not fit.
 */
export async function readSealed(path: string, identity: string | Identity): Promise<Uint8Array> {
  const sealed = await readSmallFile(path);
  if (sealed === undefined) throw unreadable();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(sealed);
  } catch (error) {
    if (isCustosError(error)) throw error;
    throw unreadable(error);
  }
}
