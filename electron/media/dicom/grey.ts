import type { DataSet } from './elements.ts';
import type { Numbers } from './samples.ts';
import { readTable } from './tables.ts';
import { decimals, textOf, wholeNumbers } from './values.ts';

/** From a stored value to what it is measured in, or to a brightness. */
type Step = (value: number) => number;

const itemsOf = (set: DataSet | undefined, tag: number): readonly DataSet[] => set?.get(tag)?.items ?? [];

/** The sets that say how a frame is shown: its own, those shared by all frames, and the object's (PS3.3 C.7.6.16). */
export function setsFor(set: DataSet, frame: number, group: number): readonly DataSet[] {
  const own = itemsOf(itemsOf(set, 0x52009230)[frame], group);
  const shared = itemsOf(itemsOf(set, 0x52009229)[0], group);
  return [...own.slice(0, 1), ...shared.slice(0, 1), set];
}

const groups = { window: 0x00289132, rescale: 0x00289145 } as const;

/** Rescaling or a table, from stored values to those of the modality (PS3.3 C.11.1). */
function modality(set: DataSet, frame: number, signed: boolean): Step {
  for (const place of setsFor(set, frame, groups.rescale)) {
    const table = itemsOf(place, 0x00283000)[0];
    const read = table && readTable(table, signed);
    if (read) return read.at;
    const [slope] = decimals(place, 0x00281053);
    const [intercept] = decimals(place, 0x00281052);
    if (slope !== undefined || intercept !== undefined)
      return (value) => value * (slope || 1) + (intercept ?? 0);
  }
  return (value) => value;
}

const within = (value: number): number => Math.max(0, Math.min(255, value));

/** The window function (PS3.3 C.11.2.1.2 and C.11.2.1.3). */
function windowStep(centre: number, width: number, shape: string): Step {
  if (shape === 'SIGMOID') return (value) => 255 / (1 + Math.exp((-4 * (value - centre)) / width));
  if (shape === 'LINEAR_EXACT') return (value) => within(((value - centre) / width + 0.5) * 255);
  const span = Math.max(width - 1, 1e-6);
  return (value) => within(((value - centre + 0.5) / span + 0.5) * 255);
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Least and greatest of the values; what only fills up the picture is left out. */
function rangeOf(values: Numbers, step: Step, padding: number | undefined): Range {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at += 1) {
    const stored = values[at] as number;
    if (stored === padding || !Number.isFinite(stored)) continue;
    if (stored < least) least = stored;
    if (stored > most) most = stored;
  }
  const [one, other] = [step(least), step(most)];
  return { least: Math.min(one, other), most: Math.max(one, other) };
}

interface Grey {
  readonly set: DataSet;
  readonly frame: number;
  readonly values: Numbers;
  readonly bits: number;
  readonly signed: boolean;
}

/** The step to brightness that the file states, else one over all the values that occur. */
function brightness({ set, frame, values, bits, signed }: Grey, before: Step): Step {
  for (const place of setsFor(set, frame, groups.window)) {
    const [centre] = decimals(place, 0x00281050);
    const [width] = decimals(place, 0x00281051);
    if (centre !== undefined && width !== undefined && width > 0)
      return windowStep(centre, width, textOf(place, 0x00281056));
    const table = itemsOf(place, 0x00283010)[0];
    const read = table && readTable(table, signed);
    if (read) return (value) => (read.at(value) / read.most) * 255;
  }
  const isPlain = bits <= 8 && !signed && !(values instanceof Float32Array || values instanceof Float64Array);
  if (isPlain) return (value) => within((value / (2 ** bits - 1)) * 255);
  const [padding] = wholeNumbers(set, 0x00280120);
  const { least, most } = rangeOf(values, before, padding);
  return most > least ? (value) => within(((value - least) / (most - least)) * 255) : () => 0;
}

/** Brightness of 0 to 255 for every sample: rescaled, windowed, and turned round where low values are bright. */
export function greyOf(grey: Grey, inverted: boolean): Uint8Array {
  const { set, frame, values, signed } = grey;
  const before = modality(set, frame, signed);
  const after = brightness(grey, before);
  const shown: Step = (value) => {
    const level = Math.round(within(after(before(value))));
    return inverted ? 255 - level : level;
  };
  const out = new Uint8Array(values.length);
  const small = values.BYTES_PER_ELEMENT <= 2;
  const known = small ? new Int16Array(65_536).fill(-1) : null;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (!known) {
      out[at] = shown(value);
      continue;
    }
    const place = value & 0xffff;
    if (known[place] === -1) known[place] = shown(value);
    out[at] = known[place] as number;
  }
  return out;
}
