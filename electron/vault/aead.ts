import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

/** Bytes that sealing adds. */
export const tagLength = 16;

const name = 'chacha20-poly1305';
const options = { authTagLength: tagLength };

/** ChaCha20-Poly1305 (RFC 8439) without associated data. */
export type Aead = {
  readonly seal: (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array) => readonly Uint8Array[];
  /** Undefined where the tag does not fit. */
  readonly unseal: (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array) => Uint8Array | undefined;
};

export const nativeAead: Aead = {
  seal(key, nonce, plain) {
    const cipher = createCipheriv(name, key, nonce, options);
    const body = cipher.update(plain);
    cipher.final();
    return [body, cipher.getAuthTag()];
  },
  unseal(key, nonce, sealed) {
    if (sealed.length < tagLength) return undefined;
    const decipher = createDecipheriv(name, key, nonce, options);
    decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
    const plain = decipher.update(sealed.subarray(0, sealed.length - tagLength));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return plain;
  },
};

export const portableAead: Aead = {
  seal: (key, nonce, plain) => [chacha20poly1305(key, nonce).encrypt(plain)],
  unseal(key, nonce, sealed) {
    if (sealed.length < tagLength) return undefined;
    try {
      return chacha20poly1305(key, nonce).decrypt(sealed);
    } catch {
      return undefined;
    }
  },
};

/** The host's own cipher where it has it; BoringSSL builds of Node may not. */
export const aead: Aead = getCiphers().includes(name) ? nativeAead : portableAead;
