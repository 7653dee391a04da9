import { pick, whole } from '../seeded.ts';
import { type Field, smooth } from './noise.ts';
import { type Colour, type Painter, painted } from './paint.ts';
import { withScales } from './scales.ts';
import { tomogram } from './tomogram.ts';

/** Speckle in a sector or a window on black, at times with flow in colour. */
const ultrasound: Painter = (random, width, height) => {
  const tissue = smooth(random, width, height, 55);
  const a = smooth(random, width, height, 2 + random() * 4, 2);
  const b = smooth(random, width, height, 2 + random() * 4, 2);
  const flow = random() < 0.3 ? smooth(random, width, height, 18) : null;
  const isSector = random() < 0.7;
  const opening = 0.5 + random() * 0.3;
  const ground = painted(width, height, (at, x, y) => {
    const far = Math.hypot(x, y + 1.05) / 2;
    const inside = isSector
      ? far < 0.92 && far > 0.07 && Math.abs(Math.atan2(x, y + 1.05)) < opening
      : Math.abs(x) < 0.68 && Math.abs(y) < 0.82;
    if (!inside) return 0;
    const moving = flow?.[at] ?? 0;
    if (Math.abs(moving) > 0.5 && Math.hypot(x, y) < 0.35)
      return moving > 0 ? [150 + 100 * moving, 70 * moving, 0] : [0, -60 * moving, 150 - 100 * moving];
    return (60 + 60 * tissue[at]!) * (0.3 + 0.8 * Math.hypot(a[at]!, b[at]!)) * Math.exp(-far * 0.6);
  });
  return withScales(random, ground);
};

/** Soft tissue, ribs and grain of an X-ray film, at times with a frame around. */
const film: Painter = (random, width, height) => {
  const wide = smooth(random, width, height, width / 4);
  const fine = smooth(random, width, height, width / 14);
  const grain = smooth(random, width, height, 1.5);
  const roughness = 1 + random() * 6;
  const frame = random() < 0.6 ? pick(random, [0, 4, 250]) : null;
  return painted(width, height, (at, x, y) => {
    if (frame !== null && Math.hypot(x / 1.02, y / 1.1) > 1) return frame;
    const rib = Math.exp(-((Math.sin(9 * (y - 0.3 * x * x)) - 1) ** 2) * 30);
    return 110 + 45 * wide[at]! + 22 * fine[at]! + 25 * rib + roughness * grain[at]!;
  });
};

/** Wet mucosa with vessels and highlights in a frame with cut corners. */
const endoscopy: Painter = (random, width, height) => {
  const light = smooth(random, width, height, 90);
  const folds = smooth(random, width, height, 14);
  const vessels = smooth(random, width, height, 30);
  const shine = smooth(random, width, height, 22);
  const centre = 0.2 * random();
  return painted(width, height, (at, x, y) => {
    const [dx, dy] = [Math.abs(x - centre) / 0.78, Math.abs(y) / 0.96];
    if (Math.max(dx, dy) > 1 || dx + dy > 1.6) return 3;
    const glare = Math.min(1, Math.max(0, (shine[at]! - 1.4) * 4));
    const vessel = Math.exp(-((vessels[at]! / 0.06) ** 2));
    const tone = 32 * light[at]! + 8 * folds[at]!;
    return [175 + tone, 80 + tone - 25 * vessel, 65 + 0.7 * tone - 15 * vessel].map(
      (value) => value * (1 - glare) + 250 * glare,
    ) as unknown as Colour;
  });
};

/** A slice: bright and dark organs in an oval on black. */
const slice: Painter = (random, width, height) => {
  const soft = smooth(random, width, height, 40);
  const grain = smooth(random, width, height, 1.3);
  const roughness = 2 + random() * 10;
  const organs = Array.from({ length: 9 }, () => ({
    x: random() - 0.5,
    y: 0.7 * (random() - 0.5),
    across: 0.05 + 0.2 * random(),
    down: 0.05 + 0.2 * random(),
    level: pick(random, [0, 40, 130, 160, 230, 255]),
  }));
  return painted(width, height, (at, x, y) => {
    if (Math.hypot(x / 0.85, y / 0.65) > 1) return 0;
    const organ = organs.findLast(
      (each) => Math.hypot((x - each.x) / each.across, (y - each.y) / each.down) < 1,
    );
    return (organ?.level ?? 100 + 18 * soft[at]!) + roughness * grain[at]!;
  });
};

/** Weave, leaves and halftone: what is taken for writing. */
function weave(random: () => number, field: Field): (at: number, x: number, y: number) => number {
  const pitch = 30 + whole(random, 60);
  return (at, x, y) => 30 * Math.sin(pitch * x) * Math.sin(pitch * y) + 12 * field[at]!;
}

/** Skin with pores and hairs, beside gauze. */
const photograph: Painter = (random, width, height) => {
  const light = smooth(random, width, height, 150);
  const border = smooth(random, width, height, 200);
  const pores = smooth(random, width, height, 3);
  const hairs = smooth(random, width, height, 40, 9);
  const cloth = weave(random, pores);
  const share = random() * 1.5;
  const [red, green, blue] = pick<Colour>(random, [
    [205, 160, 135],
    [150, 105, 80],
    [90, 60, 45],
    [230, 195, 175],
  ]);
  return painted(width, height, (at, x, y) => {
    const tone = 18 * light[at]!;
    if (border[at]! > share) return 195 + cloth(at, x, y) + tone;
    const hair = Math.abs(hairs[at]!) < 0.015 ? 0.55 : 1;
    const own = tone + 6 * pores[at]!;
    return [(red + own) * hair, (green + own) * hair, (blue + own) * hair];
  });
};

export const grounds = { ultrasound, film, endoscopy, slice, tomogram, photograph } as const;
