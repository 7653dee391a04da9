import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { CustosError } from '../../../../shared/kernel/error.ts';
import { CodedFault } from '../../metadata/jpeg-samples/jpeg-frame.ts';
import {
  bitsPerPixel,
  inflatedLength,
  type Pass,
  type PngHeader,
  passesOf,
} from '../../metadata/png-header.ts';

const inflateAsync = promisify(inflate);
const deflateAsync = promisify(deflate);

/** Rows beyond this do not fit beside everything else. */
const rowsLimit = 512 * 1024 * 1024;

/** Unfiltered rows, each behind the byte that names the filter it came with and will go with. */
export interface Rows {
  readonly data: Buffer;
  readonly passes: readonly { readonly pass: Pass; readonly at: number }[];
  /** Bytes from a sample to the same sample of the pixel before it, at least one. */
  readonly step: number;
}

function paeth(a: number, b: number, c: number): number {
  const estimate = a + b - c;
  const [toA, toB, toC] = [Math.abs(estimate - a), Math.abs(estimate - b), Math.abs(estimate - c)];
  if (toA <= toB && toA <= toC) return a;
  return toB <= toC ? b : c;
}

/** What a filter predicts for the byte at `at`, from the unfiltered bytes around it (PNG, third edition, 9.2). */
function predict(
  data: Buffer,
  filter: number,
  at: number,
  first: number,
  above: number,
  step: number,
): number {
  const left = at - step >= first ? (data[at - step] ?? 0) : 0;
  const up = above >= 0 ? (data[above] ?? 0) : 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const corner = above >= 0 && at - step >= first ? (data[above - step] ?? 0) : 0;
  return paeth(left, up, corner);
}

/** Walks a pass's rows; forwards to take filters off, backwards to put them on, for each needs unfiltered neighbours. */
function filterPass({ data, step }: Rows, { pass, at }: Rows['passes'][number], apply: 'off' | 'on'): void {
  const sign = apply === 'off' ? 1 : -1;
  const length = pass.stride + 1;
  for (let count = 0; count < pass.rows; count += 1) {
    const row = apply === 'off' ? count : pass.rows - 1 - count;
    const start = at + row * length;
    const filter = data[start] ?? 0;
    if (filter > 4) throw new CodedFault('Unknown row filter');
    if (filter === 0) continue;
    const first = start + 1;
    for (let offset = 0; offset < pass.stride; offset += 1) {
      const place = apply === 'off' ? first + offset : first + pass.stride - 1 - offset;
      const above = row > 0 ? place - length : -1;
      data[place] = (data[place] ?? 0) + sign * predict(data, filter, place, first, above, step);
    }
  }
}

/**
 * Inflates a picture's stream and takes the filters off.
 * @throws CodedFault for a damaged or short stream, CustosError `too-large` over 512 MB of rows.
 */
export async function readRows(header: PngHeader, stream: Buffer): Promise<Rows> {
  const length = inflatedLength(header);
  if (length > rowsLimit) {
    throw new CustosError(
      'too-large',
      'The picture is too large to be changed in memory. Please scale a copy down and take that in.',
    );
  }
  let data: Buffer;
  try {
    data = await inflateAsync(stream, { maxOutputLength: length });
  } catch (error) {
    throw new CodedFault('Damaged stream', { cause: error });
  }
  if (data.length !== length) throw new CodedFault('Rows are missing');
  let at = 0;
  const passes = passesOf(header).map((pass) => {
    const placed = { pass, at };
    at += pass.rows * (pass.stride + 1);
    return placed;
  });
  const rows = { data, passes, step: Math.max(1, bitsPerPixel(header) >> 3) };
  for (const placed of passes) filterPass(rows, placed, 'off');
  return rows;
}

/** The rows filtered as they were and compressed again. */
export function writeRows(rows: Rows): Promise<Buffer> {
  for (const placed of rows.passes) filterPass(rows, placed, 'on');
  return deflateAsync(rows.data, { level: 6 });
}
