import { type Account, emptyAccount } from './account.ts';
import { accountProfile } from './account-profile.ts';

/** Bytes of whole rows of pixels, or null for a run-length coding, which says its own end. */
function rowsLength(bytes: Buffer, size: number): number | null {
  const old = size === 12;
  const compression = size >= 40 ? bytes.readUInt32LE(30) : 0;
  if (compression === 1 || compression === 2) return null;
  const columns = old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const rows = Math.abs(old ? bytes.readInt16LE(20) : bytes.readInt32LE(22));
  const bits = columns * bytes.readUInt16LE(old ? 24 : 28);
  return Math.floor((bits + 31) / 32) * 4 * rows;
}

/** The lengths that headers come in, from the first to the fifth edition. */
const headerLengths = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** Accounts for every byte of a bitmap, reading it without any help of what wrote it. */
export function accountBmp(bytes: Buffer): Account {
  const account = emptyAccount();
  const wrong = (what: string): void => {
    account.residual.push({ where: 'Bitmap', what });
  };
  if (bytes.length < 26 || bytes.toString('latin1', 0, 2) !== 'BM') {
    wrong('no signature');
    return account;
  }
  const size = bytes.readUInt32LE(14);
  if (!headerLengths.has(size) || 14 + size > bytes.length) {
    wrong('a header of another length');
    return account;
  }
  const pixelsAt = bytes.readUInt32LE(10);
  if (bytes.readUInt32LE(2) !== bytes.length || bytes.readUInt32LE(6) !== 0)
    wrong('a header with further bytes');
  if (pixelsAt - 14 - size > 1_040 || pixelsAt < 14 + size || pixelsAt > bytes.length) {
    wrong('bytes between header and pixels');
    return account;
  }
  const profileLength = size >= 124 ? bytes.readUInt32LE(14 + 116) : 0;
  const profileAt = bytes.length - profileLength;
  if (profileLength > 0) {
    if (bytes.readUInt32LE(14 + 112) + 14 !== profileAt) wrong('a profile out of place');
    accountProfile(bytes.subarray(profileAt), account);
  }
  const rows = rowsLength(bytes, size);
  if (rows !== null && pixelsAt + rows < profileAt) wrong('bytes behind the pixels');
  account.spans.push({ where: 'Bitmap header', bytes: bytes.subarray(14, 14 + size), kind: 'structure' });
  const samples = bytes.subarray(14 + size, profileAt);
  account.spans.push({ where: 'Bitmap pixels', bytes: samples, kind: 'samples' });
  return account;
}
