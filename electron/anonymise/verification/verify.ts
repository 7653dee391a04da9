import type { Region } from '../../../shared/domain/recording/region.ts';
import { identifierVariants } from '../../../shared/domain/subject/identifier-variants.ts';
import type { Pixels } from '../../media/look-result.ts';
import type { Account, Residue } from './account.ts';
import { accountBmp } from './account-bmp.ts';
import { accountDicom } from './account-dicom.ts';
import { accountGif } from './account-gif.ts';
import { accountHeif } from './account-heif.ts';
import { accountJpeg } from './account-jpeg.ts';
import { accountJxl } from './account-jxl.ts';
import { accountPng } from './account-png.ts';
import { accountTiff } from './account-tiff.ts';
import { accountWebp } from './account-webp.ts';
import { type Pattern, Search } from './search.ts';

export interface Verification {
  readonly verified: boolean;
  /** What must not be there: foreign structure, a value removed, an identifier, a region not filled. */
  readonly residual: readonly Residue[];
  /** Hits inside untouched samples, where chance can repeat a value: a person decides. */
  readonly toLookAt: readonly Residue[];
}

export interface Expected {
  /** What the output must be: `jpeg`, `png` and the other containers that can be read back. */
  readonly container: string;
  /** Values that cleaning took out. */
  readonly removedValues: readonly (string | Uint8Array)[];
  /** Names, numbers and days that the catalogue knows of the subjects. */
  readonly knownIdentifiers: readonly string[];
  /** The only days (YYYYMMDD) that may stand where the container has places for them; none otherwise. */
  readonly days?: ReadonlySet<string>;
  /** Regions that must be even, in pixels of the upright picture, with the picture decoded. */
  readonly regions: readonly Region[];
  readonly pixels: Pixels | null;
}

/** Chance alone finds shorter values in coded samples, and the shortest in any table. */
export const shortestInSamples = 8;
const shortestAnywhere = 4;
const longestValue = 64;
const valueLimit = 20_000;

function encodings(value: string): Pattern[] {
  const text = value.slice(0, longestValue);
  const wide = Buffer.from(text, 'utf16le');
  const latin = Buffer.from(text, 'latin1');
  const forms = [Buffer.from(text, 'utf8'), wide, Buffer.from(wide).swap16()];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is that of Latin-1 beyond ASCII.
  if (/[\u0080-\u00ff]/.test(text) && !/[^\u0000-\u00ff]/.test(text)) forms.push(latin);
  return forms.map((bytes) => ({ value: text, bytes }));
}

/** Every form in which the values are looked for. */
export function patternsOf({
  removedValues,
  knownIdentifiers,
}: Pick<Expected, 'removedValues' | 'knownIdentifiers'>): Pattern[] {
  const texts = new Set<string>();
  const patterns: Pattern[] = [];
  for (const value of knownIdentifiers) for (const variant of identifierVariants(value)) texts.add(variant);
  for (const value of removedValues) {
    if (typeof value === 'string') texts.add(value.trim());
    else patterns.push({ value: null, bytes: value });
  }
  for (const text of [...texts].filter(isDistinctive).slice(0, valueLimit)) patterns.push(...encodings(text));
  return patterns;
}

const nameOf = ({ value }: Pattern): string => value ?? 'binary content that was removed';

/** A value of one repeated character, or of white space, says nothing and is everywhere. */
const isDistinctive = (text: string): boolean =>
  text.length >= shortestAnywhere && new Set(text.trim()).size > 1;

/** How far samples of one filled region may differ: the rounding of colours in JPEG, which DICOM may hold; nothing elsewhere. */
const toleranceIn = (container: string): number => (container === 'jpeg' || container === 'dicom' ? 3 : 0);

function isEven({ bytes, width, channels }: Pixels, { x, y, w, h }: Region, allowed: number): boolean {
  const first = (y * width + x) * channels;
  for (let row = y; row < y + h; row += 1) {
    const start = (row * width + x) * channels;
    for (let at = start; at < start + w * channels; at += 1) {
      if (Math.abs((bytes[at] ?? 0) - (bytes[first + ((at - start) % channels)] ?? 0)) > allowed)
        return false;
    }
  }
  return true;
}

function unevenRegions({ container, regions, pixels }: Expected): Residue[] {
  if (regions.length === 0) return [];
  if (!pixels) return [{ where: 'Region', what: 'the picture could not be decoded to look at its regions' }];
  return regions.flatMap((region, index) => {
    const inside = region.x + region.w <= pixels.width && region.y + region.h <= pixels.height;
    const even = inside && isEven(pixels, region, toleranceIn(container));
    return even ? [] : [{ where: `Region ${index + 1}`, what: 'it is not filled evenly' }];
  });
}

const readers: Readonly<
  Record<string, (bytes: Buffer, days?: ReadonlySet<string>) => Account | Promise<Account>>
> = {
  jpeg: accountJpeg,
  png: accountPng,
  webp: accountWebp,
  gif: accountGif,
  bmp: accountBmp,
  tiff: accountTiff,
  heic: accountHeif,
  avif: accountHeif,
  dicom: accountDicom,
  jxl: accountJxl,
};

function accountOf(bytes: Buffer, { container, days }: Expected): Account | Promise<Account> {
  const reader = readers[container];
  if (reader) return reader(bytes, days);
  return { spans: [], residual: [{ where: container, what: 'it cannot be read back' }] };
}

/**
 * Reads an output back with other code than wrote it: accounts for every byte, looks for every value removed and
 * every identifier known in one pass, and checks that each region is filled.
 */
export async function verify(bytes: Buffer, expected: Expected): Promise<Verification> {
  const account = await accountOf(bytes, expected);
  const patterns = patternsOf(expected);
  // A picture inside the file has the same tables and the same profile as the one around it: there only texts count.
  const texts = patterns.filter(({ value }) => value !== null);
  const isLong = ({ bytes: { length } }: Pattern): boolean => length >= shortestInSamples;
  const searches = {
    structure: new Search(texts),
    tables: new Search(texts.filter(isLong)),
    samples: new Search(patterns.filter(isLong)),
  };
  const residual: Residue[] = [...account.residual];
  const toLookAt: Residue[] = [];
  for (const { where, bytes: content, kind } of account.spans) {
    const values = new Set([...searches[kind].in(content)].map(nameOf));
    for (const value of values) (kind === 'samples' ? toLookAt : residual).push({ where, what: value });
  }
  residual.push(...unevenRegions(expected));
  return { verified: residual.length === 0, residual, toLookAt };
}
