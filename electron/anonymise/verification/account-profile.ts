import type { Account } from './account.ts';

const colourTags = /^(?:wtpt|bkpt|[rgb]XYZ|[rgbk]TRC|chad|gamt|cicp|[AD]2B[0-3]|B2[AD][0-3])$/;
const plainTexts = /^(?:RGB|GRAY|CMYK|Lab|YCbr|XYZ|ICC|None)$/;

/** Bytes of the header that must be zero: maker, model, date, platform, creator, identifier, reserved. */
const blankRanges = [
  [4, 8],
  [24, 36],
  [40, 64],
  [80, 128],
] as const;

/** Bytes of a tag that holds a few numbers; longer ones are curves and tables. */
const longestSingle = 64;

/** The printable characters of a text tag, whatever its encoding. */
function textOf(tag: Buffer): string {
  const body = tag.toString('latin1', 0, 4) === 'mluc' ? tag.subarray(28) : tag.subarray(8);
  return [...body]
    .filter((byte) => byte >= 0x20)
    .map((byte) => String.fromCharCode(byte))
    .join('');
}

/** Reads a profile back: blank header fields, colour tags only, neutral texts, and no byte outside the tags. */
export function accountProfile(profile: Buffer, account: Account): void {
  const wrong = (what: string): void => {
    account.residual.push({ where: 'ICC profile', what });
  };
  if (profile.length < 132 || profile.readUInt32BE(0) !== profile.length) {
    wrong('its length is not what it says');
    return;
  }
  for (const [from, to] of blankRanges) {
    if (profile.subarray(from, to).some((byte) => byte !== 0))
      wrong('a date, maker or identifier in its header');
  }
  const count = profile.readUInt32BE(128);
  if (count > 100 || 132 + count * 12 > profile.length) {
    wrong('its list of tags is damaged');
    return;
  }
  const covered = new Uint8Array(profile.length).fill(1, 0, 132 + count * 12);
  for (let row = 0; row < count; row += 1) {
    const at = 132 + row * 12;
    const name = profile.toString('latin1', at, at + 4);
    const from = profile.readUInt32BE(at + 4);
    const to = from + profile.readUInt32BE(at + 8);
    covered.fill(1, from, Math.min(to, profile.length));
    const text = name === 'desc' || name === 'cprt';
    if (text && !plainTexts.test(textOf(profile.subarray(from, to)))) wrong(`text in ${name}`);
    if (!text && !colourTags.test(name)) wrong(`the tag ${name}`);
    // Behind a tag's type lie numbers; texts and header have one exact form and need no search.
    if (!text)
      account.spans.push({
        where: `ICC profile ${name}`,
        bytes: profile.subarray(from + 8, to),
        kind: to - from > longestSingle ? 'tables' : 'structure',
      });
  }
  if (profile.some((byte, at) => covered[at] === 0 && byte !== 0)) wrong('bytes between its tags');
}
