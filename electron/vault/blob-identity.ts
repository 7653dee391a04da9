import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { bech32Decode, bech32Encode } from './bech32.ts';

const prefix = 'age-secret-key-';
// RFC 8410: the fixed bytes before the 32 of an X25519 key, private (PKCS #8) and public (SPKI).
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const spki = Buffer.from('302a300506032b656e032100', 'hex');

/** One X25519 key pair in age's sense: the private half opens a blob, the public half seals it. */
export type BlobIdentity = { readonly privateKey: KeyObject; readonly recipient: Uint8Array };

const rawPublic = (key: KeyObject): Uint8Array =>
  key.export({ format: 'der', type: 'spki' }).subarray(spki.length);

/** The public key object of 32 raw bytes. */
export const publicKeyOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });

/** A fresh key pair; its `recipient` is the raw public key. */
export function generateIdentity(): BlobIdentity {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return { privateKey, recipient: rawPublic(publicKey) };
}

/** `AGE-SECRET-KEY-1…`, as the age command reads it. */
export function identityToText(identity: BlobIdentity): string {
  const der = identity.privateKey.export({ format: 'der', type: 'pkcs8' });
  const text = bech32Encode(prefix, der.subarray(pkcs8.length)).toUpperCase();
  der.fill(0);
  return text;
}

/** Reads `AGE-SECRET-KEY-1…`. @throws CustosError `damaged` where the text is not such a key. */
export function identityFromText(text: string): BlobIdentity {
  const der = Buffer.concat([pkcs8, bech32Decode(prefix, text.toLowerCase())]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return { privateKey, recipient: rawPublic(createPublicKey(privateKey)) };
}
