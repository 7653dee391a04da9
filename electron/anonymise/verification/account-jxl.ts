import { type Account, emptyAccount } from './account.ts';

const signature = '\0\0\0\x0cJXL \r\n\x87\n';
const head = Buffer.from(`${signature}\0\0\0\x14ftypjxl \0\0\0\0jxl \0\0\0\x09jxll\x0a`, 'latin1');

/** Accounts for every byte of a JPEG XL, reading it without any help of what wrote it. */
export function accountJxl(bytes: Buffer): Account {
  const account = emptyAccount();
  const wrong = (what: string): Account => {
    account.residual.push({ where: 'JPEG XL', what });
    return account;
  };
  let at = 0;
  if (bytes[0] !== 0xff) {
    if (!bytes.subarray(0, head.length).equals(head)) return wrong('boxes that are not needed');
    at = head.length;
    if (bytes.toString('latin1', at + 4, at + 8) !== 'jxlc') return wrong('a box that is not needed');
    if (bytes.readUInt32BE(at) !== bytes.length - at) return wrong('bytes behind the picture');
    at += 8;
  }
  if (bytes[at] !== 0xff || bytes[at + 1] !== 0x0a) return wrong('no coded picture');
  account.spans.push({ where: 'JPEG XL coded samples', bytes: bytes.subarray(at), kind: 'samples' });
  return account;
}
