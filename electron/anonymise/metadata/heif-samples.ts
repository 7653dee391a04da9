/**
 * Length-prefixed units of a coded picture, those that pass joined again. An empty one ends what can be told apart; one
 * that is longer than what is there was cut off with it.
 */
function filterUnits(data: Buffer, lengthSize: number, passes: (first: number) => boolean): Buffer {
  const out: Buffer[] = [];
  for (let at = 0; at + lengthSize < data.length; ) {
    const from = at + lengthSize;
    const end = from + data.readUIntBE(at, lengthSize);
    if (end === from) break;
    if (passes(data[from] ?? 0)) out.push(data.subarray(at, Math.min(end, data.length)));
    at = end;
  }
  return Buffer.concat(out);
}

/** Slices and parameter sets (H.265 table 7-1); messages of the encoder, delimiters and filler are not needed. */
const isHevcNeeded = (first: number): boolean => ((first >> 1) & 63) <= 34;
/** The same for H.264 (table 7-1). */
const isAvcNeeded = (first: number): boolean =>
  [1, 2, 3, 4, 5, 7, 8, 13, 14, 15, 19, 20].includes(first & 31);

/** One unit of AV1 (section 5.3) with its header; null where its length does not fit. */
interface Obu {
  readonly type: number;
  readonly from: number;
  readonly to: number;
  readonly payload: number;
}

function* unitsOf(data: Buffer): Generator<Obu | null> {
  let at = 0;
  while (at < data.length) {
    const head = data[at] ?? 0;
    let place = at + 1 + ((head >> 2) & 1);
    let length = data.length - place;
    if ((head & 2) !== 0) {
      length = 0;
      for (let index = 0; index < 8; index += 1) {
        const byte = data[place] ?? 0;
        length += (byte & 127) * 2 ** (7 * index);
        place += 1;
        if (byte < 128) break;
      }
    }
    if ((head & 0x80) !== 0 || length < 0 || place + length > data.length) {
      yield null;
      return;
    }
    yield { type: (head >> 3) & 15, from: at, to: place + length, payload: place };
    at = place + length;
  }
}

/** Light levels and mastering display, which bear on how a picture is shown (AV1 section 6.7.2). */
const shownMetadata = [1, 2];

/** Units of an AV1 picture that decoding needs; the same bytes where they cannot be told apart. */
export function bareAv1(data: Buffer, configuration = false): Buffer {
  const out: Buffer[] = [];
  for (const unit of unitsOf(data)) {
    if (!unit) return configuration ? Buffer.alloc(0) : data;
    const metadata =
      unit.type === 5 && shownMetadata.includes(data[unit.payload] ?? 0) && unit.to - unit.payload <= 28;
    const picture = !configuration && [3, 4, 6, 7].includes(unit.type);
    if (unit.type === 1 || metadata || picture) out.push(data.subarray(unit.from, unit.to));
  }
  return Buffer.concat(out);
}

export const bareHevc = (data: Buffer, lengthSize: number): Buffer =>
  filterUnits(data, lengthSize, isHevcNeeded);
export const bareAvc = (data: Buffer, lengthSize: number): Buffer =>
  filterUnits(data, lengthSize, isAvcNeeded);
