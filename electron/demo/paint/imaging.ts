import type { Drawing } from '../../media/draw.ts';
import { type Box, between, type Colour, grey, lit, paint, step, written } from './canvas.ts';
import { layered, noiseOf } from './noise.ts';

/** What a machine writes into its pictures about the patient and the moment. */
export interface Overlay {
  readonly name: string;
  readonly number: string;
  readonly born: string;
  readonly day: string;
  readonly clock: string;
  readonly place: string;
}

export const xraySize = { width: 1100, height: 1320 };
/** Where an X-ray has its writing: above on the left, below on the right. */
export const xrayWriting: readonly Box[] = [
  { x: 16, y: 16, w: 720, h: 128 },
  { x: 690, y: 1216, w: 396, h: 92 },
];

const bell = (value: number, middle: number, width: number): number =>
  Math.exp(-(((value - middle) / width) ** 2));

/** A chest from the front: spine, heart, two lungs, ribs, collar bones. `x` runs from 0 to 0.83. */
function chestAt(noise: ReturnType<typeof noiseOf>, x: number, y: number): number {
  const across = x - 0.4167;
  const body = step(0.43, 0.37, Math.abs(across) + Math.max(0, 0.2 - y) * 0.9);
  const lung = (side: number): number => {
    const dx = (across - side * 0.175) / (0.135 + y * 0.035);
    const dy = (y - 0.49) / 0.315;
    return step(1.12, 0.82, dx * dx + dy * dy * (1 + dx * side * 0.25));
  };
  const air = Math.max(lung(-1), lung(1));
  const bend = y + Math.abs(across) ** 1.6 * 0.62 - Math.abs(across) * 0.12;
  const ribs = bell((bend * 15.5) % 1, 0.5, 0.2) * step(0.1, 0.17, y) * step(0.86, 0.74, y);
  const spine = bell(across, 0, 0.043) * (0.8 + 0.2 * bell((y * 22) % 1, 0.5, 0.3));
  const heart = step(1.35, 0.55, ((across - 0.055) / 0.145) ** 2 + ((y - 0.64) / 0.17) ** 2);
  const collar = bell(y, 0.165 - Math.abs(across) * 0.14, 0.014) * step(0.03, 0.06, Math.abs(across));
  const belly = step(0.74, 0.82, y + bell(Math.abs(across), 0.18, 0.13) * -0.06);
  const soft = 0.4 - air * 0.29 + belly * 0.2;
  const bones = ribs * (0.1 + air * 0.06) + spine * 0.36 + heart * 0.22 + collar * 0.2;
  const vessels = air * step(0.6, 0.8, layered(noise, x * 24, y * 24, 3)) * 0.09;
  const grain = (layered(noise, x * 190, y * 190, 1) - 0.5) * 0.05;
  return body * (soft + bones + vessels) + grain + 0.035;
}

/** A chest X-ray, with the patient's name and number in its margin. */
export function xray(seed: number, overlay: Overlay): Drawing {
  const noise = noiseOf(seed);
  const white = { size: 27, fill: '#f2f2f2', font: 'DejaVu Sans Mono, Consolas, monospace' };
  const { name, number, born, day, clock, place } = overlay;
  return {
    ...xraySize,
    samples: paint(550, 660, (x, y) => grey(chestAt(noise, x, y) * 265)),
    over: [
      written(name, 30, 52, { ...white, weight: 700 }),
      written(`${number}   ${born}`, 30, 90, white),
      written(place, 30, 128, white),
      written('R', 70, 640, { ...white, size: 58 }),
      written(`${day}  ${clock}`, 1070, 1254, { ...white, anchor: 'end' }),
      written('PA ERECT  110 kV', 1070, 1292, { ...white, anchor: 'end' }),
    ].join(''),
    format: 'png',
  };
}

export const ultrasoundSize = { width: 1024, height: 768 };
/** A fan of echoes: layers near the probe, a dark bladder with a stone and its shadow. */
function echoAt(noise: ReturnType<typeof noiseOf>, x: number, y: number): number {
  const across = x - 0.6667;
  const down = y + 0.06;
  const depth = Math.hypot(across, down);
  const angle = Math.atan2(across, down);
  if (depth < 0.19 || depth > 0.98 || Math.abs(angle) > 0.68) return 0.01;
  const speckle = layered(noise, angle * 78, depth * 110, 2) ** 1.7 * 1.5;
  const layers = bell(depth, 0.255, 0.012) * 0.5 + bell(depth, 0.31, 0.009) * 0.34;
  const tissue = 0.36 + 0.3 * layered(noise, angle * 7, depth * 9, 3);
  const bladder = ((angle + 0.08) / 0.24) ** 2 + ((depth - 0.56) / 0.115) ** 2;
  const inside = step(1.08, 0.9, bladder + (layered(noise, angle * 14, depth * 14, 2) - 0.5) * 0.2);
  const stone = step(1.1, 0.8, ((angle + 0.12) / 0.055) ** 2 + ((depth - 0.635) / 0.022) ** 2);
  const shadow = step(0.056, 0.03, Math.abs(angle + 0.12)) * step(0.64, 0.67, depth);
  const behind = step(1, 0.7, Math.abs(angle + 0.05) / 0.3) * step(0.67, 0.72, depth) * 0.16;
  const lightness = (tissue + behind) * (1 - inside * 0.93) * (1 - shadow * 0.82);
  return (lightness * (0.45 + speckle * 0.75) + layers) * (1.08 - depth * 0.45) + stone * 0.75;
}

/** An ultrasound of a gall bladder, as the machine saves it: name, number and clock in the picture. */
export function ultrasound(seed: number, overlay: Overlay): Drawing {
  const noise = noiseOf(seed);
  const mono = { size: 21, fill: '#e9e2b8', font: 'DejaVu Sans Mono, Consolas, monospace' };
  const { name, number, born, day, clock, place } = overlay;
  const ticks = Array.from(
    { length: 15 },
    (_, at) =>
      `<path d="M1000 ${110 + at * 42}h${at % 5 === 0 ? -18 : -9}" stroke="#cfcfcf" stroke-width="2"/>`,
  );
  const greys = Array.from(
    { length: 16 },
    (_, at) =>
      `<rect x="26" y="${130 + at * 14}" width="18" height="14" fill="rgb(${[1, 1, 1].map(() => 250 - at * 16).join()})"/>`,
  );
  return {
    ...ultrasoundSize,
    samples: paint(512, 384, (x, y) => grey(echoAt(noise, x, y) * 235)),
    over: [
      written(name, 18, 34, { ...mono, weight: 700 }),
      written(`${number}  ${born}  ${place}`, 18, 64, { ...mono, size: 18 }),
      written(day, 1006, 34, { ...mono, anchor: 'end' }),
      written(clock, 1006, 64, { ...mono, anchor: 'end' }),
      written('C5-1  Abdomen', 26, 700, mono),
      written('MI 1.2   TIS 0.6   21 Hz', 26, 730, { ...mono, size: 18 }),
      ...ticks,
      ...greys,
    ].join(''),
    format: 'jpeg',
  };
}

export const endoscopySize = { width: 1024, height: 768 };
export const endoscopyWriting: readonly Box[] = [{ x: 8, y: 60, w: 272, h: 250 }];

/** The inside of a bowel looked along: folds towards a dark middle, fine vessels, wet lights. */
function bowelAt(noise: ReturnType<typeof noiseOf>, ahead: number, x: number, y: number): Colour {
  const acrossField = x - 0.82;
  const downField = y - 0.5;
  const field = Math.max(Math.hypot(acrossField, downField) / 0.47, Math.abs(acrossField) / 0.44);
  if (field > 1) return [6, 6, 8];
  const across = acrossField - 0.05;
  const down = downField + 0.04;
  const away = Math.hypot(across, down) + 0.02;
  const angle = Math.atan2(down, across);
  const wander = layered(noise, Math.cos(angle) * 2 + 5, Math.sin(angle) * 2 + away * 3, 2);
  const along = Math.log(away) * 3.1 + wander * 1.1 - ahead;
  const fold = 0.5 + 0.5 * Math.sin(along * Math.PI);
  const red = layered(noise, Math.cos(angle) * 4 + 20, Math.sin(angle) * 4 + along, 3);
  const wall = between([176, 74, 60], [238, 150, 122], red * 0.6 + fold * 0.55);
  const vein = step(0.06, 0.015, Math.abs(layered(noise, x * 9 + ahead * 0.2, y * 9, 2) - 0.5));
  const veined = between(wall, [150, 40, 44], vein * 0.55);
  const depth = step(0.03, 0.3, away);
  const wet = step(0.985, 1, fold * (0.55 + layered(noise, x * 16, y * 16 + ahead, 2) * 0.62));
  return between(lit(veined, 0.1 + depth * 0.98), [255, 250, 245], wet * 0.8);
}

/** A frame of an endoscopy, `ahead` along the way, with the tower's overlay at its side. */
export function endoscopy(seed: number, overlay: Overlay, ahead: number): Drawing {
  const noise = noiseOf(seed);
  const { name, number, born, day, clock } = overlay;
  const [family = '', given = ''] = name.split(', ');
  const white = { size: 19, fill: '#f0f0f0', font: 'DejaVu Sans Mono, Consolas, monospace' };
  const lines = [family.slice(0, 21), given.slice(0, 21), number, born, '', day, clock];
  return {
    ...endoscopySize,
    samples: paint(512, 384, (x, y) => bowelAt(noise, ahead, x, y)),
    over:
      lines.map((line, at) => written(line, 18, 92 + at * 32, white)).join('') +
      written('Eh:A5  Cm:1', 18, 700, white),
    format: 'jpeg',
  };
}
