/** One value a pixel, rows from the top. */
export type Field = Float32Array;

/** Values around 0, mostly within 1, that change over `grain` pixels along rows and `down` along columns. */
export function smooth(
  random: () => number,
  width: number,
  height: number,
  grain: number,
  down = grain,
): Field {
  const across = Math.ceil(width / grain) + 2;
  const rows = Math.ceil(height / down) + 2;
  const lattice = Float32Array.from(
    { length: across * rows },
    () => (random() + random() + random() - 1.5) * 2,
  );
  const field = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / down);
    const v = eased(y / down - row);
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor(x / grain);
      const u = eased(x / grain - column);
      const at = row * across + column;
      const above = lattice[at]! * (1 - u) + lattice[at + 1]! * u;
      const below = lattice[at + across]! * (1 - u) + lattice[at + across + 1]! * u;
      field[y * width + x] = above * (1 - v) + below * v;
    }
  }
  return field;
}

const eased = (share: number): number => share * share * (3 - 2 * share);
