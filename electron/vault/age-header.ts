import { createHmac, diffieHellman, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { CustosError } from '../../shared/kernel/error.ts';
import { aead, tagLength } from './aead.ts';
import { type BlobIdentity, generateIdentity, publicKeyOf } from './blob-identity.ts';

// The header of an age v1 file (C2SP age.md, "Header"): one X25519 stanza, then an HMAC under the file key.
const intro = 'age-encryption.org/v1\n';
const stanzaLabel = 'age-encryption.org/v1/X25519';
const fileKeyLength = 16;
const noNonce = new Uint8Array(12);

/** Bytes within which a header must end: one X25519 stanza needs 200; the rest is room for other writers. */
export const headerBound = 16_384;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Unpadded base64 in its one canonical spelling, of exactly that many bytes. */
function fromBase64(text: string, length: number): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== length || base64(bytes) !== text) throw broken();
  return bytes;
}

const broken = (): CustosError =>
  new CustosError('damaged', 'The stored file has a header that cannot be read, so it cannot be opened.');

const derive = (secret: Uint8Array, salt: Uint8Array, info: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, info, 32));

const wrapKey = (secret: Uint8Array, share: Uint8Array, recipient: Uint8Array): Uint8Array =>
  derive(secret, Buffer.concat([share, recipient]), stanzaLabel);

const macOf = (fileKey: Uint8Array, upToDashes: string): Buffer =>
  createHmac('sha256', derive(fileKey, new Uint8Array(), 'header'))
    .update(upToDashes)
    .digest();

/** The payload's key: HKDF of the file key, salted with the 16-byte nonce that follows the header. */
export const payloadKey = (fileKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  derive(fileKey, nonce, 'payload');

/** A new file key and the header that gives it to one recipient. */
export function makeHeader(recipient: Uint8Array): { fileKey: Uint8Array; header: Uint8Array } {
  const fileKey = randomBytes(fileKeyLength);
  const ephemeral = generateIdentity();
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: publicKeyOf(recipient) });
  const key = wrapKey(secret, ephemeral.recipient, recipient);
  const body = Buffer.concat(aead.seal(key, noNonce, fileKey));
  const head = `${intro}-> X25519 ${base64(ephemeral.recipient)}\n${base64(body)}\n---`;
  const header = Buffer.from(`${head} ${base64(macOf(fileKey, head))}\n`);
  secret.fill(0);
  key.fill(0);
  return { fileKey, header };
}

type Stanza = { readonly args: readonly string[]; readonly body: string };
type ParsedHeader = {
  readonly stanzas: readonly Stanza[];
  readonly signed: string;
  readonly mac: Buffer;
  readonly length: number;
};

/** Walks the lines, so that the header ends where its grammar says and not where some bytes look alike. */
function parse(start: Uint8Array): ParsedHeader {
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, headerBound)).toString(
    'latin1',
  );
  let at = 0;
  const line = (): string => {
    const end = text.indexOf('\n', at);
    if (end < 0) throw broken();
    const found = text.slice(at, end);
    at = end + 1;
    return found;
  };
  if (`${line()}\n` !== intro) throw broken();
  const stanzas: Stanza[] = [];
  for (;;) {
    const from = at;
    const first = line();
    if (first.startsWith('--- ')) {
      const mac = fromBase64(first.slice(4), 32);
      return { stanzas, signed: text.slice(0, from + 3), mac, length: at };
    }
    if (!first.startsWith('-> ')) throw broken();
    let body = '';
    let part: string;
    do {
      part = line();
      if (part.length > 64 || !/^[A-Za-z0-9+/]*$/.test(part)) throw broken();
      body += part;
    } while (part.length === 64);
    stanzas.push({ args: first.slice(3).split(' '), body });
  }
}

/** The X25519 secret; a share of low order, whose secret is all zeros, is refused by the primitive itself. */
function agree(identity: BlobIdentity, share: Uint8Array): Uint8Array {
  try {
    return diffieHellman({ privateKey: identity.privateKey, publicKey: publicKeyOf(share) });
  } catch {
    throw broken();
  }
}

/** The file key in a stanza that this identity can open, if it is one. */
function unwrap(stanza: Stanza, identity: BlobIdentity): Uint8Array | undefined {
  if (stanza.args[0] !== 'X25519') return undefined;
  const share = stanza.args[1];
  if (stanza.args.length !== 2 || share === undefined) throw broken();
  const raw = fromBase64(share, 32);
  const body = fromBase64(stanza.body, fileKeyLength + tagLength);
  return aead.unseal(wrapKey(agree(identity, raw), raw, identity.recipient), noNonce, body);
}

/**
 * Opens the header at the start of a file: its file key, and the header's exact length in bytes.
 * @throws CustosError `damaged` where the header is malformed, altered, or for another identity.
 */
export function readHeader(
  start: Uint8Array,
  identity: BlobIdentity,
): { fileKey: Uint8Array; length: number } {
  const { stanzas, signed, mac, length } = parse(start);
  for (const stanza of stanzas) {
    const fileKey = unwrap(stanza, identity);
    if (fileKey === undefined) continue;
    if (!timingSafeEqual(macOf(fileKey, signed), mac)) throw broken();
    return { fileKey, length };
  }
  throw broken();
}
