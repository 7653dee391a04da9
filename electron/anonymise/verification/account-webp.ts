import { type Account, emptyAccount, isBareOrientation } from './account.ts';
import { accountProfile } from './account-profile.ts';

const order = ['VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH', 'VP8 ', 'VP8L', 'EXIF'];

/** Checks one chunk of an output; frames hold chunks themselves. */
function accountChunk(type: string, data: Buffer, account: Account): void {
  const wrong = (what: string): void => {
    account.residual.push({ where: `WebP ${type.trim()}`, what });
  };
  switch (type) {
    case 'VP8X':
      if (data.length !== 10 || (data[0] ?? 255) & 0xc5 || data[1] || data[2] || data[3])
        wrong('a header with further bits');
      return;
    case 'ICCP':
      accountProfile(data, account);
      return;
    case 'EXIF':
      if (!isBareOrientation(data)) wrong('more than the orientation');
      return;
    case 'ANIM':
      if (data.length !== 6) wrong('further bytes');
      return;
    case 'ANMF':
      if (data.length < 16 || (data[15] ?? 255) > 3) wrong('further bits');
      accountChunks(data, 16, ['ALPH', 'VP8 ', 'VP8L'], account);
      return;
    default:
      account.spans.push({ where: `WebP ${type.trim()}`, bytes: data, kind: 'samples' });
  }
}

/** Every byte from `from` on belongs to a permitted chunk, each kind once but for frames. */
function accountChunks(bytes: Buffer, from: number, permitted: readonly string[], account: Account): void {
  const seen = new Set<string>();
  let at = from;
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    const known = permitted.includes(type) && (type === 'ANMF' || !seen.has(type));
    if (!known || end + (length & 1) > bytes.length) break;
    if (length & 1 && bytes[end] !== 0) account.residual.push({ where: 'WebP', what: 'a filled padding' });
    seen.add(type);
    accountChunk(type, bytes.subarray(at + 8, end), account);
    at = end + (length & 1);
  }
  if (at !== bytes.length)
    account.residual.push({ where: 'WebP', what: 'bytes that belong to no permitted chunk' });
}

/** Accounts for every byte of a WebP, reading it without any help of what wrote it. */
export function accountWebp(bytes: Buffer): Account {
  const account = emptyAccount();
  const right =
    bytes.length >= 12 &&
    bytes.toString('latin1', 0, 4) === 'RIFF' &&
    bytes.toString('latin1', 8, 12) === 'WEBP' &&
    bytes.readUInt32LE(4) + 8 === bytes.length;
  if (right) accountChunks(bytes, 12, order, account);
  else account.residual.push({ where: 'WebP', what: 'its length is not what it says' });
  return account;
}
