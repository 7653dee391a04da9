import { type Account, emptyAccount, isBareOrientation } from './account.ts';
import { accountProfile } from './account-profile.ts';

/** Lengths that a table segment must have to be filled by its tables, or -1. */
function tablesLength(code: number, body: Buffer): number {
  let at = 0;
  while (at < body.length) {
    if (code === 0xdb) at += (body[at] ?? 0) >> 4 === 0 ? 65 : 129;
    else at += 17 + body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
  }
  return at;
}

/** Whether a segment has exactly the length that its own counts give it. */
function fits(code: number, body: Buffer): boolean {
  if (code === 0xdb || code === 0xc4) return body.length > 0 && tablesLength(code, body) === body.length;
  if (code === 0xcc) return body.length % 2 === 0;
  if (code === 0xdc || code === 0xdd) return body.length === 2;
  if (code === 0xda) return body.length === 4 + 2 * (body[0] ?? 0);
  return code >= 0xc0 && code <= 0xcf && code !== 0xc8 && body.length === 6 + 3 * (body[5] ?? 0);
}

const adobeForm = Buffer.from('Adobe\0\x64\0\0\0\0', 'latin1');

/** Whether an application segment is one of the bare forms, byte for byte. */
function isBareForm(code: number, body: Buffer): boolean {
  const head = (text: string): boolean => body.toString('latin1', 0, text.length) === text;
  if (code === 0xe0)
    return (
      body.length === 14 && head('JFIF\0\x01\x01') && (body[7] ?? 9) <= 2 && body[12] === 0 && body[13] === 0
    );
  if (code === 0xe1) return head('Exif\0\0') && isBareOrientation(body.subarray(6));
  return code === 0xee && body.length === 12 && body.subarray(0, 11).equals(adobeForm);
}

/** The first marker in coded samples that is neither stuffing nor a restart. */
function samplesEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1] ?? 0xd9;
    if (next !== 0 && next !== 0xff && (next & 0xf8) !== 0xd0) return at;
    if (next !== 0xff) at += 1;
  }
  return bytes.length;
}

interface Reading {
  readonly bytes: Buffer;
  readonly account: Account;
  readonly profile: Buffer[];
  readonly seen: Set<number>;
}

function accountSegment({ account, profile, seen }: Reading, code: number, body: Buffer): void {
  const name = `segment 0x${code.toString(16)}`;
  const wrong = (what: string): void => {
    account.residual.push({ where: 'JPEG', what });
  };
  if (code === 0xe2 && body.toString('latin1', 0, 12) === 'ICC_PROFILE\0') {
    profile.push(body.subarray(14));
    if (body[12] !== profile.length) wrong('a profile out of order');
  } else if (code >= 0xe0) {
    if (!isBareForm(code, body) || seen.has(code)) wrong(name);
    seen.add(code);
  } else if (fits(code, body)) {
    // The usual Huffman tables list their symbols in the order of digits and letters, so chance is at home there.
    account.spans.push({ where: `JPEG ${name}`, bytes: body, kind: code === 0xc4 ? 'samples' : 'structure' });
  } else wrong(`${name} with bytes that belong to no table`);
}

/** Accounts for every byte of a JPEG, reading it without any help of what wrote it. */
export function accountJpeg(bytes: Buffer): Account {
  const reading: Reading = { bytes, account: emptyAccount(), profile: [], seen: new Set() };
  const { account } = reading;
  const stop = (what: string): Account => {
    account.residual.push({ where: 'JPEG', what });
    return account;
  };
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return stop('no start marker');
  let at = 2;
  for (;;) {
    const code = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return stop('bytes between segments');
    if (code === 0xd9) break;
    if (code < 0xc0 || (code >= 0xd0 && code <= 0xd8) || at + 4 > bytes.length)
      return stop('a marker out of place');
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > bytes.length) return stop('a segment longer than the file');
    accountSegment(reading, code, bytes.subarray(at + 4, end));
    at = end;
    if (code === 0xda) {
      const after = samplesEnd(bytes, end);
      account.spans.push({ where: 'JPEG coded samples', bytes: bytes.subarray(end, after), kind: 'samples' });
      at = after;
    }
  }
  if (reading.profile.length > 0) accountProfile(Buffer.concat(reading.profile), account);
  return at + 2 === bytes.length ? account : stop('bytes behind the picture');
}
