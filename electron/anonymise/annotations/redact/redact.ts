import {
  type Orientation,
  toStored,
  toUpright,
  uprightSize,
} from '../../../../shared/domain/recording/orientation.ts';
import { parseRegions, type Region, type Size } from '../../../../shared/domain/recording/region.ts';
import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { type Decoder, pixelsOf } from '../../decoder.ts';
import type { StillContainer } from '../../metadata/cleaner.ts';
import { CodedFault } from '../../metadata/jpeg-samples/jpeg-frame.ts';
import { encodeAfresh } from './encode-afresh.ts';
import { black, type Fill } from './jpeg-fill.ts';
import { dicomFacts, redactDicom } from './redact-dicom.ts';
import { redactJpeg } from './redact-jpeg.ts';
import { redactPng } from './redact-png.ts';
import { storedFacts } from './stored-facts.ts';

export interface Redacted {
  readonly bytes: Buffer;
  /** The cleaned picture's container, or JPEG or PNG where it had to be encoded afresh. */
  readonly container: StillContainer;
  /** False where the whole picture had to be decoded and encoded again. */
  readonly lossless: boolean;
  /** Each region as it was asked for, in whole pixels of the upright picture. */
  readonly regions: readonly Region[];
  /** Where anything changed: each region grown to the borders of the blocks it touches, in the upright picture. */
  readonly filled: readonly Region[];
  readonly notes: readonly string[];
}

/** Regions within the upright picture. @throws CustosError `invalid-input` with the sentence that says which one. */
function checked(regions: unknown, size: Size): readonly Region[] {
  const parsed = parseRegions(regions, size);
  if (!parsed.ok) throw new CustosError('invalid-input', parsed.error);
  return parsed.value;
}

interface InPlace {
  readonly size: Size;
  readonly orientation: Orientation;
  readonly upright: readonly Region[];
}

const fillers = { jpeg: redactJpeg, png: redactPng, dicom: redactDicom } as const;

/** Fills in the stored samples; null where that cannot be done. */
async function inPlace(
  cleaned: Buffer,
  container: 'jpeg' | 'png' | 'dicom',
  place: InPlace,
  fill: Fill,
): Promise<Redacted | null> {
  const { size, orientation, upright } = place;
  const stored = upright.map((region) => toStored(region, size, orientation));
  try {
    const done = await fillers[container](cleaned, stored, fill);
    const filled = done.grown.map((region) => toUpright(region, size, orientation));
    return { bytes: done.bytes, container, lossless: true, regions: upright, filled, notes: [] };
  } catch (error) {
    if (error instanceof CodedFault) return null;
    throw error;
  }
}

const afreshNote =
  'This picture is damaged or unusually coded, so it was decoded and encoded afresh; it may look slightly different.';

const otherFormNote = (form: string): string =>
  `Custos fills regions in JPEG and PNG. This picture was decoded and stored as ${form.toUpperCase()}; of several pictures in one file, only the first was kept.`;

const isOpaque = ({ bytes, channels }: Pixels): boolean => {
  if (channels === 3) return true;
  for (let at = 3; at < bytes.length; at += 4) if (bytes[at] !== 255) return false;
  return true;
};

/** Pictures whose own coding loses detail become JPEG, unless they are transparent; the others become PNG. */
export const formFor = (container: StillContainer, pixels: Pixels): 'jpeg' | 'png' =>
  container === 'jpeg' || (['webp', 'heic', 'avif', 'jxl'].includes(container) && isOpaque(pixels))
    ? 'jpeg'
    : 'png';

async function afresh(
  cleaned: Buffer,
  container: StillContainer,
  regions: unknown,
  decoder: Decoder,
  fill: Fill,
): Promise<Redacted> {
  const pixels = await pixelsOf(cleaned, decoder);
  const upright = checked(regions, pixels);
  const form = formFor(container, pixels);
  const { bytes, grown } = encodeAfresh(pixels, form, upright, fill);
  const notes = [form === container ? afreshNote : otherFormNote(form)];
  return { bytes, container: form, lossless: false, regions: upright, filled: grown, notes };
}

const cannotFillFilm = (): CustosError =>
  new CustosError(
    'unsupported',
    'Regions of this DICOM film cannot be filled, for it is coded in a way that Custos does not write. Save a copy without compression from the program that made it and take that in.',
  );

/**
 * Fills regions, given in pixels of the upright picture, in the stored samples of a cleaned JPEG or PNG.
 * A picture that cannot be changed in place is decoded and encoded afresh, and says so.
 * @throws CustosError `invalid-input` for regions outside, `unreadable`, `too-large`.
 */
export async function redact(
  cleaned: Buffer,
  container: StillContainer,
  regions: unknown,
  { decoder, fill = black }: { readonly decoder: Decoder; readonly fill?: Fill | undefined },
): Promise<Redacted> {
  const untouched = { bytes: cleaned, container, lossless: true, regions: [], filled: [], notes: [] };
  const inOwnForm = container === 'jpeg' || container === 'png' || container === 'dicom';
  const facts = inOwnForm ? storedFacts(cleaned, container) : null;
  if (facts && inOwnForm) {
    const upright = checked(regions, uprightSize(facts.size, facts.orientation));
    if (upright.length === 0) return untouched;
    const done = await inPlace(cleaned, container, { ...facts, upright }, fill);
    if (done) return done;
    if (container === 'dicom' && (dicomFacts(cleaned)?.frames ?? 1) > 1) throw cannotFillFilm();
  } else if (Array.isArray(regions) && regions.length === 0) {
    return untouched;
  }
  return afresh(cleaned, container, regions, decoder, fill);
}
