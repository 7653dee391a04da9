import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const pixels = z.number().int().min(-100_000).max(100_000);
const form = z.object({ x: pixels, y: pixels, width: pixels, height: pixels, maximised: z.boolean() });

/** Where the window was: in pixels of the whole desktop, as it is when not maximised. */
export type WindowPlace = z.output<typeof form>;

export const smallest = { width: 640, height: 480 } as const;
const usual = { width: 1440, height: 900 } as const;
/** So much of the title bar must be within reach of the mouse, in pixels. */
const grip = { width: 120, height: 40 } as const;

const overlap = (from: number, length: number, areaFrom: number, areaLength: number): number =>
  Math.min(from + length, areaFrom + areaLength) - Math.max(from, areaFrom);

/**
 * Where the window opens: where it was, if that still lies on a display that is connected, and no larger than that
 * display; else at its usual size, which the system puts in the middle.
 */
export function placeOn(
  displays: readonly Area[],
  was: WindowPlace | null,
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  const display =
    was &&
    displays.find(
      ({ x, y, width, height }) =>
        overlap(was.x, was.width, x, width) >= grip.width &&
        overlap(was.y, grip.height, y, height) >= grip.height,
    );
  if (!was || !display) return usual;
  return {
    x: was.x,
    y: was.y,
    width: Math.max(smallest.width, Math.min(was.width, display.width)),
    height: Math.max(smallest.height, Math.min(was.height, display.height)),
  };
}

/** What was noted of the window; null where there is nothing, or nothing that makes sense. */
export async function notedPlace(file: string): Promise<WindowPlace | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return form.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Where a window stands is no reason to fail: a note that cannot be written is left out. */
export async function notePlace(file: string, place: WindowPlace): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${JSON.stringify(place)}\n`, { mode: 0o600 });
  } catch (error) {
    process.stderr.write(`custos: the place of the window could not be noted: ${String(error)}\n`);
  }
}
