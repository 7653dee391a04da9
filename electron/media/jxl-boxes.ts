import { brotliDecompressSync } from 'node:zlib';

/** The box that begins every file with boxes (ISO/IEC 18181-2 section 9.1); without boxes FF 0A begins the picture. */
export const jxlSignature = Buffer.from('\0\0\0\x0cJXL \r\n\x87\n', 'latin1');

export interface JxlBox {
  readonly type: string;
  readonly body: Buffer;
  /** The file ends before the box does. */
  readonly cut: boolean;
}

export interface JxlBoxes {
  readonly boxes: readonly JxlBox[];
  /** What begins no box. */
  readonly rest: Buffer;
}

const boxLimit = 100_000;

export const isJxl = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0x0a) || bytes.subarray(0, 12).equals(jxlSignature);

/** The boxes behind the signature; none where the picture lies bare. */
export function jxlBoxes(bytes: Buffer): JxlBoxes {
  const boxes: JxlBox[] = [];
  if (bytes[0] === 0xff) return { boxes, rest: bytes.subarray(bytes.length) };
  let at = jxlSignature.length;
  while (at + 8 <= bytes.length && boxes.length < boxLimit) {
    const short = bytes.readUInt32BE(at);
    const head = short === 1 ? 16 : 8;
    if (at + head > bytes.length) break;
    const stated = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    const end = short === 0 ? bytes.length : at + stated;
    if (end < at + head) break;
    const type = bytes.toString('latin1', at + 4, at + 8);
    boxes.push({ type, body: bytes.subarray(at + head, end), cut: end > bytes.length });
    at = Math.min(end, bytes.length);
  }
  return { boxes, rest: bytes.subarray(at) };
}

/** The coded picture, joined from its parts in their order (section 9.9); `complete` unless the file cuts it. */
export function jxlCodestream(bytes: Buffer): { readonly codestream: Buffer; readonly complete: boolean } {
  if (bytes[0] === 0xff) return { codestream: bytes, complete: true };
  const { boxes } = jxlBoxes(bytes);
  const whole = boxes.find(({ type }) => type === 'jxlc');
  if (whole) return { codestream: whole.body, complete: !whole.cut };
  const parts = boxes.filter(({ type, body }) => type === 'jxlp' && body.length >= 4);
  const last = parts.find(({ body }) => body.readUInt32BE(0) >= 0x8000_0000);
  const ordered = [...parts].sort(
    (one, other) => (one.body.readUInt32BE(0) & 0x7fff_ffff) - (other.body.readUInt32BE(0) & 0x7fff_ffff),
  );
  return {
    codestream: Buffer.concat(ordered.map(({ body }) => body.subarray(4))),
    complete: last !== undefined && parts.every(({ cut }) => !cut),
  };
}

/** The largest that a box may become. */
export const inflatedLimit = 8 * 1024 * 1024;

/** A box as it was before it was compressed (section 9.7); the same box where it was not, or cannot be read. */
export function plainBox(box: JxlBox): JxlBox {
  if (box.type !== 'brob' || box.body.length < 5) return box;
  try {
    const body = brotliDecompressSync(box.body.subarray(4), { maxOutputLength: inflatedLimit });
    return { type: box.body.toString('latin1', 0, 4), body, cut: false };
  } catch {
    return box;
  }
}

/** The TIFF structure of a box of Exif, which begins with how far it lies behind (section 9.5). */
export const exifOfBox = (body: Buffer): Buffer =>
  body.length < 8 ? Buffer.alloc(0) : body.subarray(4 + Math.min(body.readUInt32BE(0), body.length - 4));

export function exifInJxl(bytes: Buffer): Buffer | null {
  // A compressed box says in front what it is, so only the one that is wanted is inflated.
  const found = jxlBoxes(bytes).boxes.find(
    ({ type, body }) => (type === 'brob' ? body.toString('latin1', 0, 4) : type) === 'Exif',
  );
  const plain = found && plainBox(found);
  return plain?.type === 'Exif' ? exifOfBox(plain.body) : null;
}
