import { SetAsideError } from '../set-aside.ts';
import type { DataSet, Element } from './elements.ts';
import type { DicomFile } from './file.ts';
import { decimals, textOf, wholeNumber, wholeNumbers } from './values.ts';

/** How the samples of a picture are stored (PS3.3 C.7.6.3). */
export interface PictureForm {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly frames: number;
  readonly allocated: number;
  readonly stored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly photometric: string;
  /** Colours one behind the other and not pixel by pixel. */
  readonly planar: boolean;
  readonly kind: 'integer' | 'float' | 'double';
  readonly little: boolean;
  /** Single bytes stored as words: in big-endian files two change places. */
  readonly words: boolean;
  readonly transferSyntax: string;
}

export interface StoredPicture {
  readonly form: PictureForm;
  readonly samples: Element;
}

export const pixelTags = { integer: 0x7fe00010, float: 0x7fe00008, double: 0x7fe00009 } as const;
const kinds = ['integer', 'float', 'double'] as const;

/** The element that holds the samples; null where the object holds no picture. */
function samplesOf(set: DataSet): { kind: PictureForm['kind']; samples: Element } | null {
  for (const kind of kinds) {
    const samples = set.get(pixelTags[kind]);
    if (samples && (samples.value.length > 0 || samples.fragments)) return { kind, samples };
  }
  return null;
}

const photometrics = [
  ...['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB', 'YBR_FULL', 'YBR_FULL_422'],
  ...['YBR_PARTIAL_422', 'YBR_PARTIAL_420', 'YBR_ICT', 'YBR_RCT', 'XYB', 'ARGB', 'HSV', 'CMYK'],
];

/** How a picture is stored; null where the object holds none, or does not say how large it is. */
export function storedPicture({ set, form, transferSyntax }: DicomFile): StoredPicture | null {
  const found = samplesOf(set);
  const [rows, columns] = [wholeNumber(set, 0x00280010, 0), wholeNumber(set, 0x00280011, 0)];
  if (!found || rows <= 0 || columns <= 0) return null;
  const channels = wholeNumber(set, 0x00280002, 1) || 1;
  const bits = { integer: 16, float: 32, double: 64 }[found.kind];
  const allocated = wholeNumber(set, 0x00280100, bits) || bits;
  const stored = Math.min(wholeNumber(set, 0x00280101, allocated) || allocated, allocated);
  const stated = textOf(set, 0x00280004).toUpperCase();
  return {
    samples: found.samples,
    form: {
      ...{ rows, columns, channels, allocated, stored, kind: found.kind, transferSyntax },
      frames: Math.max(1, Math.min(decimals(set, 0x00280008)[0] ?? 1, 1_000_000) | 0),
      highBit: wholeNumber(set, 0x00280102, stored - 1),
      signed: wholeNumber(set, 0x00280103, 0) === 1,
      photometric: photometrics.includes(stated) ? stated : channels === 3 ? 'RGB' : 'MONOCHROME2',
      planar: wholeNumber(set, 0x00280006, 0) === 1,
      little: form.little,
      words: found.samples.vr === 'OW',
    },
  };
}

/** Milliseconds of a frame; null where the frames are no film (slices, pages). */
export function frameTimeOf(set: DataSet): number | null {
  const [stated] = decimals(set, 0x00181063);
  if (stated !== undefined && stated > 0 && stated < 60_000) return stated;
  const [rate] = [...wholeNumbers(set, 0x00180040), ...wholeNumbers(set, 0x00082144)];
  if (rate !== undefined && rate > 0 && rate <= 1_000) return 1_000 / rate;
  const times = decimals(set, 0x00181065).slice(1);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return mean > 0 && mean < 60_000 ? mean : null;
}

/** Bytes of one frame of samples that are not coded, by what the header states. */
export const frameBytes = ({ rows, columns, channels, allocated, photometric }: PictureForm): number => {
  const perPixel = photometric === 'YBR_FULL_422' && channels === 3 ? 2 : channels;
  return Math.ceil((rows * columns * perPixel * allocated) / 8);
};

export const tooLarge = (): SetAsideError =>
  new SetAsideError('too-large', 'The picture has more than 300 million pixels.', 'dicom');
