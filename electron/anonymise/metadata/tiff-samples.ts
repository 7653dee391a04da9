import { CustosError } from '../../../shared/kernel/error.ts';
import { numbersOf, type TiffPage, type TiffWalk } from './tiff-directories.ts';
import { place } from './tiff-keep.ts';
import type { Run } from './tiff-runs.ts';

/** The strips or tiles of a page as runs of the file. */
export interface Samples {
  readonly tiled: boolean;
  readonly runs: readonly Run[];
}

/** Of all pages together: a slide of a microscope has some ten thousand. */
export const runLimit = 1_000_000;

interface Form {
  readonly width: number;
  readonly height: number;
  readonly compression: number;
  readonly photometric: number;
  readonly bits: number;
  readonly samples: number;
  readonly planes: number;
  readonly rows: number;
  readonly tile: readonly [width: number, height: number];
}

export function formOf({ entries }: TiffPage, little: boolean): Form {
  const one = (tag: number, otherwise: number): number => numbersOf(entries.get(tag), little)[0] ?? otherwise;
  const samples = one(277, 1);
  return {
    width: one(256, 0),
    height: one(257, 0),
    compression: one(259, 1),
    photometric: one(262, -1),
    bits: one(258, 1),
    samples,
    planes: one(284, 1) === 2 ? samples : 1,
    rows: one(278, Number.POSITIVE_INFINITY),
    tile: [one(322, 0), one(323, 0)],
  };
}

/** Bytes that one strip or tile of plain samples has; infinite where that cannot be said. */
function plainLength(form: Form, tiled: boolean, index: number): number {
  if (form.compression !== 1 || form.photometric === 6) return Number.POSITIVE_INFINITY;
  const perPixel = form.bits * (form.planes > 1 ? 1 : form.samples);
  if (tiled) return Math.ceil((form.tile[0] * perPixel) / 8) * form.tile[1];
  const strips = Math.max(1, Math.ceil(form.height / form.rows));
  const first = (index % strips) * (Number.isFinite(form.rows) ? form.rows : 0);
  return Math.ceil((form.width * perPixel) / 8) * Math.max(0, Math.min(form.rows, form.height - first));
}

/** How far a strip may reach that does not say its length: to the next one, or to the end of the file. */
function reachIn(offsets: readonly number[], size: number): (from: number) => number {
  const sorted = [...offsets].sort((one, other) => one - other);
  return (from) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) > from) high = middle;
      else low = middle + 1;
    }
    return Math.max(0, Math.min(sorted[low] ?? size, size) - from);
  };
}

export const tooManyRuns = (): CustosError =>
  new CustosError('unsupported', 'The picture is cut into more parts than Custos can clean.');

/** @throws CustosError `unsupported` for more strips than a picture can have. */
export function samplesOf({ bytes, little }: TiffWalk, page: TiffPage): Samples | null {
  const { entries } = page;
  const tiled = entries.has(place.tileOffsets);
  const offsets = numbersOf(entries.get(tiled ? place.tileOffsets : place.stripOffsets), little);
  if (offsets.length === 0) return null;
  if (offsets.length > runLimit) throw tooManyRuns();
  const counts = numbersOf(entries.get(tiled ? place.tileCounts : place.stripCounts), little);
  const form = formOf(page, little);
  const reach = counts.length < offsets.length ? reachIn(offsets, bytes.length) : () => 0;
  const runs = offsets.map((from, index) => {
    const needed = plainLength(form, tiled, index);
    const stated = counts[index];
    if (stated !== undefined) return { from, to: from + Math.min(stated, needed) };
    return { from, to: from + (Number.isFinite(needed) ? needed : reach(from)) };
  });
  return { tiled, runs };
}
