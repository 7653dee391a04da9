/** What was found, in rising order of its sort: what has no day and no rating comes first. */
export interface Sorted {
  readonly size: number;
  /** Numbers from one place to before another. */
  slice(from: number, to: number): Uint32Array;
}

/** By number: what is sorted by. */
export type Keys = Uint16Array | Uint8Array;

/** In rising order of their keys; those of one key stay in their order. The list is copied. */
export function sortedByKeys(keys: Keys, numbers: Uint32Array): Uint32Array {
  // By key: where the next number that has it goes; first how many have the key before.
  const next = new Uint32Array(2 ** (8 * keys.BYTES_PER_ELEMENT) + 1);
  for (const number of numbers) {
    const behind = (keys[number] as number) + 1;
    next[behind] = (next[behind] as number) + 1;
  }
  for (let key = 1; key < next.length; key += 1)
    next[key] = (next[key] as number) + (next[key - 1] as number);
  const sorted = new Uint32Array(numbers.length);
  for (const number of numbers) {
    const key = keys[number] as number;
    const at = next[key] as number;
    sorted[at] = number;
    next[key] = at + 1;
  }
  return sorted;
}

/** A list in the order of its keys, or without keys in its own; it is copied. */
export function sortedList(keys: Keys | null, numbers: Uint32Array): Sorted {
  const sorted = keys ? sortedByKeys(keys, numbers) : numbers.slice();
  return { size: sorted.length, slice: (from, to) => sorted.subarray(from, to) };
}

/** A large part of the library, of which it is known how many they are and which. */
export interface LargePart {
  readonly size: number;
  /** All numbers in rising order of the sort, or null for the order of numbers below `end`. */
  readonly order: Uint32Array | null;
  readonly end: number;
  readonly has: (number: number) => boolean;
  readonly list: () => Sorted;
}

/** More than any page of a grid. */
const longestPage = 1_000;

/**
 * Most who ask see one page and ask for something else, so the first page is looked up from the nearer end of the
 * order, and all are listed when another is wanted. It may be asked as long as the grid stays what it was.
 */
export function leafed(part: LargePart): Sorted {
  let isFirst = true;
  let all: Sorted | null = null;
  return {
    size: part.size,
    slice(from, to) {
      if (isFirst && to - from <= longestPage) {
        isFirst = false;
        return firstPage(part, from, Math.min(to, part.size));
      }
      all ??= part.list();
      return all.slice(from, to);
    },
  };
}

function firstPage({ size, order, end, has }: LargePart, from: number, to: number): Uint32Array {
  const falling = size - to < from;
  const [skipped, wanted] = [falling ? size - to : from, Math.max(0, to - from)];
  const page = new Uint32Array(wanted);
  let seen = 0;
  for (let step = 0; step < end && seen < skipped + wanted; step += 1) {
    const place = falling ? end - 1 - step : step;
    const number = order === null ? place : (order[place] as number);
    if (!has(number)) continue;
    if (seen >= skipped) page[seen - skipped] = number;
    seen += 1;
  }
  return falling ? page.reverse() : page;
}
