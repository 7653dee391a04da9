export interface GridMove {
  readonly index: number;
  /** Choose everything from where the choosing began to here. */
  readonly range: boolean;
  /** Add this one to what is chosen, or take it out. */
  readonly toggle: boolean;
  /** Only the outline moves; what is chosen stays. */
  readonly outlineOnly: boolean;
}

/** How the pictures lie. */
export interface Lying {
  readonly total: number;
  readonly columns: number;
  /** Whole rows in sight. */
  readonly rowsInSight: number;
}

/** Where a key leads from a picture; null where the key does not move. */
export function target(key: string, from: number, { total, columns, rowsInSight }: Lying): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * rowsInSight,
    PageUp: -columns * rowsInSight,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return total - 1;
  const step = steps[key];
  if (step === undefined) return null;
  const next = from + step;
  // A step upwards that would leave the grid stays where it is; one downwards ends on the short last row.
  if (next < 0 && key === 'ArrowUp') return from;
  return Math.max(0, Math.min(total - 1, next));
}

export const indexesBetween = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
