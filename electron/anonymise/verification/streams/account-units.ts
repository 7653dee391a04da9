/** Units of H.264 and HEVC in an output: none may be a filler, of unknown use, or carry user data. */

export type UnitKind = 'avc' | 'hevc';

/** What is wrong with a unit of an output, or null. */
export function faultOfUnit(kind: UnitKind, unit: Buffer, dolby: boolean): string | null {
  if (unit.includes(endMark)) return 'bytes behind the end of a unit';
  const first = unit[0] ?? 0;
  const type = kind === 'avc' ? first & 0x1f : (first & 0x7e) >> 1;
  if (kind === 'avc' ? type === 6 : type === 39 || type === 40)
    return faultOfMessages(kind, unit.subarray(kind === 'avc' ? 1 : 2));
  const known = kind === 'avc' ? type >= 1 && type <= 21 && type !== 12 : type < 38 || (dolby && type > 61);
  return known ? null : `a unit of type ${type}`;
}

const startMark = Buffer.from([0, 0, 1]);
const endMark = Buffer.from([0, 0, 2]);

/** What is wrong with a frame of units that have lengths, or null. Only the last may be cut off. */
export function faultOfFrame(
  kind: UnitKind,
  frame: Buffer,
  lengthSize: number,
  dolby: boolean,
): string | null {
  if (lengthSize === 4 && frame.length > 5 && frame.readUInt32BE(0) === 1)
    return faultOfMarked(kind, frame, dolby);
  let at = 0;
  while (at < frame.length) {
    const body = at + lengthSize;
    if (body >= frame.length) return 'bytes behind the last unit';
    const length = frame.readUIntBE(at, lengthSize);
    const unit = frame.subarray(body, body + length);
    if (length === 0 || unit.includes(startMark)) return 'bytes that belong to no unit';
    const fault = faultOfUnit(kind, unit, dolby);
    if (fault) return fault;
    at = body + length;
  }
  return null;
}

/** The same for units with marks in front of them. */
function faultOfMarked(kind: UnitKind, frame: Buffer, dolby: boolean): string | null {
  for (let at = frame.indexOf(startMark); at >= 0; ) {
    const next = frame.indexOf(startMark, at + 3);
    const unit = frame.subarray(at + 3, next < 0 ? frame.length : next);
    const fault = unit.length > 0 ? faultOfUnit(kind, unit, dolby) : null;
    if (fault) return fault;
    at = next;
  }
  return null;
}

const needless = (type: number): boolean =>
  ![0, 1, 6, 45, 47, 129, 130, 132, 137, 144, 147, 148].includes(type);

/** A row of messages: type and size, each in bytes of 255 and a last one. */
function faultOfMessages(kind: UnitKind, raw: Uint8Array): string | null {
  const body: number[] = [];
  for (let at = 0; at < raw.length && body.length < 1_000_000; at += 1) {
    const guard = raw[at] === 3 && at >= 2 && raw[at - 1] === 0 && raw[at - 2] === 0;
    if (!guard) body.push(raw[at] ?? 0);
  }
  let at = 0;
  const number = (): number => {
    let value = 0;
    while (body[at] === 255) {
      value += 255;
      at += 1;
    }
    value += body[at] ?? 0;
    at += 1;
    return value;
  };
  while (at < body.length - 1 && !(body[at] === 0x80 && body.slice(at + 1).every((byte) => byte === 0))) {
    const type = number();
    const size = number();
    // In a transport stream nothing can be taken out, so a message may have become a filler of ones.
    const filler = type === 3 && body.slice(at, at + size).every((byte) => byte === 255);
    // Two delays, how fields are shown and three empty marks fill nine bytes: more would be a time of day.
    if (kind === 'avc' && type === 1 && size > 9) return 'the time of day of a picture';
    if (needless(type) && !filler) return `a message of type ${type} between the frames`;
    at += size;
  }
  return null;
}
