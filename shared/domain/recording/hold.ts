import type { Day } from '../../kernel/day.ts';

/** What somebody says who puts a recording on hold [19]. */
export interface HoldSaid {
  /** The senior colleague who agreed. */
  readonly senior: string;
  /** The last day before it is looked at again. */
  readonly until: Day | null;
}

/**
 * What a hold still lacks, and at which field; null where nothing. It sets aside what a patient asked to have erased, so
 * nobody holds on their own word and nothing is held without an end [19].
 */
export function holdFault(
  { senior, until }: HoldSaid,
  today: Day,
): { readonly field: keyof HoldSaid; readonly fault: string } | null {
  if (senior.trim() === '')
    return { field: 'senior', fault: 'Please name the senior colleague who agreed to the hold [19].' };
  if (until === null)
    return { field: 'until', fault: 'Please give the day after which the hold is looked at again [19].' };
  return until <= today ? { field: 'until', fault: 'The last day of a hold has to lie ahead.' } : null;
}
