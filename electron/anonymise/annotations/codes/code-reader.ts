import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Region } from '../../../../shared/domain/recording/region.ts';
import type { Pixels } from '../../../media/look-result.ts';
import { alongStripes } from './stripes.ts';

/** A barcode or QR code, what it says, and the box around it in pixels of the picture. */
export interface Code extends Region {
  readonly text: string;
}

type Library = typeof import('zxing-wasm/reader');

let loaded: Promise<Library> | null = null;

/** The reader is 1 MB of WebAssembly: loaded with the first picture, and from the disk, never over a network. */
async function library(): Promise<Library> {
  const reader = await import('zxing-wasm/reader');
  const place = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  await reader.prepareZXingModule({
    overrides: { wasmBinary: Uint8Array.from(readFileSync(place)).buffer },
    fireImmediately: true,
  });
  return reader;
}

/** A picture holds few codes; the longest side at which one is looked for. */
const mostCodes = 16;
const longestSide = 4_096;
/** Weakly checked kinds of stripes are believed from so many signs on: noise looks like shorter ones. */
const fewestSigns = 4;

/** Every so many pixels of a picture, four samples each. */
function sampled({ bytes, width, height, channels }: Pixels, step: number) {
  const across = Math.floor(width / step);
  const down = Math.floor(height / step);
  const data = new Uint8ClampedArray(across * down * 4).fill(255);
  for (let y = 0, to = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1, to += 4) {
      const from = (y * step * width + x * step) * channels;
      for (let colour = 0; colour < 3; colour += 1) data[to + colour] = bytes[from + colour] ?? 0;
    }
  return { data, width: across, height: down, colorSpace: 'srgb' as const };
}

/** Finds codes in a picture, either way up and in either polarity. */
export async function codesIn(pixels: Pixels): Promise<readonly Code[]> {
  loaded ??= library();
  const { readBarcodes } = await loaded;
  const step = Math.ceil(Math.max(pixels.width, pixels.height) / longestSide);
  const found = await readBarcodes(sampled(pixels, step), {
    tryHarder: true,
    maxNumberOfSymbols: mostCodes,
  });
  return found
    .filter(({ isValid, text }) => isValid && text.length >= fewestSigns)
    .map(({ text, position }) => {
      const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
      const xs = corners.map(({ x }) => x * step);
      const ys = corners.map(({ y }) => y * step);
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      const box = { x, y, w: Math.max(...xs) - x + step, h: Math.max(...ys) - y + step };
      return { ...alongStripes(pixels, box), text };
    });
}
