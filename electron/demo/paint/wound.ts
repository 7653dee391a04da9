import type { Drawing } from '../../media/draw.ts';
import { type Box, between, type Colour, lit, paint, step, written } from './canvas.ts';
import { layered, type Noise, noiseOf } from './noise.ts';

export const photographSize = { width: 1280, height: 960 };
const sampled = { width: 640, height: 480 };

/** Where the paper label lies that a ward puts into its photographs, and a narrow one without a name. */
export const labelBox: Box = { x: 56, y: 48, w: 700, h: 132 };

export interface WoundPlan {
  readonly seed: number;
  readonly tone: Colour;
  /** How far it has healed: 0 fresh, 1 a scar. */
  readonly healed: number;
  readonly label: readonly string[];
}

const cloth: Colour = [62, 104, 118];
const ruddy: Colour = [176, 44, 38];
const dark: Colour = [46, 30, 26];
const slough: Colour = [214, 188, 112];
const scar: Colour = [226, 168, 154];

interface Ground {
  readonly coarse: Noise;
  readonly fine: Noise;
  readonly tone: Colour;
}

/** Skin: mottled, with pores, lit from above and turning away at the sides of a limb. */
export function skin({ coarse, fine, tone }: Ground, x: number, y: number): Colour {
  const mottle = layered(coarse, x * 5, y * 5, 4) - 0.5;
  const pores = layered(fine, x * 70, y * 70, 2) - 0.5;
  const flushed: Colour = [tone[0] + mottle * 26, tone[1] + mottle * 42, tone[2] + mottle * 40];
  const round = 1 - Math.abs(y - 0.46) ** 2 * 1.9;
  return lit(flushed, round + pores * 0.16);
}

/** The bed of the wound: granulation, slough and dead tissue, each less as it heals. */
function bed({ coarse, fine }: Ground, x: number, y: number, healed: number): Colour {
  const grain = layered(fine, x * 26, y * 26, 3);
  const patches = layered(coarse, x * 9 + 40, y * 9, 3);
  const red = between(lit(ruddy, 0.62), ruddy, grain * 1.3);
  const sloughed = between(red, slough, step(0.5 + healed * 0.22, 0.66 + healed * 0.22, patches));
  const dead = between(sloughed, dark, step(0.16, 0.06, patches - 0.28 + healed * 0.5));
  const wet = step(0.7, 0.86, layered(fine, x * 38 + 9, y * 38, 2)) * (1 - healed);
  return between(dead, [255, 246, 240], wet * 0.55);
}

function woundAt(ground: Ground, healed: number, x: number, y: number): Colour {
  const edge = layered(ground.coarse, x * 6 + 11, y * 6 + 5, 3) - 0.5;
  const frayed = layered(ground.coarse, x * 3.2, y * 3.2 + 60, 2) - 0.5;
  const limb = 0.42 + frayed * 0.05;
  if (Math.abs(y - 0.48) > limb) {
    const weave = 0.9 + 0.1 * Math.sin(x * 520) * Math.sin(y * 520) + frayed * 0.4;
    return lit(cloth, weave * (0.62 + 0.3 * step(limb, limb + 0.08, Math.abs(y - 0.48))));
  }
  const size = 0.235 * (1 - healed * 0.72);
  const distance = Math.hypot((x - 0.68) / 1.45, y - 0.5) / size + edge * 0.55;
  const plain = skin(ground, x, y);
  const angry = between(plain, [188, 92, 84], step(2.1, 1, distance) * (0.62 - healed * 0.5));
  if (healed >= 0.95) return between(angry, scar, step(1.15, 0.7, distance) * 0.75);
  const rim = between(angry, scar, step(1.28, 1.05, distance) * (0.35 + healed * 0.5));
  const deep = lit(bed(ground, x, y, healed), 0.78 + 0.22 * step(1, 0.72, distance));
  return between(rim, deep, step(1.04, 0.97, distance));
}

/** A paper rule, its marks a millimetre apart and a number to every centimetre. */
function rule(x: number, y: number, centimetres: number): string {
  const millimetre = 5.6;
  const marks = Array.from({ length: centimetres * 10 + 1 }, (_, at) => {
    const long = at % 10 === 0 ? 26 : at % 5 === 0 ? 18 : 11;
    const place = x + 14 + at * millimetre;
    return `<path d="M${place.toFixed(1)} ${y}v${long}" stroke="#222" stroke-width="1.4"/>`;
  });
  const numbers = Array.from({ length: centimetres + 1 }, (_, at) =>
    written(String(at), x + 14 + at * 10 * millimetre + 3, y + 46, { size: 17 }),
  );
  const width = centimetres * 10 * millimetre + 52;
  return `<g transform="rotate(-1.2 ${x} ${y})"><rect x="${x}" y="${y}" width="${width}" height="62" fill="#f4f1e6" stroke="#b9b3a0"/>${marks.join('')}${numbers.join('')}</g>`;
}

/** The label on its paper; its words lie within `labelBox`. */
function paper(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const { x, y, w, h } = labelBox;
  const words = lines.map((line, at) =>
    written(line, x + 24, y + 44 + at * 36, { size: at === 0 ? 27 : 24, weight: at === 0 ? 700 : 400 }),
  );
  return `<rect x="${x + 5}" y="${y + 6}" width="${w - 10}" height="${h - 10}" rx="3" fill="#00000040"/><rect x="${x + 2}" y="${y + 2}" width="${w - 10}" height="${h - 10}" rx="3" fill="#fbfaf5" stroke="#cfcabb"/>${words.join('')}`;
}

const groundOf = (seed: number, tone: Colour): Ground => ({
  coarse: noiseOf(seed),
  fine: noiseOf(seed + 1),
  tone,
});

/** A leg wound on a theatre cloth, with a rule and a label, as a medical photographer takes it at each visit. */
export function wound({ seed, tone, healed, label }: WoundPlan): Drawing {
  const ground = groundOf(seed, tone);
  return {
    ...photographSize,
    samples: paint(sampled.width, sampled.height, (x, y) => woundAt(ground, healed, x, y)),
    over: rule(420, 806, 12) + paper(label),
    format: 'jpeg',
  };
}

export interface LesionPlan {
  readonly seed: number;
  readonly tone: Colour;
  readonly pigment: Colour;
  readonly label: readonly string[];
}

function lesionAt(ground: Ground, pigment: Colour, x: number, y: number): Colour {
  const edge = layered(ground.coarse, x * 7, y * 7 + 3, 4) - 0.5;
  const distance = Math.hypot(x - 0.7, (y - 0.52) * 1.15) / 0.2 + edge * 0.7;
  const net = Math.abs(layered(ground.fine, x * 20, y * 20, 2) - 0.5) * 2;
  const dusky = lit(pigment, 0.55 + net * 0.75);
  const veil = layered(ground.coarse, x * 12 + 30, y * 12, 2);
  const mixed = between(dusky, [86, 92, 110], step(0.6, 0.78, veil) * 0.7);
  return between(skin(ground, x, y), mixed, step(1.08, 0.86, distance));
}

/** A mole from near by, its pigment uneven and its edge unclear. */
export function lesion({ seed, tone, pigment, label }: LesionPlan): Drawing {
  const ground = groundOf(seed, tone);
  return {
    ...photographSize,
    samples: paint(sampled.width, sampled.height, (x, y): Colour => {
      const round = 1.06 - Math.hypot(x - 0.67, y - 0.5) * 0.34;
      return lit(lesionAt(ground, pigment, x, y), round);
    }),
    over: rule(700, 846, 8) + paper(label),
    format: 'jpeg',
  };
}

/** A rash over a wide field: many small raised spots. */
export function rash({ seed, tone, label }: Omit<LesionPlan, 'pigment'>): Drawing {
  const ground = groundOf(seed, tone);
  return {
    ...photographSize,
    samples: paint(sampled.width, sampled.height, (x, y): Colour => {
      const spots = step(0.58, 0.74, layered(ground.coarse, x * 19, y * 19, 2));
      const field = step(0.62, 0.2, Math.hypot(x - 0.66, y - 0.5));
      return between(skin(ground, x, y), [196, 74, 66], spots * field * 0.8);
    }),
    over: paper(label),
    format: 'jpeg',
  };
}
