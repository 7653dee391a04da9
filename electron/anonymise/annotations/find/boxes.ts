import type { Region } from '../../../../shared/domain/recording/region.ts';

/** A box of a plane in pixels of the picture, not rounded. */
export const inPicture = ({ x, y, w, h }: Region, scale: number): Region => ({
  x: x / scale,
  y: y / scale,
  w: w / scale,
  h: h / scale,
});

export const grown = ({ x, y, w, h }: Region, by: number): Region => ({
  x: x - by,
  y: y - by,
  w: w + 2 * by,
  h: h + 2 * by,
});

export const areaOf = ({ w, h }: Region): number => w * h;

export const overlapOf = (a: Region, b: Region): number =>
  Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

/** What two boxes share of what either covers. */
export const likeness = (a: Region, b: Region): number => {
  const both = overlapOf(a, b);
  return both / (areaOf(a) + areaOf(b) - both);
};

export const around = (a: Region, b: Region): Region => {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
};

const cellSide = 64;

/** Boxes by the squares that they touch. */
export class Grid<Item extends Region> {
  readonly #cells = new Map<number, number[]>();
  readonly #items: Item[] = [];
  /** For each box the number of the question that it last answered. */
  readonly #answered: number[] = [];
  #question = 0;

  add(item: Item): void {
    const place = this.#items.push(item) - 1;
    this.#answered.push(0);
    this.#eachCell(item, (key) => {
      const cell = this.#cells.get(key);
      if (cell) cell.push(place);
      else this.#cells.set(key, [place]);
    });
  }

  /** All boxes that touch a square which the given box touches. */
  near(box: Region): Item[] {
    this.#question += 1;
    const found: Item[] = [];
    this.#eachCell(box, (key) => {
      for (const place of this.#cells.get(key) ?? []) {
        if (this.#answered[place] === this.#question) continue;
        this.#answered[place] = this.#question;
        found.push(this.#items[place] as Item);
      }
    });
    return found;
  }

  #eachCell({ x, y, w, h }: Region, call: (key: number) => void): void {
    for (let row = Math.floor(y / cellSide); row <= Math.floor((y + h) / cellSide); row += 1)
      for (let column = Math.floor(x / cellSide); column <= Math.floor((x + w) / cellSide); column += 1)
        call(row * 65_536 + column);
  }
}
