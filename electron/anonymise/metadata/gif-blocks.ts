import { CustosError } from '../../../shared/kernel/error.ts';

/** One block of a GIF (GIF89a section 12 to 27). */
export type GifBlock =
  | {
      readonly kind: 'image';
      readonly head: Buffer;
      readonly table: Buffer;
      readonly coded: Buffer;
      /** The file ends before the frame does. */
      readonly cut: boolean;
    }
  | { readonly kind: 'extension'; readonly label: number; readonly parts: readonly Buffer[] };

export interface GifWalk {
  /** Signature, screen and global colour table. */
  readonly head: Buffer;
  readonly blocks: readonly GifBlock[];
  readonly trailer: Buffer;
  readonly complete: boolean;
}

const blockLimit = 1_000_000;

const tableLength = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));

/** Sub-blocks from `at`: their contents, and where their ending zero leaves off; the file's end ends them too. */
function readParts(bytes: Buffer, from: number): { parts: Buffer[]; end: number; whole: boolean } {
  const parts: Buffer[] = [];
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    if (length === 0) return { parts, end: at + 1, whole: true };
    parts.push(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { parts, end: bytes.length, whole: false };
}

/** The sub-blocks of coded samples with the byte before them that gives the first code's size. */
function readImage(bytes: Buffer, at: number): { block: GifBlock; end: number; whole: boolean } | null {
  if (at + 10 >= bytes.length) return null;
  const head = bytes.subarray(at, at + 10);
  const codedAt = at + 10 + tableLength(head[9] ?? 0);
  if (codedAt >= bytes.length) return null;
  const { end, whole } = readParts(bytes, codedAt + 1);
  const table = bytes.subarray(at + 10, codedAt);
  const coded = bytes.subarray(codedAt, end);
  return { block: { kind: 'image', head, table, coded, cut: !whole }, end, whole };
}

/** Whether signature, screen and global colours are there. */
export const isGif = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 4) === 'GIF8' && bytes.length >= 13 + tableLength(bytes[10] ?? 0);

/**
 * Walks a GIF up to its trailer, or to the first byte that begins no block, where decoders stop.
 * @throws CustosError `unreadable` for another signature or a header that is cut.
 */
export function walkGif(bytes: Buffer): GifWalk {
  const headLength = 13 + tableLength(bytes[10] ?? 0);
  if (!isGif(bytes)) {
    throw new CustosError('unreadable', 'This is no GIF picture, or it ends in its header.');
  }
  const head = bytes.subarray(0, headLength);
  const blocks: GifBlock[] = [];
  let at = headLength;
  while (at < bytes.length && blocks.length < blockLimit) {
    if (bytes[at] === 0x3b) return { head, blocks, trailer: bytes.subarray(at + 1), complete: true };
    if (bytes[at] === 0x2c) {
      const image = readImage(bytes, at);
      if (!image) break;
      blocks.push(image.block);
      at = image.end;
      if (!image.whole) return { head, blocks, trailer: bytes.subarray(at), complete: false };
    } else if (bytes[at] === 0x21 && at + 2 < bytes.length) {
      const { parts, end } = readParts(bytes, at + 2);
      blocks.push({ kind: 'extension', label: bytes[at + 1] ?? 0, parts });
      at = end;
    } else if (bytes[at] === 0) at += 1;
    else break;
  }
  return { head, blocks, trailer: bytes.subarray(at), complete: false };
}
