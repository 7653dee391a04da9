import { toStored, toUpright, uprightSize } from '../../../../shared/domain/recording/orientation.ts';
import { parseRegions, type Region, type Size } from '../../../../shared/domain/recording/region.ts';
import { CustosError } from '../../../../shared/kernel/error.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { type Decoder, pixelsOf } from '../../decoder.ts';
import type { StillContainer } from '../../metadata/cleaner.ts';
import { CodedFault } from '../../metadata/jpeg-samples/jpeg-frame.ts';
import { encodeAfresh } from '../redact/encode-afresh.ts';
import { black } from '../redact/jpeg-fill.ts';
import { formFor } from '../redact/redact.ts';
import { storedFacts } from '../redact/stored-facts.ts';
import { type Cut, cropJpeg } from './crop-jpeg.ts';
import { cropPng } from './crop-png.ts';

export interface Cropped {
  readonly bytes: Buffer;
  readonly container: StillContainer;
  /** False where the picture had to be decoded and encoded again. */
  readonly lossless: boolean;
  /** What stayed, in whole pixels of the upright picture before it was cut; never more than was asked for. */
  readonly kept: Region;
  readonly notes: readonly string[];
}

const tooSmall = (): CustosError =>
  new CustosError(
    'invalid-input',
    'The part to keep is smaller than a block of this picture (8 or 16 pixels a side). Please keep a larger part.',
  );

/** @throws CustosError `invalid-input` with the sentence that says what is wrong. */
function checked(keep: Region, size: Size): Region {
  const parsed = parseRegions([keep], size);
  if (!parsed.ok)
    throw new CustosError('invalid-input', parsed.error.replace('Region 1', 'The part to keep'));
  return parsed.value[0] ?? keep;
}

async function inPlace(cleaned: Buffer, container: 'jpeg' | 'png', asked: Region): Promise<Cropped | null> {
  const facts = storedFacts(cleaned, container);
  if (!facts) return null;
  const { size, orientation } = facts;
  const keep = toStored(checked(asked, uprightSize(size, orientation)), size, orientation);
  let cut: Cut | null;
  try {
    cut = container === 'jpeg' ? cropJpeg(cleaned, keep) : await cropPng(cleaned, keep);
  } catch (error) {
    if (error instanceof CodedFault) return null;
    throw error;
  }
  if (!cut) throw tooSmall();
  const kept = toUpright(cut.kept, size, orientation);
  return { bytes: cut.bytes, container, lossless: true, kept, notes: [] };
}

function cutPixels({ bytes, width, channels, ...rest }: Pixels, { x, y, w, h }: Region): Pixels {
  const out = Buffer.alloc(w * h * channels);
  for (let row = 0; row < h; row += 1) {
    const from = ((y + row) * width + x) * channels;
    out.set(bytes.subarray(from, from + w * channels), row * w * channels);
  }
  return { ...rest, bytes: out, width: w, height: h, channels };
}

async function afresh(
  cleaned: Buffer,
  container: StillContainer,
  asked: Region,
  decoder: Decoder,
): Promise<Cropped> {
  const pixels = await pixelsOf(cleaned, decoder);
  const kept = checked(asked, pixels);
  const form = formFor(container, pixels);
  const { bytes } = encodeAfresh(cutPixels(pixels, kept), form, [], black);
  const note = `To be cut, this picture was decoded and stored as ${form.toUpperCase()}; of several pictures in one file, only the first was kept.`;
  return { bytes, container: form, lossless: false, kept, notes: [note] };
}

/**
 * Cuts a cleaned picture to a rectangle, given in pixels of the upright picture. A JPEG keeps the coded blocks inside it
 * as they are, so up to 15 pixels less than asked for stay at each side, never more; a PNG keeps its samples; others are
 * decoded and encoded afresh, and say so.
 * @throws CustosError `invalid-input` for a part outside or too small, `unsupported` for DICOM, `unreadable`, `too-large`.
 */
export async function crop(
  cleaned: Buffer,
  container: StillContainer,
  keep: Region,
  { decoder }: { readonly decoder: Decoder },
): Promise<Cropped> {
  if (container === 'dicom') {
    throw new CustosError(
      'unsupported',
      'A DICOM picture is not cut: its measures and positions would no longer be true. Cover the parts to be removed instead.',
    );
  }
  const done = container === 'jpeg' || container === 'png' ? await inPlace(cleaned, container, keep) : null;
  return done ?? afresh(cleaned, container, keep, decoder);
}
