import { type Account, emptyAccount } from './account.ts';

/** Bytes of a colour table by the flags that announce it. */
const colours = (flags: number): number => (flags >= 0x80 ? 3 * 2 ** ((flags % 8) + 1) : 0);

/** Where the sub-blocks from `at` end, behind their zero; beyond the end of the file where they do not. */
function partsEnd(bytes: Buffer, at: number): number {
  let place = at;
  for (;;) {
    const length = bytes[place];
    if (length === undefined) return Number.POSITIVE_INFINITY;
    if (length === 0) return place + 1;
    place += length + 1;
  }
}

/** The two extensions that may stand in an output, `-1` where the file tells timing or number of rounds. */
const forms = [
  [0x21, 0xf9, 4, -1, -1, -1, -1, 0],
  [0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0', 'latin1'), 3, 1, -1, -1, 0],
];

/** Length of the permitted extension at a place; 0 where none lies there. */
function extensionAt(bytes: Buffer, at: number): number {
  const form = forms.find((each) => each.every((byte, place) => byte < 0 || bytes[at + place] === byte));
  const bare = form && (bytes[at + 1] !== 0xf9 || (bytes[at + 3] ?? 255) < 0x20);
  return bare ? form.length : 0;
}

/** Accounts for every byte of a GIF, reading it without any help of what wrote it. */
export function accountGif(bytes: Buffer): Account {
  const account = emptyAccount();
  const stop = (what: string): Account => {
    account.residual.push({ where: 'GIF', what });
    return account;
  };
  if (!['GIF87a', 'GIF89a'].includes(bytes.toString('latin1', 0, 6))) return stop('no signature');
  let at = 13 + colours(bytes[10] ?? 0);
  account.spans.push({ where: 'GIF colours', bytes: bytes.subarray(13, at), kind: 'samples' });
  while (bytes[at] !== 0x3b) {
    // A file that ends early may do so behind a frame, or in one.
    if (at === bytes.length) return account;
    if (at + 8 > bytes.length) return stop('a piece of a block');
    if (bytes[at] === 0x21) {
      const length = extensionAt(bytes, at);
      if (length === 0) return stop('an extension that is not needed');
      at += length;
    } else if (bytes[at] === 0x2c) {
      const flags = bytes[at + 9] ?? 0;
      if ((flags & 0x18) !== 0) return stop('further bits in a frame');
      const coded = at + 10 + colours(flags);
      const end = Math.min(partsEnd(bytes, coded + 1), bytes.length);
      if (coded + 1 > bytes.length) return stop('a frame without samples');
      account.spans.push({ where: 'GIF frame', bytes: bytes.subarray(at + 10, end), kind: 'samples' });
      at = end;
    } else return stop('bytes between blocks');
  }
  return at + 1 === bytes.length ? account : stop('bytes behind the picture');
}
