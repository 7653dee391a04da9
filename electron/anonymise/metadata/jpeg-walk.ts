import { CustosError } from '../../../shared/kernel/error.ts';

/** A marker segment (ITU-T T.81 B.1.1.4). `coded` is what follows the header of a scan. */
export interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly body: Buffer;
  readonly coded: Buffer | null;
  /** The file ends before the segment does. */
  readonly cut: boolean;
}

export interface JpegWalk {
  readonly segments: readonly Segment[];
  /** How many bytes lie between segments and belong to none. */
  readonly strayBytes: number;
  /** What follows the picture's end; empty where nothing does. */
  readonly trailer: Buffer;
  /** The picture ends with its end marker. */
  readonly complete: boolean;
  /** There are more segments than a picture can have; the walk stopped at the limit. */
  readonly tooMany?: boolean;
}

/** More than any real file has; a file of nothing but empty segments stops here. */
const segmentLimit = 65_536;

export const marker = {
  sof0: 0xc0,
  dht: 0xc4,
  dac: 0xcc,
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  dqt: 0xdb,
  dnl: 0xdc,
  dri: 0xdd,
  dhp: 0xde,
  exp: 0xdf,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
  com: 0xfe,
} as const;

export const isFrame = (code: number): boolean =>
  code >= 0xc0 && code <= 0xcf && code !== marker.dht && code !== 0xc8 && code !== marker.dac;

const standsAlone = (code: number): boolean => code <= 1 || (code >= 0xd0 && code <= 0xd8);

/** Where coded samples end: at the first marker that is neither a stuffed zero nor a restart (T.81 B.1.1.5). */
export function codedEnd(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0) {
    let next = at + 1;
    while (bytes[next] === 0xff) next += 1;
    const code = bytes[next];
    if (code === undefined) return at;
    if (code !== 0 && (code < 0xd0 || code > 0xd7)) return at;
    at = bytes.indexOf(0xff, next + 1);
  }
  return bytes.length;
}

function nextMarker(bytes: Buffer, from: number): { readonly start: number; readonly after: number } | null {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0) {
    let next = at + 1;
    while (bytes[next] === 0xff) next += 1;
    if (next >= bytes.length) return null;
    if (bytes[next] !== 0) return { start: at, after: next + 1 };
    at = bytes.indexOf(0xff, next + 1);
  }
  return null;
}

/**
 * Walks every byte of a JPEG in the way decoders do: what lies between segments is passed over, and the walk
 * ends with the first end marker, with the beginning of a second picture, or with more segments than a picture can have.
 */
export function walkBeginning(bytes: Buffer): JpegWalk {
  const segments: Segment[] = [];
  let strayBytes = 0;
  let at = 2;
  let scans = 0;
  for (;;) {
    const found = nextMarker(bytes, at);
    if (!found) {
      return {
        segments,
        strayBytes: strayBytes + bytes.length - at,
        trailer: bytes.subarray(bytes.length),
        complete: false,
      };
    }
    const code = bytes[found.after - 1] ?? 0;
    strayBytes += found.after - 2 - at;
    const secondPicture = scans > 0 && (code === marker.soi || isFrame(code));
    if (code === marker.eoi || secondPicture) {
      const end = secondPicture ? found.start : found.after;
      return { segments, strayBytes, trailer: bytes.subarray(end), complete: code === marker.eoi };
    }
    at = found.after;
    if (standsAlone(code)) {
      strayBytes += 2;
      continue;
    }
    if (segments.length >= segmentLimit) {
      const trailer = bytes.subarray(found.start);
      return { segments, strayBytes, trailer, complete: false, tooMany: true };
    }
    const segment = readSegment(bytes, code, found.after);
    segments.push(segment);
    at = found.after + 2 + segment.body.length + (segment.coded?.length ?? 0);
    if (segment.cut) at = bytes.length;
    if (code === marker.sos) scans += 1;
  }
}

/** The same of a picture that is to be kept. @throws CustosError `unreadable` for more segments than one can have. */
export function walkJpeg(bytes: Buffer): JpegWalk {
  const walk = walkBeginning(bytes);
  if (!walk.tooMany) return walk;
  throw new CustosError(
    'unreadable',
    'The picture has more segments than a JPEG can have. It cannot be cleaned.',
  );
}

function readSegment(bytes: Buffer, code: number, at: number): Segment {
  const start = at - 2;
  const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0;
  const bodyAt = Math.min(at + 2, bytes.length);
  const end = at + Math.max(length, 2);
  const cut = end > bytes.length || length === 0;
  const body = bytes.subarray(bodyAt, Math.min(Math.max(end, bodyAt), bytes.length));
  const coded = code === marker.sos && !cut ? bytes.subarray(end, codedEnd(bytes, end)) : null;
  return { marker: code, start, body, coded, cut: cut && length > 2 };
}
