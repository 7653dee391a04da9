import { CustosError } from '../../../shared/kernel/error.ts';
import { sniffBytes } from '../../media/sniff.ts';
import { conversionFor } from '../../media/sniff-foreign.ts';
import { bmpCleaner } from './bmp.ts';
import type { MetadataCleaner } from './cleaner.ts';
import { dicomCleaner } from './dicom/dicom.ts';
import { gifCleaner } from './gif.ts';
import { heifCleaner } from './heif.ts';
import { jpegCleaner } from './jpeg.ts';
import { jxlCleaner } from './jxl.ts';
import { pngCleaner } from './png.ts';
import { rawCleaner } from './raw.ts';
import { tiffCleaner } from './tiff.ts';
import { webpCleaner } from './webp.ts';

const cleaners: ReadonlyMap<string, MetadataCleaner> = new Map(
  [
    jpegCleaner,
    pngCleaner,
    webpCleaner,
    gifCleaner,
    bmpCleaner,
    tiffCleaner,
    heifCleaner('heic'),
    heifCleaner('avif'),
    jxlCleaner,
    rawCleaner,
    dicomCleaner,
  ].map((cleaner) => [cleaner.container, cleaner]),
);

/** Containers that can be cleaned today. */
export const cleanableContainers: readonly string[] = [...cleaners.keys()];

/** The largest file taken in whole. */
export const inputLimit = 512 * 1024 * 1024;

function noRecording(reason: string, found: string | null): CustosError {
  if (reason === 'unsupported' && found !== null) {
    return new CustosError(
      'unsupported',
      `This file is ${found}, which Custos cannot clean. ${conversionFor(found)}`,
    );
  }
  const what = found === null ? 'This file is no recording that Custos knows.' : `This file is ${found}.`;
  return new CustosError('unreadable', `${what} It cannot be cleaned.`);
}

/**
 * The cleaner for a content, told by its bytes alone.
 * @throws CustosError `unsupported` for other containers, `unreadable` for no recording, `too-large` over 512 MB.
 */
export function cleanerFor(bytes: Uint8Array): MetadataCleaner {
  if (bytes.length > inputLimit) {
    throw new CustosError(
      'too-large',
      'The file is larger than 512 MB, which Custos cannot clean as a photograph.',
    );
  }
  const sniffed = sniffBytes(bytes);
  if (!sniffed.ok) throw noRecording(sniffed.reason, sniffed.found);
  const cleaner = cleaners.get(sniffed.container);
  if (cleaner) return cleaner;
  throw new CustosError(
    'unsupported',
    `Custos cannot yet clean ${sniffed.container} files. Save a copy as JPEG or PNG and take that in.`,
    { container: sniffed.container },
  );
}
