import type { Pixels, Tiles } from './look-result.ts';
import { halved, piece } from './sharp-pictures.ts';

/**
 * Cuts samples into squares of `side` pixels, at their own size and at `levels - 1` halves of it. The pieces are cut
 * from samples that were decoded once: a picture of 100 megapixels takes a few seconds and 400 MB.
 * @throws SetAsideError where a piece cannot be coded.
 */
export async function cutIntoTiles(
  picture: Pixels,
  alpha: boolean,
  side: number,
  levels: number,
): Promise<Tiles> {
  const tiles: Uint8Array[] = [];
  const made: Tiles['levels'][number][] = [];
  let current = picture;
  for (let level = 0; level < levels; level += 1) {
    if (level > 0) current = await halved(current);
    const columns = Math.ceil(current.width / side);
    const rows = Math.ceil(current.height / side);
    made.push({ columns, rows, first: tiles.length });
    for (let index = 0; index < columns * rows; index += 1) {
      const left = (index % columns) * side;
      const top = Math.floor(index / columns) * side;
      const width = Math.min(side, current.width - left);
      const height = Math.min(side, current.height - top);
      tiles.push(await piece(current, { left, top, width, height }, alpha));
    }
  }
  return { side, type: alpha ? 'image/webp' : 'image/jpeg', levels: made, tiles };
}
