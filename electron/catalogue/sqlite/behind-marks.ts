import type { Day } from '../../../shared/kernel/day.ts';
import type { Recomputation } from '../catalogue.ts';

const byDay = 1;
const byRecomputation = 2;

/**
 * Recordings whose stored answers may be of a day or of an edition that is over, by number. Until they are worked out
 * anew they are found by those alone who keep the collection, whose sight rests on neither.
 */
export class Behind {
  /** The day as of which is looked; null before anybody has said. */
  day: Day | null = null;
  #marks = new Uint8Array(0);
  #hidden = new Set<number>();
  #hiddenTo = 0;

  /** By number, what is not 0 is behind; null where nothing is. */
  get marks(): Uint8Array | null {
    return this.#hidden.size === 0 && this.#hiddenTo === 0 ? null : this.#marks;
  }

  /** Begins a day: so much had its turn by then. */
  begin(day: Day, numbers: Uint32Array): void {
    this.day = day;
    for (const number of this.#hidden) this.#unmark(number, byDay);
    this.#hidden = new Set(numbers);
    for (const number of numbers) this.#mark(number, byDay);
  }

  workedOut(numbers: readonly number[]): void {
    for (const number of numbers) if (this.#hidden.delete(number)) this.#unmark(number, byDay);
  }

  recompute({ hiddenTo, fresh }: Recomputation): void {
    for (let number = 1; number <= hiddenTo; number += 1) this.#mark(number, byRecomputation);
    for (let number = hiddenTo + 1; number <= this.#hiddenTo; number += 1)
      this.#unmark(number, byRecomputation);
    for (const number of fresh) this.#unmark(number, byRecomputation);
    this.#hiddenTo = hiddenTo;
  }

  #mark(number: number, why: number): void {
    if (number >= this.#marks.length) {
      const more = new Uint8Array((number + 1) * 2);
      more.set(this.#marks);
      this.#marks = more;
    }
    this.#marks[number] = (this.#marks[number] ?? 0) | why;
  }

  #unmark(number: number, why: number): void {
    this.#marks[number] = (this.#marks[number] ?? 0) & ~why;
  }
}
