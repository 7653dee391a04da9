import { ratingPlaces } from './cell.ts';
import { anyRating, type Conditions, type Days, type Group, mayLearnNames, type Sight } from './find.ts';
import type { Ground } from './ground.ts';
import { common, emptyList, listOf, marksOf } from './marks.ts';

/** One way to meet a condition; a recording meets it where it meets any member that is set. */
export interface Meaning {
  /** By facet bits: 1 where a class meets it. */
  readonly classes?: Uint8Array | null;
  /** Recordings' own numbers, both included. */
  readonly numbers?: { readonly from: number; readonly to: number } | null;
  readonly days?: Days | null;
  /** Nothing is known of when it was made. */
  readonly undated?: boolean;
  /** Recordings that meet it by what only some viewers may know, as a name. */
  readonly named?: Uint32Array | null;
  /** The same for what everybody may know who finds the recording. */
  readonly marked?: Uint32Array | null;
}

/** The conditions of a search as they come together; each call narrows them, none widens. */
export class Narrowing {
  readonly ground: Ground;
  readonly sight: Sight;
  readonly #classes: Uint8Array;
  #ratings = anyRating;
  #days: Days | null = null;
  #among: Uint32Array | null = null;
  readonly #groups: Group[] = [];

  /** `classes` is taken over and changed. */
  constructor(ground: Ground, sight: Sight, classes: Uint8Array) {
    this.ground = ground;
    this.sight = sight;
    this.#classes = classes;
  }

  /** Whether this viewer may ask by names of any recording at all. */
  get mayAskNames(): boolean {
    return this.sight.names !== 'none';
  }

  toNothing(): void {
    this.#among = emptyList;
  }

  /** To those classes whose table says 1; with `not`, to the others. */
  toClasses(table: Uint8Array, not: boolean): void {
    const refused = not ? 1 : 0;
    for (let bits = 0; bits < table.length; bits += 1) if (table[bits] === refused) this.#classes[bits] = 0;
  }

  toRatings(places: readonly number[], not: boolean): void {
    let mask = 0;
    for (const place of places) if (place < ratingPlaces) mask |= 1 << place;
    this.#ratings &= not ? ~mask : mask;
  }

  /** To what may have been made within these days. */
  toDays(days: Days): void {
    // Of two spans both are asked: something of which the year alone is known may lie in either, and in no day of both.
    if (this.#days === null) this.#days = days;
    else this.#groups.push({ classes: null, marks: null, days: [days], undated: false, not: false });
  }

  /** To what meets any of the meanings; with `not`, to what meets none. */
  toAny(meanings: readonly Meaning[], not: boolean): void {
    const classes = this.#classesOf(meanings);
    const days = meanings.flatMap((meaning) => meaning.days ?? []);
    const lists = meanings.flatMap((meaning) => this.#listsOf(meaning));
    const undated = meanings.some((meaning) => meaning.undated === true);
    const [first, ...others] = days;
    if (lists.length === 0 && days.length === 0 && !undated && classes) this.toClasses(classes, not);
    else if (lists.length === 0 && first && others.length === 0 && !undated && !classes && !not)
      this.toDays(first);
    else if (days.length === 0 && !undated && !classes && !not) this.#toListed(lists);
    else this.#groups.push({ classes, marks: this.#marksOf(lists), days, undated, not });
  }

  /** To a rising list of numbers; `names` where only who may learn whom they show may know that they are in it. */
  toNumbers(numbers: Uint32Array, names: boolean, not: boolean): void {
    this.toAny([names ? { named: numbers } : { marked: numbers }], not);
  }

  #toListed(lists: readonly Uint32Array[]): void {
    const [only = emptyList, ...others] = lists;
    const union = others.length === 0 ? only : listOf(marksOf(this.ground.grid().size, ...lists));
    this.#among = common(this.#among, union);
  }

  #marksOf(lists: readonly Uint32Array[]): Uint8Array | null {
    return lists.length === 0 ? null : marksOf(this.ground.grid().size, ...lists);
  }

  #classesOf(meanings: readonly Meaning[]): Uint8Array | null {
    const tables = meanings.flatMap(({ classes }) => classes ?? []);
    const [first = null, ...others] = tables;
    if (first === null || others.length === 0) return first;
    return first.map((met, bits) => (met === 1 || others.some((table) => table[bits] === 1) ? 1 : 0));
  }

  /** What meets a meaning by its number or by a list, as far as the viewer may know that it does. */
  #listsOf({ numbers, named, marked }: Meaning): Uint32Array[] {
    const lists = marked ? [marked] : [];
    if (named && this.sight.names === 'all') lists.push(named);
    if (named && this.sight.names === 'treated')
      lists.push(named.filter((number) => mayLearnNames(this.sight, number)));
    if (numbers) lists.push(this.#rangeOf(numbers));
    return lists.filter((list) => list.length > 0);
  }

  #rangeOf({ from, to }: { readonly from: number; readonly to: number }): Uint32Array {
    const last = Math.min(to, this.ground.grid().size - 1);
    return Uint32Array.from({ length: Math.max(0, last - from + 1) }, (_, step) => from + step);
  }

  conditions(): Conditions {
    return {
      classes: this.#classes,
      ratings: this.#ratings,
      days: this.#days,
      groups: this.#groups,
      among: this.#among,
    };
  }
}
