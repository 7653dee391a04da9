/** How a long run is asked for. */
export interface Run {
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** What it says at its end. */
export interface Report {
  readonly lines: readonly string[];
  readonly faults: readonly string[];
}
