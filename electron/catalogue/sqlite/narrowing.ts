import { ratingPlaces } from './cell.ts';
import { anyRating, type Conditions, type Group, type Meaning, noMeaning, type Sight } from './find.ts';
import type { Ground } from './ground.ts';
import { common, emptyList, marksOf } from './marks.ts';

/** The conditions of a search as they come together; each call narrows them, none widens. */
export class Narrowing {
  readonly ground: Ground;
  readonly sight: Sight;
  readonly #classes: Uint8Array;
  #ratings = anyRating;
  #among: Uint32Array | null = null;
  #amongNames = false;
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

  /** To what meets any of the meanings; with `not`, to what meets none. */
  toAny(meanings: readonly Partial<Meaning>[], not: boolean): void {
    const any = meanings.map((meaning) => ({ ...noMeaning, ...meaning }));
    const [only] = any;
    if (any.length === 1 && only && meansClassesOnly(only)) this.toClasses(only.classes, not);
    else this.#groups.push({ any, not });
  }

  /** To a rising list of numbers; `names` where only who may learn whom they show may know that they are in it. */
  toNumbers(numbers: Uint32Array, names: boolean, not: boolean): void {
    if (not) {
      const marks = marksOf(this.ground.grid().size, numbers);
      this.toAny([names ? { named: marks } : { marked: marks }], true);
    } else {
      this.#among = names && !this.mayAskNames ? emptyList : common(this.#among, numbers);
      this.#amongNames ||= names;
    }
  }

  conditions(from: number, to: number): Conditions {
    return {
      classes: this.#classes,
      ratings: this.#ratings,
      from,
      to,
      groups: this.#groups,
      among: this.#among,
      amongNames: this.#amongNames,
    };
  }
}

/** Such a meaning is taken into the table of classes, which costs nothing for each recording. */
const meansClassesOnly = (one: Meaning): one is Meaning & { classes: Uint8Array } =>
  one.classes !== null &&
  one.lastNumber === 0 &&
  one.to === 0 &&
  !one.undated &&
  one.named === null &&
  one.marked === null;
