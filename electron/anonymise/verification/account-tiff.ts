import { type Account, emptyAccount } from './account.ts';
import { accountProfile } from './account-profile.ts';

/** Tags that may stand in an output. */
const permitted = new Set([
  ...[
    254, 255, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 290, 291, 292, 293, 296,
  ],
  ...[301, 317, 318, 319, 320, 322, 323, 324, 325, 332, 334, 336, 338, 339, 340, 341, 347],
  ...[512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532],
  ...[32995, 32996, 32997, 32998, 34675, 37439, 50674],
]);
const bytesOfType = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

interface Reading {
  readonly bytes: Buffer;
  readonly little: boolean;
  readonly big: boolean;
  readonly account: Account;
  /** Runs that something refers to, as pairs of first byte and byte behind the last. */
  readonly claimed: [number, number][];
}

const wrong = ({ account }: Reading, what: string): void => {
  account.residual.push({ where: 'TIFF', what });
};

function number({ bytes, little }: Reading, at: number, width: number): number {
  if (at < 0 || at + width > bytes.length) return 0;
  if (width < 8) return little ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
  return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
}

interface Value {
  readonly at: number;
  readonly width: number;
  readonly count: number;
}

const list = (reading: Reading, value: Value | undefined): number[] =>
  value
    ? Array.from({ length: value.count }, (_, index) =>
        number(reading, value.at + index * value.width, value.width),
      )
    : [];

function claimSamples(reading: Reading, values: ReadonlyMap<number, Value>): void {
  const { bytes, account, claimed } = reading;
  for (const [offsets, counts] of [
    [273, 279],
    [324, 325],
    [513, 514],
  ] as const) {
    const lengths = list(reading, values.get(counts));
    for (const [index, from] of list(reading, values.get(offsets)).entries()) {
      const to = Math.min(from + (lengths[index] ?? 0), bytes.length);
      if (from >= to) continue;
      claimed.push([from, to]);
      account.spans.push({ where: 'TIFF samples', bytes: bytes.subarray(from, to), kind: 'samples' });
    }
  }
  for (const tag of [519, 520, 521]) {
    for (const from of list(reading, values.get(tag))) {
      const symbols = bytes.subarray(from, from + 16).reduce((sum, count) => sum + count, 0);
      claimed.push([from, Math.min(bytes.length, from + (tag === 519 ? 64 : 16 + Math.min(256, symbols)))]);
    }
  }
}

function accountEntry(reading: Reading, at: number): [tag: number, value: Value] | null {
  const { bytes, big, account, claimed } = reading;
  const word = big ? 8 : 4;
  const tag = number(reading, at, 2);
  const width = bytesOfType[number(reading, at + 2, 2)] ?? 0;
  const count = number(reading, at + 4, word);
  if (!permitted.has(tag) || width === 0 || width * count > bytes.length) {
    wrong(reading, `tag ${tag}`);
    return null;
  }
  const length = width * count;
  const from = length <= word ? at + 4 + word : number(reading, at + 4 + word, word);
  if (length > word) claimed.push([from, Math.min(from + length, bytes.length)]);
  else if (bytes.subarray(from + length, from + word).some((byte) => byte !== 0))
    wrong(reading, `bytes behind tag ${tag}`);
  const content = bytes.subarray(from, from + length);
  if (tag === 34675) accountProfile(content, account);
  else account.spans.push({ where: `TIFF tag ${tag}`, bytes: content, kind: kindOf(tag) });
  return [tag, { at: from, width, count }];
}

/** Colour tables and lists of places are many small numbers, in which chance is at home. */
const kindOf = (tag: number): 'samples' | 'structure' =>
  [273, 279, 301, 320, 324, 325, 347].includes(tag) ? 'samples' : 'structure';

function accountPage(reading: Reading, at: number): number {
  const [head, entry, word] = reading.big ? [8, 20, 8] : [2, 12, 4];
  const count = number(reading, at, head);
  const end = at + head + count * entry + word;
  reading.claimed.push([at, Math.min(end, reading.bytes.length)]);
  if (end > reading.bytes.length) {
    wrong(reading, 'a table of contents beyond the end');
    return 0;
  }
  const values = new Map<number, Value>();
  for (let index = 0; index < count; index += 1) {
    const found = accountEntry(reading, at + head + index * entry);
    if (found) values.set(...found);
  }
  claimSamples(reading, values);
  return number(reading, end - word, word);
}

/** Bytes that nothing refers to must be single zeros that make a place even. */
function accountGaps(reading: Reading): void {
  const { bytes, claimed } = reading;
  let reached = 0;
  for (const [from, to] of [...claimed, [bytes.length, bytes.length]].sort(([a = 0], [b = 0]) => a - b) as [
    number,
    number,
  ][]) {
    const gap = bytes.subarray(reached, from);
    if (gap.length > 1 || gap[0]) wrong(reading, `${gap.length} bytes that nothing refers to`);
    reached = Math.max(reached, to);
  }
}

/** Accounts for every byte of a TIFF, reading it without any help of what wrote it. */
export function accountTiff(bytes: Buffer): Account {
  const little = bytes[0] === 0x49;
  const big = bytes[little ? 2 : 3] === 43;
  const reading: Reading = { bytes, little, big, account: emptyAccount(), claimed: [[0, big ? 16 : 8]] };
  const mark = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(bytes.toString('latin1', 0, 4));
  if (!mark || bytes.length < 8) wrong(reading, 'no signature');
  else {
    const seen = new Set<number>();
    for (let at = number(reading, big ? 8 : 4, big ? 8 : 4); at !== 0; ) {
      if (seen.has(at)) {
        wrong(reading, 'pages without end');
        break;
      }
      seen.add(at);
      at = accountPage(reading, at);
    }
    accountGaps(reading);
  }
  return reading.account;
}
