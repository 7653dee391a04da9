/** Sets of recordings by number: rising lists, and one byte a recording where many are asked about. */

export const emptyList = new Uint32Array(0);

/** By recording number: 1 for those in the list. */
export function marksOf(size: number, numbers: Iterable<number>): Uint8Array {
  const marks = new Uint8Array(size);
  for (const number of numbers) marks[number] = 1;
  return marks;
}

/** The marked numbers in rising order. */
export function listOf(marks: Uint8Array): Uint32Array {
  const list = new Uint32Array(marks.length);
  let count = 0;
  for (let number = 0; number < marks.length; number += 1) {
    if (marks[number] === 0) continue;
    list[count] = number;
    count += 1;
  }
  return list.slice(0, count);
}

/** All other numbers of a library. */
export const othersThan = (marks: Uint8Array): Uint8Array => marks.map((mark) => 1 - mark);

/** What is in both rising lists; null stands for everything. */
export function common(one: Uint32Array | null, other: Uint32Array): Uint32Array {
  if (one === null) return other;
  const known = new Set(other.length < one.length ? other : one);
  return (other.length < one.length ? one : other).filter((number) => known.has(number));
}
