import { Cursor, type HeifBox, u16 } from './heif-boxes.ts';
import { auxiliaryKind, isAlphaKind } from './heif-keep.ts';
import { bareAv1 } from './heif-samples.ts';
import { reduceProfile } from './icc-profile.ts';
import { bareStream } from './jpeg-strip.ts';

/** Properties of one length, kept as they are (ISO/IEC 23008-12 section 6.5, ISO/IEC 14496-12 section 12.1). */
const fixed: Readonly<Record<string, number>> = {
  ispe: 12,
  pasp: 8,
  clap: 32,
  irot: 1,
  imir: 1,
  a1op: 1,
  lsel: 2,
  mdcv: 24,
  clli: 4,
  amve: 8,
};

/** Configurations of rarer codings, kept whole. */
const whole = new Set(['vvcC', 'j2kH', 'uncC', 'cmpd', 'cmpC', 'icef']);

function reduceColour(body: Buffer): Buffer | null {
  const kind = body.toString('latin1', 0, 4);
  if (kind === 'nclx') return body.length >= 11 ? body.subarray(0, 11) : null;
  if (kind === 'nclc') return body.length >= 10 ? body.subarray(0, 10) : null;
  const profile = kind === 'prof' || kind === 'rICC' ? reduceProfile(body.subarray(4)) : null;
  return profile && Buffer.concat([body.subarray(0, 4), profile]);
}

/** Parameter sets of H.265 (ISO/IEC 14496-15 section 8.3.3.1) without further arrays; null where damaged. */
function reduceHevc(body: Buffer): Buffer | null {
  if (body.length < 23) return null;
  const cursor = new Cursor(body, 23);
  const arrays: Buffer[] = [];
  for (let index = 0; index < (body[22] ?? 0); index += 1) {
    const kind = cursor.number(1);
    const count = cursor.number(2);
    const units: Buffer[] = [];
    for (let each = 0; each < count; each += 1) {
      const unit = cursor.take(cursor.number(2));
      if (unit.length === 0) return null;
      units.push(u16(unit.length), unit);
    }
    const needed = (kind & 63) >= 32 && (kind & 63) <= 34;
    if (needed) arrays.push(Buffer.concat([Buffer.from([kind & 0xbf]), u16(count), ...units]));
  }
  return Buffer.concat([body.subarray(0, 22), Buffer.from([arrays.length]), ...arrays]);
}

/** Parameter sets of H.264 (section 5.3.3.1); what follows them for high profiles is cut to its own length. */
function reduceAvc(body: Buffer): Buffer | null {
  const cursor = new Cursor(body, 5);
  const pass = (count: number): void => {
    for (let index = 0; index < count; index += 1) cursor.take(cursor.number(2));
  };
  pass(cursor.number(1) & 31);
  pass(cursor.number(1));
  if ([100, 110, 122, 144].includes(body[1] ?? 0) && cursor.at + 4 <= body.length) {
    cursor.take(3);
    pass(cursor.number(1));
  }
  return cursor.at <= body.length ? body.subarray(0, cursor.at) : null;
}

function reduceAv1(body: Buffer): Buffer | null {
  if (body.length < 4) return null;
  return Buffer.concat([body.subarray(0, 4), bareAv1(body.subarray(4), true)]);
}

function reducePixel(body: Buffer): Buffer | null {
  const length = 5 + (body[4] ?? 0);
  return body.length >= length ? Buffer.concat([Buffer.alloc(4), body.subarray(4, length)]) : null;
}

const reducers: Readonly<Record<string, (body: Buffer) => Buffer | null>> = {
  colr: reduceColour,
  pixi: reducePixel,
  hvcC: reduceHevc,
  avcC: reduceAvc,
  av1C: reduceAv1,
  jpgC: bareStream,
  a1lx: (body) => body.subarray(0, ((body[0] ?? 0) & 1) === 1 ? 13 : 7),
  auxC: (body) => (isAlphaKind(body) ? Buffer.from(`\0\0\0\0${auxiliaryKind(body)}\0`, 'latin1') : null),
};

/** A property as it is written; null for one that display does not need. */
export function reduceProperty({ type, body }: HeifBox): Buffer | null {
  const length = fixed[type];
  if (length !== undefined) return body.length >= length ? body.subarray(0, length) : null;
  if (whole.has(type)) return body;
  return reducers[type]?.(body) ?? null;
}
