import { promisify } from 'node:util';
import { crc32, inflate, inflateSync } from 'node:zlib';
import { type Account, emptyAccount, isBareOrientation } from './account.ts';
import { accountProfile } from './account-profile.ts';

const inflateAsync = promisify(inflate);

/** Exact lengths; null where a chunk's length depends on the picture. */
const permitted: ReadonlyMap<string, number | null> = new Map([
  ['IHDR', 13],
  ['PLTE', null],
  ['IDAT', null],
  ['IEND', 0],
  ['tRNS', null],
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['cICP', 4],
  ['mDCV', 24],
  ['cLLI', 8],
  ['mDCv', 24],
  ['cLLi', 8],
  ['sBIT', null],
  ['pHYs', 9],
  ['bKGD', null],
  ['acTL', 8],
  ['fcTL', 26],
  ['fdAT', null],
  ['iCCP', null],
  ['eXIf', 26],
] as const);

const sizeBound: Readonly<Record<string, number>> = { PLTE: 768, tRNS: 256, sBIT: 4, bKGD: 6 };

/** Inflated samples are searched up to this size; what is larger is searched as it is stored. */
const inflatedLimit = 512 * 1024 * 1024;

/** Bytes of the rows with their filters, counted pixel row by pixel row of each pass. */
function rowBytes(width: number, height: number, header: Buffer): number {
  const perPixel = (header[8] ?? 8) * ([1, 0, 3, 1, 2, 0, 4][header[9] ?? 0] ?? 0);
  const passes =
    header[12] === 1
      ? [
          [8, 8, 0, 0],
          [8, 8, 4, 0],
          [4, 8, 0, 4],
          [4, 4, 2, 0],
          [2, 4, 0, 2],
          [2, 2, 1, 0],
          [1, 2, 0, 1],
        ]
      : [[1, 1, 0, 0]];
  let total = 0;
  for (const [dx = 1, dy = 1, x = 0, y = 0] of passes) {
    const columns = width > x ? Math.floor((width - x + dx - 1) / dx) : 0;
    const rows = height > y ? Math.floor((height - y + dy - 1) / dy) : 0;
    if (columns > 0) total += rows * (1 + Math.floor((columns * perPixel + 7) / 8));
  }
  return total;
}

/** What zlib gives back with `info`; its types do not know of it. */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** A compressed picture must end where its stream ends, and hold its rows and nothing more. */
async function accountStream(stream: Buffer, expected: number, account: Account): Promise<void> {
  account.spans.push({ where: 'PNG compressed samples', bytes: stream, kind: 'samples' });
  if (expected > inflatedLimit) return;
  try {
    const result = (await inflateAsync(stream, {
      maxOutputLength: expected + 1,
      info: true,
    })) as unknown as Inflated;
    account.spans.push({ where: 'PNG samples', bytes: result.buffer, kind: 'samples' });
    if (result.engine.bytesWritten !== stream.length)
      account.residual.push({ where: 'PNG', what: 'bytes behind the compressed samples' });
    if (result.buffer.length > expected)
      account.residual.push({ where: 'PNG', what: 'bytes behind the last row' });
  } catch (error) {
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLong) account.residual.push({ where: 'PNG', what: 'bytes behind the last row' });
    // A damaged stream that decoders read in part stays what it is; its bytes are searched as stored.
  }
}

function accountProfileChunk(data: Buffer, account: Account): void {
  if (data.toString('latin1', 0, 5) !== 'ICC\0\0') {
    account.residual.push({ where: 'PNG', what: 'a named profile' });
    return;
  }
  try {
    const { buffer, engine } = inflateSync(data.subarray(5), {
      info: true,
      maxOutputLength: 64 << 20,
    }) as unknown as Inflated;
    if (engine.bytesWritten !== data.length - 5) {
      account.residual.push({ where: 'PNG', what: 'bytes behind the profile' });
    }
    accountProfile(buffer, account);
  } catch {
    account.residual.push({ where: 'PNG', what: 'a damaged profile' });
  }
}

function accountChunk(type: string, data: Buffer, account: Account): void {
  const length = permitted.get(type);
  const fits =
    length === undefined
      ? false
      : length === null
        ? data.length <= (sizeBound[type] ?? Number.POSITIVE_INFINITY)
        : data.length === length;
  const isImage = type === 'IDAT' || type === 'fdAT';
  if (length === undefined || (!fits && !isImage))
    account.residual.push({ where: 'PNG', what: `chunk ${type}` });
  else if (type === 'iCCP') accountProfileChunk(data, account);
  else if (type === 'eXIf') {
    if (!isBareOrientation(data))
      account.residual.push({ where: 'PNG', what: 'Exif besides the orientation' });
  } else if (!isImage) account.spans.push({ where: `PNG ${type}`, bytes: data, kind: 'structure' });
}

interface Streams {
  header: Buffer;
  readonly image: Buffer[];
  readonly frames: { readonly width: number; readonly height: number; readonly parts: Buffer[] }[];
}

function collect(streams: Streams, type: string, data: Buffer): void {
  if (type === 'IHDR' && data.length === 13) streams.header = data;
  if (type === 'IDAT') streams.image.push(data);
  if (type === 'fcTL' && data.length === 26) {
    streams.frames.push({ width: data.readUInt32BE(4), height: data.readUInt32BE(8), parts: [] });
  }
  if (type === 'fdAT') streams.frames.at(-1)?.parts.push(data.subarray(4));
}

/** Accounts for every byte of a PNG, reading it without any help of what wrote it. */
export async function accountPng(bytes: Buffer): Promise<Account> {
  const account = emptyAccount();
  const streams: Streams = { header: Buffer.alloc(13), image: [], frames: [] };
  let at = 8;
  let type = '';
  while (at + 12 <= bytes.length && type !== 'IEND') {
    const end = at + 8 + bytes.readUInt32BE(at);
    type = bytes.toString('latin1', at + 4, at + 8);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) break;
    const data = bytes.subarray(at + 8, end);
    accountChunk(type, data, account);
    collect(streams, type, data);
    at = end + 4;
  }
  if (at !== bytes.length || type !== 'IEND')
    account.residual.push({ where: 'PNG', what: 'bytes behind the picture' });
  const { header } = streams;
  const whole = rowBytes(header.readUInt32BE(0), header.readUInt32BE(4), header);
  await accountStream(Buffer.concat(streams.image), whole, account);
  for (const { width, height, parts } of streams.frames) {
    if (parts.length > 0) await accountStream(Buffer.concat(parts), rowBytes(width, height, header), account);
  }
  return account;
}
