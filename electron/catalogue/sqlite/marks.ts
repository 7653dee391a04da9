/** Sets of recordings by number: rising lists, and one byte a recording where many are asked about. */

export const emptyList = new Uint32Array(0);

/** By recording number: 1 for those in one of the lists. */
export function marksOf(size: number, ...lists: readonly Uint32Array[]): Uint8Array {
  const marks = new Uint8Array(size);
  for (const list of lists) for (const number of list) marks[number] = 1;
  return marks;
}

/** The marked numbers in rising order. */
export function listOf(marks: Uint8Array): Uint32Array {
  let marked = 0;
  for (let number = 0; number < marks.length; number += 1) marked += marks[number] as number;
  // Each number is written before it is known whether it is marked, so there is room for one more.
  const list = new Uint32Array(marked + 1);
  let count = 0;
  for (let number = 0; number < marks.length; number += 1) {
    list[count] = number;
    count += marks[number] as number;
  }
  return list.subarray(0, marked);
}

/** All other numbers of a library. */
export const othersThan = (marks: Uint8Array): Uint8Array => marks.map((mark) => 1 - mark);

/** What is in both rising lists; null stands for everything. */
export function common(one: Uint32Array | null, other: Uint32Array): Uint32Array {
  if (one === null) return other;
  const both = new Uint32Array(Math.min(one.length, other.length));
  let count = 0;
  let at = 0;
  for (const number of one) {
    while (at < other.length && (other[at] as number) < number) at += 1;
    if (other[at] !== number) continue;
    both[count] = number;
    count += 1;
  }
  return both.slice(0, count);
}
