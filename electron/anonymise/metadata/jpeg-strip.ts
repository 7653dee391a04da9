import { marker } from './jpeg-walk.ts';

/** A segment of a JPEG stream before its first scan, with its marker. */
interface Part {
  readonly code: number;
  readonly from: number;
  readonly to: number;
}

/** The segments of an abbreviated stream (T.81 B.4, B.5) up to its first scan; null where it is no such stream. */
function partsOf(stream: Buffer): Part[] | null {
  if (stream[0] !== 0xff || stream[1] !== marker.soi) return null;
  const parts: Part[] = [];
  let at = 2;
  while (at + 4 <= stream.length && stream[at] === 0xff) {
    const code = stream[at + 1] ?? 0;
    if (code === marker.sos || code === marker.eoi) return parts;
    const to = at + 2 + stream.readUInt16BE(at + 2);
    if (to > stream.length || to < at + 4) return parts;
    parts.push({ code, from: at, to });
    at = to;
  }
  return parts;
}

const foreign = ({ code }: Part): boolean =>
  code === marker.com || (code >= marker.app0 && code <= 0xef && code !== marker.app14);

/** A stream inside another container without application segments and comments; the same bytes where it has none. */
export function bareStream(stream: Buffer): Buffer {
  const parts = partsOf(stream)?.filter(foreign) ?? [];
  if (parts.length === 0) return stream;
  const out: Buffer[] = [];
  let at = 0;
  for (const { from, to } of parts) {
    out.push(stream.subarray(at, from));
    at = to;
  }
  return Buffer.concat([...out, stream.subarray(at)]);
}

/** The same with the contents of those segments blank and every byte in its place. In place. */
export function blankStream(stream: Buffer): void {
  for (const { from, to } of partsOf(stream)?.filter(foreign) ?? []) stream.fill(0, from + 4, to);
}
