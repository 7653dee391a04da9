import { clampRegion, type Region } from '../../shared/domain/recording/region.ts';
import { CustosError, isCustosError } from '../../shared/kernel/error.ts';
import type { Media } from '../media/media.ts';
import { crop } from './annotations/crop/crop.ts';
import type { Fill } from './annotations/redact/jpeg-fill.ts';
import { black } from './annotations/redact/jpeg-fill.ts';
import { type Redacted, redact } from './annotations/redact/redact.ts';
import { isBeyondBytes } from './beyond-bytes.ts';
import { type Decoder, pixelsOf } from './decoder.ts';
import {
  asBuffer,
  type Cleaned,
  type Finding,
  type Removed,
  type StillContainer,
} from './metadata/cleaner.ts';
import { cleanerFor } from './metadata/cleaners.ts';
import type { Replacements } from './metadata/dicom/replacements.ts';
import { movedDays } from './verification/moved-days.ts';
import { type Verification, verify } from './verification/verify.ts';
import { withoutWords } from './webp-words.ts';

export interface AnonymiseOptions {
  /** Rectangles `{x, y, w, h}` in pixels of the upright picture. Read strictly. */
  readonly regions: unknown;
  /** The part of the upright picture that stays; all of it where nothing is said. */
  readonly keep?: Region | undefined;
  /** Names, numbers and days (YYYY-MM-DD) that the catalogue knows of the subjects. */
  readonly knownIdentifiers: readonly string[];
  /** Without `salvage`, a picture that cannot be cleaned as it is is refused. */
  readonly decoder: Decoder & Partial<Pick<Media, 'salvage'>>;
  readonly fill?: Fill;
  /** The library's own for identifiers and days in DICOM files; without, those agree within this run alone, and days go. */
  readonly replacements?: Replacements;
}

/** What was done, enough to do it again. It holds no value that was removed. */
export interface Recipe {
  readonly version: 1;
  readonly container: StillContainer;
  readonly lossless: boolean;
  readonly removed: number;
  readonly regions: readonly Region[];
  readonly filled: readonly Region[];
  readonly fill: Fill;
  /** The part that stayed, in pixels of the upright picture before it was cut; null where all did. */
  readonly kept: Region | null;
}

export interface Anonymised {
  readonly bytes: Buffer;
  readonly container: StillContainer;
  /** False where the picture had to be decoded and encoded afresh. */
  readonly lossless: boolean;
  readonly removed: readonly Removed[];
  readonly findingsBefore: readonly Finding[];
  readonly findingsAfter: readonly Finding[];
  readonly verification: Verification;
  readonly recipe: Recipe;
  readonly notes: readonly string[];
}

/** What in a file identifies, for people. @throws CustosError `unsupported`, `unreadable`, `too-large`. */
export const inspectFile = (bytes: Uint8Array): Finding[] => cleanerFor(bytes).inspect(bytes);

function refuseUnlessVerified(verification: Verification, findingsAfter: readonly Finding[]): void {
  if (verification.verified && findingsAfter.length === 0) return;
  throw new CustosError(
    'refused',
    'Something that may identify the patient is still in the result, so it was thrown away. The recording itself is unchanged. Please report this file to whoever looks after Custos.',
    {
      residual: [
        ...verification.residual,
        ...findingsAfter.map(({ where, name }) => ({ where, what: name })),
      ],
    },
  );
}

interface Treated extends Redacted {
  readonly kept: Region | null;
}

/** What of the regions lies in the part that stayed, in its own pixels. */
const regionsIn = (regions: readonly Region[], kept: Region | null): Region[] =>
  kept === null
    ? [...regions]
    : regions.flatMap(({ x, y, w, h }) => {
        const inside = clampRegion({ x: x - kept.x, y: y - kept.y, w, h }, { width: kept.w, height: kept.h });
        return inside ? [inside] : [];
      });

/** Filling comes first: regions are given in the whole picture's pixels. */
async function treat(
  { bytes, container }: Pick<Cleaned, 'bytes' | 'container'>,
  { regions, keep, decoder, fill = black }: AnonymiseOptions,
): Promise<Treated> {
  const filled = await redact(bytes, container, regions, { decoder, fill });
  if (!keep) return { ...filled, kept: null };
  const cut = await crop(filled.bytes, filled.container, keep, { decoder });
  return {
    ...filled,
    ...cut,
    lossless: filled.lossless && cut.lossless,
    notes: [...filled.notes, ...cut.notes],
  };
}

const recipeOf = (cleaned: Cleaned, done: Treated, fill: Fill): Recipe => ({
  version: 1,
  container: done.container,
  lossless: cleaned.lossless && done.lossless,
  removed: cleaned.removed.length,
  regions: done.regions,
  filled: done.filled,
  fill,
  kept: done.kept,
});

/** Cleaning comes first, so that nothing of the source but its samples reaches the filling. */
async function anonymiseAsIs(
  bytes: Uint8Array,
  options: AnonymiseOptions,
  removedBefore: readonly string[] = [],
): Promise<Anonymised> {
  const { knownIdentifiers, decoder, fill = black, replacements } = options;
  const cleaner = cleanerFor(bytes);
  const findingsBefore = cleaner.inspect(bytes);
  const cleaned = await withoutWords(await cleaner.clean(asBuffer(bytes), replacements), decoder);
  const done = await treat(cleaned, options);
  const covered = regionsIn(done.regions, done.kept);
  const findingsAfter = cleanerFor(done.bytes).inspect(done.bytes);
  const verification = await verify(done.bytes, {
    container: done.container,
    removedValues: [...cleaned.removedValues, ...removedBefore],
    knownIdentifiers,
    regions: covered,
    days: movedDays(cleaned.movedDays ?? [], -(replacements?.days ?? 0)),
    pixels: covered.length > 0 ? await pixelsOf(done.bytes, decoder) : null,
  });
  refuseUnlessVerified(verification, findingsAfter);
  const recipe = recipeOf(cleaned, done, fill);
  return {
    bytes: done.bytes,
    container: done.container,
    lossless: recipe.lossless,
    removed: cleaned.removed,
    findingsBefore,
    findingsAfter,
    verification,
    recipe,
    notes: [...cleaned.notes, ...done.notes],
  };
}

/**
 * What another coding may mend: not a mistake in what was asked, nor a file too large to decode, nor one of another
 * kind, of which a decoder would find some small picture inside.
 */
const mayBeMended = (error: unknown): boolean =>
  isBeyondBytes(error) ||
  (isCustosError(error) &&
    ['unreadable', 'unsupported', 'refused'].includes(error.code) &&
    error.details['otherKind'] !== true);

const anewNote = (form: string): string =>
  `This picture is damaged or unusually coded, so it was decoded as far as that goes and stored anew as ${form.toUpperCase()}. Look at it before relying on it; of several pictures in one file, only the first was kept.`;

function readableFindings(bytes: Uint8Array): Finding[] {
  try {
    return inspectFile(bytes);
  } catch (error) {
    // A picture that no walker follows to its end says nothing of itself; it is not kept either.
    if (mayBeMended(error)) return [];
    throw error;
  }
}

/** As much of the picture as can be decoded, stored anew and then treated like any other; null where nothing can. */
async function anonymiseAnew(bytes: Uint8Array, options: AnonymiseOptions): Promise<Anonymised | null> {
  const salvaged = await options.decoder.salvage?.({ bytes });
  if (!salvaged || 'outcome' in salvaged) return null;
  const findingsBefore = readableFindings(bytes);
  const values = findingsBefore.map(({ value }) => value);
  const done = await anonymiseAsIs(salvaged.bytes, options, values);
  const removed = findingsBefore.map(({ where, name }) => ({ where, name }));
  return {
    ...done,
    lossless: false,
    findingsBefore,
    removed,
    recipe: { ...done.recipe, lossless: false, removed: removed.length },
    notes: [anewNote(salvaged.container), ...done.notes],
  };
}

/**
 * Cleans a photograph, fills the regions, and reads the result back. A damaged picture that cannot be cleaned as it is
 * but still be decoded is stored anew, and the notes say so.
 * @throws CustosError `unsupported`, `unreadable`, `too-large`, `invalid-input` for regions, `refused` with
 * `details.residual` where the reading-back finds anything.
 */
export async function anonymise(bytes: Uint8Array, options: AnonymiseOptions): Promise<Anonymised> {
  // Says what content is no photograph before anything is tried.
  const { container } = cleanerFor(bytes);
  try {
    return await anonymiseAsIs(bytes, options);
  } catch (error) {
    const anew = container !== 'dicom' && mayBeMended(error) ? await anonymiseAnew(bytes, options) : null;
    if (anew) return anew;
    throw error;
  }
}
