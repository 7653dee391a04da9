import sharp from 'sharp';

/** Ultrasound stills as a machine saves them: a fan of echoes on black, with the patient in the frame. */

export const stillSize = { width: 1_024, height: 768 };

export interface Written {
  readonly name: string;
  readonly number: string;
  readonly hospital: string;
  readonly day: string;
}

const textAt = (x: number, y: number, size: number, text: string, anchor = 'start'): string =>
  `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}">${text.replace(/&/g, '&amp;')}</text>`;

/** Draws one still; the seed moves the echoes, so that no two have the same bytes. The writing is as large in any. */
export async function ultrasoundStill(
  seed: number,
  { name, number, hospital, day }: Written,
  { width, height } = stillSize,
): Promise<Buffer> {
  const samples = Buffer.alloc(width * height);
  let state = seed * 2_654_435_761;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [across, down] = [x - width / 2, y - 40];
      const depth = Math.hypot(across, down);
      state = (state * 1_664_525 + 1_013_904_223) >>> 0;
      const inFan = depth > height / 6.4 && depth < height / 1.2 && Math.abs(Math.atan2(across, down)) < 0.6;
      samples[y * width + x] = inFan
        ? 20 + ((state >>> 24) % 60) + Math.round(40 * Math.sin(depth / 37 + seed) ** 2)
        : 0;
    }
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="#f4f4f4" font-family="DejaVu Sans Mono">
    ${textAt(20, 34, 22, name)}${textAt(20, 62, 20, number)}${textAt(width - 20, 34, 20, hospital, 'end')}
    ${textAt(width - 20, height - 28, 20, day, 'end')}${textAt(width / 2 - 12, 118, 30, seed % 2 === 0 ? 'L' : 'R')}</g></svg>`;
  return sharp(samples, { raw: { width, height, channels: 1 } })
    .blur(1.2)
    .toColourspace('srgb')
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Where the writing stands, for asking whether it was covered. */
export const writtenAt = {
  name: { x: 20, y: 14, w: 278, h: 24 },
  number: { x: 20, y: 46, w: 108, h: 18 },
  hospital: { x: 836, y: 16, w: 168, h: 22 },
  day: { x: 812, y: 722, w: 192, h: 22 },
} as const;
