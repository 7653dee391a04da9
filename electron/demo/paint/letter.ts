import type { Drawing } from '../../media/draw.ts';
import { paint, written } from './canvas.ts';
import { layered, noiseOf, seeded } from './noise.ts';

const size = { width: 1000, height: 1414 };

export interface SignedForm {
  readonly seed: number;
  readonly place: string;
  readonly name: string;
  readonly number: string;
  readonly day: string;
  readonly title: string;
  /** The lines that are ticked. */
  readonly agreed: readonly string[];
}

/** A name as a hand writes it: one line that rises, loops and tires. */
function signature(seed: number, x: number, y: number): string {
  const random = seeded(seed);
  let path = `M${x} ${y}`;
  for (let stroke = 0; stroke < 9; stroke += 1) {
    const rise = 20 + random() * (stroke === 0 || stroke === 4 ? 56 : 22);
    const run = 16 + random() * 22;
    path += `c${run * 0.2} ${-rise} ${run * 0.9} ${-rise} ${run} ${(random() - 0.5) * 10}`;
  }
  return `<path d="${path}c30 12 60 -4 90 -14" fill="none" stroke="#1d2f6f" stroke-width="3.4" stroke-linecap="round"/>`;
}

const box = (y: number): string =>
  `<rect x="110" y="${y - 22}" width="26" height="26" fill="none" stroke="#222" stroke-width="2"/><path d="M114 ${y - 12}l8 10 16 -24" fill="none" stroke="#1d2f6f" stroke-width="4"/>`;

/** A consent form, signed and scanned: paper that is not quite white, laid not quite straight. */
export function signedForm(form: SignedForm): Drawing {
  const { seed, place, name, number, day, title, agreed } = form;
  const noise = noiseOf(seed);
  const serif = 'DejaVu Serif, Georgia, serif';
  const lines = agreed.map(
    (line, at) => box(600 + at * 62) + written(line, 160, 600 + at * 62, { size: 24 }),
  );
  return {
    ...size,
    samples: paint(250, 354, (x, y) => {
      const light = 244 + (layered(noise, x * 30, y * 30, 3) - 0.5) * 9 - (x < 0.02 ? 34 : 0);
      return [light, light - 1, light - 7];
    }),
    over: [
      '<g transform="rotate(0.6 500 700)">',
      written(place, 100, 130, { size: 34, weight: 700, font: serif }),
      written('Medical Illustration', 100, 172, { size: 24, font: serif }),
      written(title, 100, 270, { size: 32, weight: 700 }),
      written(`Name: ${name}`, 100, 350, { size: 26 }),
      written(`NHS number: ${number}`, 100, 400, { size: 26 }),
      written(
        'I have been told what the recordings are for, who will see them and how they are kept.',
        100,
        480,
        {
          size: 20,
        },
      ),
      written('I may change my mind at any time, and my care will not be affected.', 100, 512, { size: 20 }),
      ...lines,
      written('Signed', 100, 1080, { size: 24 }),
      '<path d="M190 1086h420" stroke="#444" stroke-width="2"/>',
      signature(seed + 3, 220, 1074),
      written(`Date  ${day}`, 660, 1080, { size: 24 }),
      '</g>',
    ].join(''),
    format: 'jpeg',
  };
}
