import { type Cell, ratingPlaceOf } from './cell.ts';
import { sortedByKeys } from './sorted.ts';

/** Recordings in one stored chunk: 2 KiB, so that a change rewrites less than a page. */
export const chunkSize = 256;
const numbersACell = 4;

/**
 * The cells of all recordings by number, side by side in memory: eleven bytes a recording, so that a filter over a
 * million takes a few milliseconds where the table would take a hundred. It only finds candidates quickly; every
 * row that leaves the catalogue is checked against the table once more.
 */
export class Grid {
  facets = new Uint16Array(0);
  visibility = new Uint16Array(0);
  earliest = new Uint16Array(0);
  latest = new Uint16Array(0);
  /** By which a recording is sorted: the latest day known, else the earliest; 0 where it has no date. */
  day = new Uint16Array(0);
  /** The place of its rating, which is 0 for what is unrated. */
  rating = new Uint8Array(0);
  /** One more than the highest number. */
  size = 1;
  #scratch = new Uint32Array(0);
  #places = new Uint8Array(0);
  #nobody = new Uint8Array(0);
  /** All numbers in rising order of the day made or of the rating, until one of these changes. */
  #orders: { day: Uint32Array | null; rating: Uint32Array | null } = { day: null, rating: null };

  set(number: number, cell: Cell): void {
    const known = this.size;
    this.#reserve(number);
    const day = cell.latest || cell.earliest;
    const rating = ratingPlaceOf(cell.visibility);
    if (this.size > known || this.day[number] !== day) this.#orders.day = null;
    if (this.size > known || this.rating[number] !== rating) this.#orders.rating = null;
    this.facets[number] = cell.facets;
    this.visibility[number] = cell.visibility;
    this.earliest[number] = cell.earliest;
    this.latest[number] = cell.latest;
    this.day[number] = day;
    this.rating[number] = rating;
  }

  /** All numbers in rising order of what stands in the column for them, those of one value in their own order. */
  order(by: 'day' | 'rating'): Uint32Array {
    const kept = this.#orders[by];
    if (kept) return kept;
    const all = this.scratch().subarray(0, this.size);
    for (let number = 0; number < all.length; number += 1) all[number] = number;
    const order = sortedByKeys(this[by], all);
    this.#orders[by] = order;
    return order;
  }

  /** Room for a list of all numbers, taken once; whoever uses it copies what they found out of it at once. */
  scratch(): Uint32Array<ArrayBuffer> {
    if (this.#scratch.length < this.size) this.#scratch = new Uint32Array(this.facets.length);
    return this.#scratch;
  }

  /** Room for a word on each place of such a list; whoever uses it reads it before anything else is asked. */
  places(count: number): Uint8Array<ArrayBuffer> {
    if (this.#places.length < count) this.#places = new Uint8Array(this.facets.length);
    return this.#places;
  }

  /** The levels of somebody who sees no more than their role, by number. */
  nobody(): Uint8Array {
    if (this.#nobody.length < this.size) this.#nobody = new Uint8Array(this.facets.length);
    return this.#nobody;
  }

  /** A copy that can be changed without this one changing. */
  copy(): Grid {
    const copy = new Grid();
    copy.facets = this.facets.slice();
    copy.visibility = this.visibility.slice();
    copy.earliest = this.earliest.slice();
    copy.latest = this.latest.slice();
    copy.day = this.day.slice();
    copy.rating = this.rating.slice();
    copy.size = this.size;
    return copy;
  }

  /** A chunk as it is stored: cell after cell, little-endian. */
  chunk(index: number): Uint8Array {
    const stored = new DataView(new ArrayBuffer(chunkSize * numbersACell * 2));
    for (let place = 0; place < chunkSize; place += 1) {
      const number = index * chunkSize + place;
      if (number >= this.size) break;
      const at = place * numbersACell * 2;
      stored.setUint16(at, this.facets[number] ?? 0, true);
      stored.setUint16(at + 2, this.visibility[number] ?? 0, true);
      stored.setUint16(at + 4, this.earliest[number] ?? 0, true);
      stored.setUint16(at + 6, this.latest[number] ?? 0, true);
    }
    return new Uint8Array(stored.buffer);
  }

  setChunk(index: number, bytes: Uint8Array): void {
    const stored = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const first = index * chunkSize;
    this.#reserve(first + chunkSize - 1);
    for (let place = 0; place * numbersACell * 2 < bytes.length; place += 1) {
      const at = place * numbersACell * 2;
      this.facets[first + place] = stored.getUint16(at, true);
      this.visibility[first + place] = stored.getUint16(at + 2, true);
      this.earliest[first + place] = stored.getUint16(at + 4, true);
      this.latest[first + place] = stored.getUint16(at + 6, true);
      this.day[first + place] = this.latest[first + place] || this.earliest[first + place] || 0;
      this.rating[first + place] = ratingPlaceOf(this.visibility[first + place] as number);
    }
    this.#orders = { day: null, rating: null };
  }

  #reserve(number: number): void {
    if (number >= this.facets.length) {
      const room = Math.max(chunkSize * 16, (number + 1) * 2);
      this.facets = grown(this.facets, room);
      this.visibility = grown(this.visibility, room);
      this.earliest = grown(this.earliest, room);
      this.latest = grown(this.latest, room);
      this.day = grown(this.day, room);
      const rating = new Uint8Array(room);
      rating.set(this.rating);
      this.rating = rating;
    }
    this.size = Math.max(this.size, number + 1);
  }
}

function grown(old: Uint16Array<ArrayBuffer>, room: number): Uint16Array<ArrayBuffer> {
  const next = new Uint16Array(room);
  next.set(old);
  return next;
}
