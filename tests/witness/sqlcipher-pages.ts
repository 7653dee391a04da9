import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Reads a SQLCipher 4 file as it lies on the disk, page by page, and its log frame by frame, without any SQLite: so
 * that freed pages, the slack of pages and frames that no reader would ever be shown are seen too. By the format's
 * own description: AES-256-CBC; 80 reserved bytes a page hold the vector (16) and HMAC-SHA512 (64); the salt stands
 * in the first 16 bytes of the file; the HMAC key is PBKDF2-SHA512 of the key in 2 rounds over the salt XOR 0x3a.
 */
const pageSize = 4_096;
const reserved = 80;
const saltLength = 16;

interface Keys {
  readonly encryption: Uint8Array;
  readonly hmac: Buffer;
}

function keysOf(key: Uint8Array, salt: Buffer): Keys {
  const hmacSalt = Buffer.from(salt.map((byte) => byte ^ 0x3a));
  return { encryption: key, hmac: pbkdf2Sync(key, hmacSalt, 2, 32, 'sha512') };
}

function decryptPage(page: Buffer, number: number, keys: Keys): Buffer {
  const start = number === 1 ? saltLength : 0;
  const content = page.subarray(start, pageSize - reserved);
  const vector = page.subarray(pageSize - reserved, pageSize - reserved + 16);
  const mac = page.subarray(pageSize - reserved + 16, pageSize - reserved + 80);
  const pageNumber = Buffer.alloc(4);
  pageNumber.writeUInt32LE(number);
  const expected = createHmac('sha512', keys.hmac).update(content).update(vector).update(pageNumber).digest();
  if (!timingSafeEqual(mac, expected)) throw new Error(`Page ${number} has a wrong HMAC`);
  const decipher = createDecipheriv('aes-256-cbc', keys.encryption, vector).setAutoPadding(false);
  return Buffer.concat([decipher.update(content), decipher.final()]);
}

const isEmpty = (page: Buffer): boolean => page.every((byte) => byte === 0);

/** Every page of the file, decrypted, in order. @throws where a page does not authenticate. */
export function* databasePages(path: string, key: Uint8Array): Generator<Buffer> {
  const file = readFileSync(path);
  if (file.length % pageSize !== 0) throw new Error(`${path} is no whole number of pages`);
  const keys = keysOf(key, file.subarray(0, saltLength));
  for (let number = 1; number * pageSize <= file.length; number += 1) {
    const page = file.subarray((number - 1) * pageSize, number * pageSize);
    yield isEmpty(page) ? page : decryptPage(page, number, keys);
  }
}

const logHeader = 32;
const frameHeader = 24;

/** Every frame of the write-ahead log, decrypted, also those of before its last beginning. */
export function* logFrames(path: string, key: Uint8Array): Generator<Buffer> {
  const logPath = `${path}-wal`;
  if (!existsSync(logPath)) return;
  const log = readFileSync(logPath);
  // A log that was never emptied holds page 1 before the file does.
  const salt = saltOf(path, log);
  if (!salt) return;
  const keys = keysOf(key, salt);
  for (let at = logHeader; at + frameHeader + pageSize <= log.length; at += frameHeader + pageSize) {
    const number = log.readUInt32BE(at);
    yield decryptPage(log.subarray(at + frameHeader, at + frameHeader + pageSize), number, keys);
  }
}

function saltOf(path: string, log: Buffer): Buffer | null {
  const file = readFileSync(path);
  if (file.length >= pageSize) return file.subarray(0, saltLength);
  for (let at = logHeader; at + frameHeader + pageSize <= log.length; at += frameHeader + pageSize)
    if (log.readUInt32BE(at) === 1) return log.subarray(at + frameHeader, at + frameHeader + saltLength);
  return null;
}

/** Where one of these texts (in any case of its letters) or byte strings lies in the file or its log. */
export function findInPages(
  path: string,
  key: Uint8Array,
  needles: readonly (string | Uint8Array)[],
): readonly { readonly needle: string; readonly where: string }[] {
  const found: { needle: string; where: string }[] = [];
  const look = (pages: Iterable<Buffer>, called: string): void => {
    let number = 0;
    for (const page of pages) {
      number += 1;
      const lower = page.toString('latin1').toLowerCase();
      for (const needle of needles) {
        const hit =
          typeof needle === 'string'
            ? lower.includes(Buffer.from(needle, 'utf8').toString('latin1').toLowerCase())
            : page.includes(Buffer.from(needle));
        const name = typeof needle === 'string' ? needle : Buffer.from(needle).toString('hex');
        if (hit) found.push({ needle: name, where: `${called} ${number}` });
      }
    }
  };
  look(databasePages(path, key), 'page');
  look(logFrames(path, key), 'log frame');
  return found;
}
