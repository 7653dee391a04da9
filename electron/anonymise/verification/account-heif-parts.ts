import type { Account } from './account.ts';
import { accountProfile } from './account-profile.ts';

/** Lengths that a property may have; `null` where its own contents say it. */
const lengths: ReadonlyMap<string, readonly number[] | null> = new Map([
  ['ispe', [12]],
  ['pasp', [8]],
  ['clap', [32]],
  ['irot', [1]],
  ['imir', [1]],
  ['a1op', [1]],
  ['lsel', [2]],
  ['mdcv', [24]],
  ['clli', [4]],
  ['amve', [8]],
  ['a1lx', [7, 13]],
  ['auxC', null],
  ['colr', null],
  ['pixi', null],
  ['hvcC', null],
  ['avcC', null],
  ['av1C', null],
  ['jpgC', null],
  ['vvcC', null],
  ['j2kH', null],
  ['uncC', null],
  ['cmpd', null],
  ['cmpC', null],
  ['icef', null],
]);

const transparency = new Set(
  ['mpegB:cicp:systems:auxiliary:alpha', 'hevc:2015:auxid:1', 'avc:2015:auxid:1'].map(
    (name) => `\0\0\0\0urn:mpeg:${name}\0`,
  ),
);

/** Whether the arrays of parameter sets fill the rest of an hvcC and hold nothing but parameter sets. */
function areParameterSets(body: Buffer): boolean {
  let at = 23;
  for (let arrays = body[22] ?? 0; arrays > 0; arrays -= 1) {
    if (![32, 33, 34].includes((body[at] ?? 0) % 64) || at + 3 > body.length) return false;
    let units = body.readUInt16BE(at + 1);
    at += 3;
    for (; units > 0 && at + 2 <= body.length; units -= 1) at += 2 + body.readUInt16BE(at);
  }
  return at === body.length;
}

/** Checks one property and hands its bytes to the search. */
export function accountProperty(type: string, body: Buffer, account: Account): void {
  const wrong = (what: string): void => {
    account.residual.push({ where: `HEIF property ${type}`, what });
  };
  const permitted = lengths.get(type);
  if (permitted === undefined) wrong('it is not needed');
  if (permitted && !permitted.includes(body.length)) wrong('further bytes');
  if (type === 'auxC') {
    // One of three exact forms: a word removed elsewhere, such as an item's name, may stand in it.
    if (!transparency.has(body.toString('latin1'))) wrong('another auxiliary picture than transparency');
    return;
  }
  if (type === 'pixi' && body.length !== 5 + (body[4] ?? 0)) wrong('further bytes');
  if (type === 'hvcC' && !areParameterSets(body)) wrong('messages of the encoder');
  if (type === 'colr') {
    const kind = body.toString('latin1', 0, 4);
    if (kind === 'prof' || kind === 'rICC') accountProfile(body.subarray(4), account);
    else if (body.length !== { nclx: 11, nclc: 10 }[kind]) wrong('further bytes');
  } else account.spans.push({ where: `HEIF property ${type}`, bytes: body, kind: 'structure' });
}

/** Types of the length-prefixed units, or null where the bytes are not made of such units. */
function unitTypes(bytes: Buffer): number[] | null {
  const types: number[] = [];
  let at = 0;
  while (at + 4 < bytes.length) {
    types.push(((bytes[at + 4] ?? 0) >> 1) & 63);
    at += 4 + bytes.readUInt32BE(at);
  }
  return at === bytes.length ? types : null;
}

/** Messages of the encoder may not stand between the slices of a picture in H.265. */
export function accountCodedUnits(kind: string, bytes: Buffer, account: Account): void {
  if (kind === 'hvc1' && unitTypes(bytes)?.some((type) => type >= 35))
    account.residual.push({ where: 'HEIF samples', what: 'messages of the encoder' });
}
