import { createHmac } from 'node:crypto';

/** Gives the same new identifier for the same old one, which nobody can lead back without the secret. */
export type UidMap = (uid: string) => string;

/**
 * New identifiers of the form that is made of a UUID (PS3.5 annex B.2), out of the old one and a secret. Within a
 * library the secret is the library's, so that pictures of one examination stay together over the years.
 */
export const uidMap =
  (secret: string | Uint8Array): UidMap =>
  (uid) => {
    const bytes = createHmac('sha256', secret).update(uid).digest().subarray(0, 16);
    // Version 8 (RFC 9562): bits of its maker's own choosing.
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
  };
