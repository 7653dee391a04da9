import { randomBytes, scrypt } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import { CustosError } from '../../shared/kernel/error.ts';
import { workFactor } from './work-factor.ts';

// The scrypt stanza of an age v1 file (C2SP age.md, "The scrypt recipient type"), over the host's own scrypt.
const label = 'age-encryption.org/v1/scrypt';
/** A file from elsewhere may ask for more work than ours, within what a workstation can do. */
const mostLogN = 20;
const noNonce = new Uint8Array(12);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Composed as terminals send it, so that the age command asks for the same bytes. */
const bytesOf = (passphrase: string): Buffer => Buffer.from(passphrase.normalize('NFC'));

function wrapKey(passphrase: string, salt: Uint8Array, work: number): Promise<Uint8Array> {
  const cost = 2 ** work;
  const options = { N: cost, r: 8, p: 1, maxmem: 256 * 8 * cost };
  return new Promise((resolve, reject) => {
    scrypt(bytesOf(passphrase), Buffer.concat([Buffer.from(label), salt]), 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** Seals a file key under a passphrase. */
export const passphraseRecipient = (passphrase: string): Recipient => ({
  async wrapFileKey(fileKey) {
    const salt = randomBytes(16);
    const key = await wrapKey(passphrase, salt, workFactor);
    const body = chacha20poly1305(key, noNonce).encrypt(fileKey);
    key.fill(0);
    return [new Stanza(['scrypt', base64(salt), String(workFactor)], body)];
  },
});

/** Opens a file key by a passphrase. Unwrapping throws CustosError `wrong-passphrase` where it does not fit. */
export const passphraseIdentity = (passphrase: string): Identity => ({
  async unwrapFileKey(stanzas) {
    const [stanza] = stanzas;
    if (stanzas.length !== 1 || stanza?.args[0] !== 'scrypt' || stanza.args.length !== 3) return null;
    const [, salt = '', workText = ''] = stanza.args;
    const work = /^[1-9][0-9]?$/.test(workText) ? Number(workText) : 0;
    const saltBytes = Buffer.from(salt, 'base64');
    if (work === 0 || work > mostLogN || saltBytes.length !== 16 || stanza.body.length !== 32) return null;
    const key = await wrapKey(passphrase, saltBytes, work);
    try {
      return chacha20poly1305(key, noNonce).decrypt(stanza.body);
    } catch {
      throw new CustosError('wrong-passphrase', 'The passphrase does not fit. Check it and try again.');
    } finally {
      key.fill(0);
    }
  },
});
