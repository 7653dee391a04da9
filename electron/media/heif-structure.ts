import type { ByteSource } from './byte-source.ts';
import { boxesIn } from './iso-boxes.ts';
import type { StillStructure } from './still-structure.ts';

/** Structure of a HEIC or AVIF: its outermost boxes, of which `meta` must be there and all must fit. */
export function heifStructure(source: ByteSource): StillStructure {
  let meta = false;
  let end = 0;
  for (const box of boxesIn(source, 0, source.size)) {
    meta ||= box.type === 'meta';
    end = box.end;
  }
  const complete = meta && end <= source.size;
  return { complete, size: null, frames: 1, exif: null, profileIsSrgb: false, notes: [] };
}

/**
 * The same file as a still picture: decoders of stills turn a file away that says it is a sequence first, though the
 * still one lies in it.
 */
export function asStill(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 4, 12) !== 'ftypavis') return bytes;
  const still = Buffer.from(bytes);
  still.write('avif', 8, 'latin1');
  return still;
}
