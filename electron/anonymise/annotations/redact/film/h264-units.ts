/** Kinds of NAL units (ITU-T H.264 table 7-1). */
export const unit = { slice: 1, wholePicture: 5, sequence: 7, picture: 8, announces: 9 } as const;

export const kindOf = (nal: Uint8Array): number => (nal[0] ?? 0) & 31;

const startCode = Buffer.from([0, 0, 0, 1]);

/** The units of a stored sample, each behind its length. Null where the lengths do not add up. */
export function unitsOf(sample: Buffer, lengthSize: number): Buffer[] | null {
  const units: Buffer[] = [];
  let at = 0;
  while (at + lengthSize <= sample.length) {
    const length = sample.readUIntBE(at, lengthSize);
    at += lengthSize;
    if (at + length > sample.length) return null;
    if (length > 0) units.push(sample.subarray(at, at + length));
    at += length;
  }
  return at === sample.length ? units : null;
}

/** Units as a stream of bytes (annex B). */
export const asStream = (units: readonly Uint8Array[]): Buffer =>
  Buffer.concat(units.flatMap((nal) => [startCode, nal]));

/** A sample as it is stored: each unit behind its length. */
export function asSample(units: readonly Uint8Array[], lengthSize: number): Buffer {
  return Buffer.concat(
    units.flatMap((nal) => {
      const length = Buffer.alloc(lengthSize);
      length.writeUIntBE(nal.length, 0, lengthSize);
      return [length, nal];
    }),
  );
}

/** The units of a stream of bytes. */
export function unitsInStream(stream: Buffer): Buffer[] {
  const mark = Buffer.from([0, 0, 1]);
  const units: Buffer[] = [];
  let at = stream.indexOf(mark);
  while (at >= 0) {
    const next = stream.indexOf(mark, at + 3);
    let end = next < 0 ? stream.length : next;
    // A unit ends in a set bit: zeros behind it belong to the next start code.
    while (end > at + 3 && stream[end - 1] === 0) end -= 1;
    if (end > at + 3) units.push(stream.subarray(at + 3, end));
    at = next;
  }
  return units;
}

/** An unsigned number in Exp-Golomb coding (clause 9.1), from a bit on. */
function golomb(bytes: Uint8Array, from: number): { readonly value: number; readonly next: number } {
  const bit = (at: number): number => ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
  let zeros = 0;
  while (zeros < 16 && bit(from + zeros) === 0) zeros += 1;
  let value = 0;
  for (let index = 0; index <= zeros; index += 1) value = value * 2 + bit(from + zeros + index);
  return { value: value - 1, next: from + 2 * zeros + 1 };
}

/** The number under which a parameter set is known (clauses 7.3.2.1.1 and 7.3.2.2); for a picture's, also its sequence's. */
export function numbersOf(nal: Uint8Array): number[] {
  if (kindOf(nal) === unit.sequence) return [golomb(nal, 32).value];
  if (kindOf(nal) !== unit.picture) return [];
  const own = golomb(nal, 8);
  return [own.value, golomb(nal, own.next).value];
}

/** What an `avcC` box says (ISO/IEC 14496-15 section 5.3.3.1). */
export interface Configuration {
  readonly lengthSize: number;
  readonly sequences: readonly Buffer[];
  readonly pictures: readonly Buffer[];
  readonly head: Buffer;
  readonly tail: Buffer;
}

export function readConfiguration(box: Buffer): Configuration | null {
  let at = 5;
  const sets = (mask: number): Buffer[] | null => {
    const found: Buffer[] = [];
    const count = (box[at] ?? 0) & mask;
    at += 1;
    for (let index = 0; index < count; index += 1) {
      if (at + 2 > box.length) return null;
      const length = box.readUInt16BE(at);
      if (at + 2 + length > box.length) return null;
      found.push(box.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    return found;
  };
  if (box.length < 7) return null;
  const sequences = sets(31);
  const pictures = sequences && sets(255);
  if (!sequences || !pictures) return null;
  return {
    lengthSize: ((box[4] ?? 3) & 3) + 1,
    sequences,
    pictures,
    head: box.subarray(0, 5),
    tail: box.subarray(at),
  };
}

const listed = (sets: readonly Buffer[]): Buffer[] =>
  sets.flatMap((set) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(set.length);
    return [length, set];
  });

/** The same with further parameter sets. */
export function writeConfiguration(
  was: Configuration,
  sequences: readonly Buffer[],
  pictures: readonly Buffer[],
): Buffer {
  const all = { sequences: [...was.sequences, ...sequences], pictures: [...was.pictures, ...pictures] };
  return Buffer.concat([
    was.head,
    Buffer.from([0xe0 | all.sequences.length]),
    ...listed(all.sequences),
    Buffer.from([all.pictures.length]),
    ...listed(all.pictures),
    was.tail,
  ]);
}
