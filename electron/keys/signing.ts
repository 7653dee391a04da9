import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

// RFC 8410: the fixed bytes before the 32 of an Ed25519 key, private (PKCS #8) and public (SPKI).
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const spki = Buffer.from('302a300506032b6570032100', 'hex');

/** An Ed25519 key in use. Keys and signatures are base64url text. */
export type Signer = {
  readonly publicKey: string;
  readonly sign: (text: string) => string;
};

/** The signer of a 32-byte seed. */
export function signerOf(seed: Uint8Array): Signer {
  if (seed.length !== 32) throw new RangeError(`An Ed25519 seed has 32 bytes, not ${seed.length}`);
  const der = Buffer.concat([pkcs8, seed]);
  const key: KeyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  const publicDer = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: publicDer.subarray(spki.length).toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

/** Whether that key made that signature over that text; false also for what is no key or no signature. */
export function verifySignature(publicKey: string, text: string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32) return false;
  const key = createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
}
