import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { identityToRecipient } from 'age-encryption';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import { type Signer, signerOf } from './signing.ts';

/** What an unlocked library is opened with. `lock` overwrites what can be overwritten. */
export type LibraryKeys = {
  readonly user: Id;
  readonly name: string;
  /** `AGE-SECRET-KEY-1…`: opens everything. Printed on the recovery kit and shown nowhere else. */
  readonly libraryIdentity: string;
  /** The person's own key, for sign-offs and approvals. */
  readonly signing: Signer;
  /** 32 bytes, for `catalogue.db` and `blobkeys.db`. */
  readonly catalogueKey: Buffer;
  /** 32 bytes, for `previews.db`. */
  readonly previewsKey: Buffer;
  /** 32 bytes that mark files (HMAC), the same for the library's whole life: marks outlive every user. */
  readonly librarySecret: Buffer;
  /** Signs the trail's checkpoints; another one after a user was removed. */
  readonly checkpoint: Signer;
  readonly lock: () => void;
};

/** The random keys that lie sealed to the library identity, one file each. */
export type SealedKeys = {
  readonly catalogue: Uint8Array;
  readonly previews: Uint8Array;
  readonly marks: Uint8Array;
};

const names = ['catalogue', 'previews', 'marks'] as const;

/** The file of a sealed key in a folder. */
export const sealedKeyPath = (folder: string, name: keyof SealedKeys): string => join(folder, `${name}.age`);

export async function writeSealedKeys(folder: string, keys: SealedKeys, identity: string): Promise<void> {
  const recipient = await identityToRecipient(identity);
  for (const name of names) await writeSealed(sealedKeyPath(folder, name), keys[name], recipient);
}

/** @throws CustosError `damaged` where a file is missing or not sealed to this identity. */
export async function readSealedKey(path: string, identity: string): Promise<Uint8Array> {
  const key = await readSealed(path, identity);
  if (key.length === 32) return key;
  throw new CustosError('damaged', 'A sealed key has the wrong length. Restore the folder "keys".');
}

export async function readSealedKeys(folder: string, identity: string): Promise<SealedKeys> {
  const [catalogue, previews, marks] = await Promise.all([
    readSealedKey(sealedKeyPath(folder, 'catalogue'), identity),
    readSealedKey(sealedKeyPath(folder, 'previews'), identity),
    readSealedKey(sealedKeyPath(folder, 'marks'), identity),
  ]);
  return { catalogue, previews, marks };
}

/** The signer of the trail's checkpoints that goes with a library identity. */
export function checkpointSigner(libraryIdentity: string): Signer {
  const seed = new Uint8Array(hkdfSync('sha256', libraryIdentity, '', 'custos trail checkpoints', 32));
  const signer = signerOf(seed);
  seed.fill(0);
  return signer;
}

/** Puts together a person's signer, a library identity and what lies sealed to it. */
export function libraryKeysOf(
  person: Pick<LibraryKeys, 'user' | 'name' | 'signing'>,
  libraryIdentity: string,
  sealed: SealedKeys,
): LibraryKeys {
  const catalogueKey = Buffer.from(sealed.catalogue);
  const previewsKey = Buffer.from(sealed.previews);
  const librarySecret = Buffer.from(sealed.marks);
  return {
    user: person.user,
    name: person.name,
    libraryIdentity,
    signing: person.signing,
    catalogueKey,
    previewsKey,
    librarySecret,
    checkpoint: checkpointSigner(libraryIdentity),
    lock() {
      for (const secret of [catalogueKey, previewsKey, librarySecret]) secret.fill(0);
    },
  };
}
