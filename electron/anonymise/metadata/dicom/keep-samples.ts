import { CustosError } from '../../../../shared/kernel/error.ts';
import { groupFragments } from '../../../media/dicom/frames.ts';
import { frameBytes, type PictureForm, type StoredPicture } from '../../../media/dicom/picture.ts';
import type { Notes } from '../noted.ts';
import { bareFrame } from './codestreams.ts';
import type { Kept } from './kept.ts';

export interface KeptSamples {
  readonly samples: Kept;
  /** How many frames there are, where the file states another number. */
  readonly frames: number;
  readonly remarks: readonly string[];
}

const even = (part: Buffer): Buffer =>
  part.length % 2 === 0 ? part : Buffer.concat([part, Buffer.alloc(1)]);

/** Where each frame begins, counted from behind the table itself (PS3.5 A.4); empty where a place does not fit. */
function offsetTable(frames: readonly Buffer[]): Buffer {
  const out = Buffer.alloc(frames.length * 4);
  let at = 0;
  for (const [index, { length }] of frames.entries()) {
    if (at > 0xffffffff) return Buffer.alloc(0);
    out.writeUInt32LE(at, index * 4);
    at += 8 + length;
  }
  return out;
}

const unreadable = (): CustosError =>
  new CustosError(
    'unreadable',
    'The coded picture in this DICOM file is damaged. It cannot be cleaned, and no program can show it.',
  );

function keepFragments(
  fragments: readonly Buffer[],
  { frames, transferSyntax }: PictureForm,
  notes: Notes,
): Buffer[] {
  const groups = groupFragments(fragments, frames);
  const bare = groups.map((parts) =>
    even(bareFrame(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts), transferSyntax, notes)),
  );
  if (bare.every(({ length }) => length === 0)) throw unreadable();
  return [offsetTable(bare), ...bare];
}

/** Bits of a word that belong to no sample, where any of them is set: an overlay of old, or anything else. */
function foreignBits(
  { allocated, stored, highBit, kind, signed }: PictureForm,
  value: Buffer,
  little: boolean,
): number {
  if (kind !== 'integer' || allocated !== 16 || stored >= 16) return 0;
  const lowest = highBit + 1 - stored;
  if (lowest < 0) return 0;
  const own = (2 ** stored - 1) << lowest;
  const foreign = 0xffff & ~own;
  const above = 0xffff & ~(2 ** (highBit + 1) - 1);
  let found = 0;
  for (let at = 0; at + 2 <= value.length; at += 2) {
    const low = value[little ? at : at + 1] as number;
    const word = low | ((value[little ? at + 1 : at] as number) << 8);
    // The sign of a negative number is repeated above it.
    const isSign = signed && (word & above) === above && (word & (1 << highBit)) !== 0;
    found |= isSign ? word & foreign & ~above : word & foreign;
  }
  return found;
}

function cleared(value: Buffer, bits: number, little: boolean): Buffer {
  const out = Buffer.from(value);
  const [low, high] = [~bits & 0xff, (~bits >> 8) & 0xff];
  for (let at = 0; at + 2 <= out.length; at += 2) {
    out[at] = (out[at] as number) & (little ? low : high);
    out[at + 1] = (out[at + 1] as number) & (little ? high : low);
  }
  return out;
}

const bitsRemark =
  'Bits of the samples that belong to no picture (an overlay, as older devices store it) were set to zero; the picture itself is unchanged.';
const framesRemark =
  'The file holds more pictures than it states; all of them are in the copy and are shown.';
const restRemark = 'Bytes behind the picture were left out.';

function keepNative(
  value: Buffer,
  vr: 'OB' | 'OW',
  tag: number,
  form: PictureForm,
  notes: Notes,
): KeptSamples {
  const remarks: string[] = [];
  const half = form.photometric === 'YBR_FULL_422' && form.channels === 3;
  const plain = frameBytes({ ...form, photometric: 'RGB' });
  // Some writers name the colours halved and store them in full.
  const frame = half && value.length >= plain * form.frames ? plain : frameBytes(form);
  const whole = Math.floor(value.length / frame);
  const more = form.allocated !== 1 && whole > form.frames;
  const frames = more ? whole : form.frames;
  if (more) remarks.push(framesRemark);
  const bits = form.rows * form.columns * form.channels * frames;
  const needed = form.allocated === 1 ? Math.ceil(bits / 8) : frame * frames;
  const rest = value.subarray(needed);
  const foreignRest = rest.some((byte) => byte !== 0);
  if (foreignRest && rest.length > 1) {
    notes.binary('Picture', 'Bytes behind the samples', rest, 'unknown');
    remarks.push(restRemark);
  }
  const kept = foreignRest ? value.subarray(0, needed) : value;
  const foreign = foreignBits(form, kept, form.little);
  if (foreign !== 0) {
    notes.fact('Picture', 'Bits that belong to no sample', `mask 0x${foreign.toString(16)}`, 'picture');
    remarks.push(bitsRemark);
  }
  const out = foreign === 0 ? kept : cleared(kept, foreign, form.little);
  return { samples: { tag, vr, value: even(out) }, frames, remarks };
}

/** The samples of a picture as they are written: untouched themselves, and alone. */
export function keepSamples({ form, samples }: StoredPicture, notes: Notes): KeptSamples {
  const { tag, fragments, value } = samples;
  if (fragments) {
    const kept = keepFragments(fragments, form, notes);
    return { samples: { tag, vr: 'OB', fragments: kept }, frames: form.frames, remarks: [] };
  }
  const bytes = form.allocated <= 8 && samples.vr === 'OB';
  return keepNative(value, bytes ? 'OB' : 'OW', tag, form, notes);
}
