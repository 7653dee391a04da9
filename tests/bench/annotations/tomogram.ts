import { pick } from '../seeded.ts';
import { smooth } from './noise.ts';
import { type Painter, painted } from './paint.ts';

interface Oval {
  readonly x: number;
  readonly y: number;
  readonly across: number;
  readonly down: number;
}

const within = (x: number, y: number, oval: Oval): number =>
  Math.hypot((x - oval.x) / oval.across, (y - oval.y) / oval.down);

/** The shape of a body: an oval with dents. */
function outlineOf(random: () => number): (x: number, y: number) => number {
  const across = 0.5 + 0.45 * random();
  const down = across * (0.6 + 0.4 * random());
  const waves = [2, 3, 5, 9].map((times) => ({ times, by: (0.12 * random()) / times, turn: 6 * random() }));
  return (x, y) => {
    const angle = Math.atan2(y, x);
    const dent = waves.reduce((sum, { times, by, turn }) => sum + by * Math.sin(times * angle + turn), 1);
    return Math.hypot(x / across, y / down) / dent;
  };
}

function ovals(random: () => number, count: number, least: number, most: number): Oval[] {
  return Array.from({ length: count }, () => {
    const across = least + (most - least) * random();
    return {
      x: 1.1 * (random() - 0.5),
      y: 0.9 * (random() - 0.5),
      across,
      down: across * (0.4 + 1.2 * random()),
    };
  });
}

/** A slice of a head or a trunk: bone cut off at white, air at black, spongy where they mingle, a couch below. */
export const tomogram: Painter = (random, width, height) => {
  const soft = smooth(random, width, height, width / 9);
  const fine = smooth(random, width, height, width / 28);
  const grain = smooth(random, width, height, 1.2 + random());
  const cells = smooth(random, width, height, 3 + random() * 6);
  const streaks = smooth(random, width, height, width / 3, 2);
  const roughness = 1 + random() * 11;
  const depth = outlineOf(random);
  const shell = random() < 0.45 ? 0.82 + 0.12 * random() : 2;
  const bones = ovals(random, 3 + Math.floor(8 * random()), 0.02, 0.16);
  const sponges = ovals(random, 2 + Math.floor(3 * random()), 0.06, 0.16);
  const bowels = ovals(random, Math.floor(4 * random()), 0.08, 0.25);
  const couches = Array.from({ length: 1 + Math.floor(2 * random()) }, () => ({
    y: 0.75 + 0.2 * random(),
    bend: 0.4 * random() - 0.2,
    level: pick(random, [60, 120, 200, 255]),
  }));
  const [fat, flesh, bone] = [40 + 60 * random(), 90 + 60 * random(), 200 + 55 * random()];
  return painted(width, height, (at, x, y) => {
    const far = depth(x, y);
    if (far > 1) {
      const couch = couches.find(({ y: low, bend }) => Math.abs(y - low - bend * x * x) < 0.006);
      return couch && Math.abs(x) < 0.7 ? couch.level : Math.max(0, grain[at]! * 2);
    }
    const noise = roughness * grain[at]! + 0.6 * roughness * streaks[at]!;
    if (sponges.some((one) => within(x, y, one) < 1)) return cells[at]! > 0.2 ? bone + 40 : 130 * cells[at]!;
    if (bones.some((one) => within(x, y, one) + 0.15 * fine[at]! < 1)) return bone + 30 * fine[at]! + noise;
    if (far > shell && far < shell + 0.1) return bone + 50;
    if (bowels.some((one) => within(x, y, one) < 1) && fine[at]! + 0.4 * cells[at]! > 0.35) return noise;
    return (far > 0.9 || soft[at]! > 0.9 ? fat : flesh + 12 * soft[at]! + 8 * fine[at]!) + noise;
  });
};
