import { ratingPlaceOf } from './cell.ts';
import type { Grid } from './grid.ts';

/** What was found, in rising order of its sort: what has no day and no rating comes first. */
export interface Sorted {
  readonly size: number;
  /** Numbers from one place to before another. */
  slice(from: number, to: number): Uint32Array;
}

const keySpace = 65_536;

/** By key: how many numbers have a lower one; behind the last, how many there are. */
function startsOf(keys: Uint16Array, numbers: Uint32Array): Uint32Array {
  const starts = new Uint32Array(keySpace + 1);
  for (let place = 0; place < numbers.length; place += 1) {
    const behind = (keys[numbers[place] as number] as number) + 1;
    starts[behind] = (starts[behind] as number) + 1;
  }
  for (let key = 1; key <= keySpace; key += 1)
    starts[key] = (starts[key] as number) + (starts[key - 1] as number);
  return starts;
}

/** In rising order of their keys, which stand by number; those of one key stay in their order. */
function sortByKeys(keys: Uint16Array, numbers: Uint32Array, starts = startsOf(keys, numbers)): Uint32Array {
  const next = starts.slice();
  const sorted = new Uint32Array(numbers.length);
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] as number;
    const key = keys[number] as number;
    const at = next[key] as number;
    sorted[at] = number;
    next[key] = at + 1;
  }
  return sorted;
}

/** By number: the place of a rating, which is 0 for what is unrated. */
function ratingKeys({ visibility, size }: Grid): Uint16Array {
  const keys = new Uint16Array(size);
  for (let number = 0; number < size; number += 1) keys[number] = ratingPlaceOf(visibility[number] as number);
  return keys;
}

/**
 * By the day made. Most who ask see one page and ask for something else, so only the days of the first page are
 * sorted for it, and the whole when another is wanted. It may be asked as long as the grid stays what it was.
 */
export class SortedByDay implements Sorted {
  readonly #day: Uint16Array;
  #numbers: Uint32Array;
  readonly #starts: Uint32Array;
  #asked = false;
  #done = false;

  /** The list is taken over. */
  constructor({ day }: Grid, numbers: Uint32Array) {
    this.#day = day;
    this.#numbers = numbers;
    this.#starts = startsOf(day, numbers);
  }

  get size(): number {
    return this.#numbers.length;
  }

  slice(from: number, to: number): Uint32Array {
    if (!this.#asked) {
      this.#asked = true;
      return this.#first(from, to);
    }
    if (!this.#done) this.#numbers = sortByKeys(this.#day, this.#numbers, this.#starts);
    this.#done = true;
    return this.#numbers.subarray(from, to);
  }

  #first(from: number, to: number): Uint32Array {
    const begin = this.#dayAt(from);
    const end = this.#dayAt(to - 1);
    const among = new Uint32Array(Math.max(0, (this.#starts[end + 1] ?? 0) - (this.#starts[begin] ?? 0)) + 1);
    let count = 0;
    for (let place = 0; place < this.#numbers.length; place += 1) {
      const number = this.#numbers[place] as number;
      const day = this.#day[number] as number;
      among[count] = number;
      // Of two whole numbers the difference says by its sign which is less.
      count += ~((day - begin) | (end - day)) >>> 31;
    }
    const before = this.#starts[begin] ?? 0;
    return sortByKeys(this.#day, among.subarray(0, count)).subarray(from - before, to - before);
  }

  /** The day of what stands at a place. */
  #dayAt(place: number): number {
    let low = 0;
    let high = keySpace - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const asList = (numbers: Uint32Array): Sorted => ({
  size: numbers.length,
  slice: (from, to) => numbers.subarray(from, to),
});

/** A list in rising order of number, which is that of adding; it is copied. */
export const sortedByNumber = (numbers: Uint32Array): Sorted => asList(numbers.slice());

export const sortedByRating = (grid: Grid, numbers: Uint32Array): Sorted =>
  asList(sortByKeys(ratingKeys(grid), numbers));
