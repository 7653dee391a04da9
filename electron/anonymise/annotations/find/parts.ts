/** A connected bright part of a plane: its box (edges included), and how to find its pixels again. */
export interface Part {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly area: number;
  /** One of its pixels. */
  readonly seed: number;
  /** Its pixels are those at least as bright as this and connected to the seed. */
  readonly level: number;
}

export interface PartLimits {
  readonly leastArea: number;
  /** The most that the shorter side of a box may measure, and the longer one. */
  readonly mostSide: number;
  readonly mostLength: number;
}
