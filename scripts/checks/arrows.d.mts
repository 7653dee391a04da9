/** One import that a rule forbids. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export function findViolations(
  base: string,
): Promise<{ readonly modules: number; readonly violations: readonly Violation[] }>;
