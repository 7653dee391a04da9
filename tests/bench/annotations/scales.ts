import { pick, whole } from '../seeded.ts';
import type { Ground } from './paint.ts';

function fill(
  { bytes, width, height }: Ground,
  at: readonly [number, number, number, number],
  level: number,
): void {
  const [left, top, across, down] = at;
  for (let y = Math.max(0, top); y < Math.min(height, top + down); y += 1)
    bytes.fill(level, (y * width + Math.max(0, left)) * 3, (y * width + Math.min(width, left + across)) * 3);
}

/** A row or a column of marks at even distances, every fifth longer, as machines draw for a measure. */
function ticks(random: () => number, ground: Ground): void {
  const { width, height } = ground;
  const isDown = random() < 0.6;
  const pitch = 8 + whole(random, 40);
  const thick = 1 + whole(random, 3);
  const long = thick + whole(random, 8);
  const level = pick(random, [110, 170, 220, 255]);
  const place = pick(random, [0.03, 0.1, 0.9, 0.97, 0.5]);
  const end = isDown ? height : width;
  for (let at = Math.round(end * 0.1), mark = 0; at < end * 0.9; at += pitch, mark += 1) {
    const length = mark % 5 === 0 ? 2 * long : long;
    const [left, top] = isDown ? [width * place, at] : [at, height * place];
    fill(
      ground,
      [Math.round(left), Math.round(top), isDown ? length : thick, isDown ? thick : length],
      level,
    );
  }
}

/** A bar that runs from black to white. */
function wedge(random: () => number, ground: Ground): void {
  const left = Math.round(ground.width * pick(random, [0.02, 0.94]));
  const top = Math.round(ground.height * 0.15);
  const down = Math.round(ground.height * 0.4);
  for (let y = 0; y < down; y += 1) fill(ground, [left, top + y, 12, 1], 255 - Math.round((255 * y) / down));
}

/** Draws what machines draw and nobody reads. */
export function withScales(random: () => number, ground: Ground): Ground {
  for (let count = whole(random, 3); count > 0; count -= 1) ticks(random, ground);
  if (random() < 0.4) wedge(random, ground);
  return ground;
}
