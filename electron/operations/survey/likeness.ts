import type { Pixels } from '../../media/look-result.ts';

const columns = 17;
const rows = 16;
/** Fewer clear steps between fields than this, and nearly every flat picture looks like every other. */
const leastSteps = 24;
const leastRise = 4;
/** A smaller copy of a picture differs in up to four places of 256, the next visit of the same wound in fifty. */
const mostDifferences = 8;
/** Pictures compared for each row of a digest. */
const compared = 8;

/** The mean grey of each field of a raster. */
function fieldsOf({ bytes, width, height, channels }: Pixels): Float64Array {
  const sums = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * channels;
      const field = row + Math.floor((x * columns) / width);
      sums[field] = (sums[field] ?? 0) + (bytes[at] ?? 0) + 2 * (bytes[at + 1] ?? 0) + (bytes[at + 2] ?? 0);
      counts[field] = (counts[field] ?? 0) + 4;
    }
  }
  return sums.map((sum, field) => sum / Math.max(1, counts[field] ?? 1));
}

/**
 * How a picture looks: row by row, whether each field is lighter than the one before it ("1") or not ("0"). Null for
 * pictures too plain to be told apart by it.
 */
export function likenessOf(pixels: Pixels): string | null {
  const fields = fieldsOf(pixels);
  let digest = '';
  let steps = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const rise = (fields[row * columns + column + 1] ?? 0) - (fields[row * columns + column] ?? 0);
      if (Math.abs(rise) > leastRise) steps += 1;
      digest += rise > 0 ? '1' : '0';
    }
  }
  return steps < leastSteps ? null : digest;
}

function differences(one: string, other: string): number {
  let count = 0;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) count += 1;
  return count;
}

/**
 * Finds the first picture that looks the same as another. Pictures with few enough differences share one of the rows
 * of their digests; of each row only the first few pictures are compared, so that the work stays bounded.
 */
export class Likenesses {
  readonly #byRow = new Map<string, { readonly file: string; readonly digest: string }[]>();

  /** The file entered earlier that looks like this one; null where none does. Then this one is entered. */
  match(file: string, digest: string): string | null {
    const keys = Array.from({ length: rows }, (_, row) => {
      const from = row * (columns - 1);
      return `${row}:${digest.slice(from, from + columns - 1)}`;
    });
    for (const key of keys) {
      const found = this.#byRow
        .get(key)
        ?.find((known) => differences(known.digest, digest) <= mostDifferences);
      if (found) return found.file;
    }
    for (const key of keys) {
      const known = this.#byRow.get(key) ?? [];
      if (known.length < compared) known.push({ file, digest });
      this.#byRow.set(key, known);
    }
    return null;
  }
}
