import type { Day } from '../../kernel/day.ts';
import type { Use } from '../policy/words.ts';

/** What an agreement says about the time of keeping. */
interface KeptUntil {
  readonly uses: readonly Use[];
  readonly keepUntil: Day | null;
}

/**
 * The last day on which a recipient may use the copies: the day asked for, but never beyond the earliest day to
 * which an agreement to this use lets the recordings be kept [13a]. Null where neither sets one.
 */
export function releaseUntil(asked: Day | null, use: Use, agreements: readonly KeptUntil[]): Day | null {
  const days = agreements.filter(({ uses }) => uses.includes(use)).map(({ keepUntil }) => keepUntil);
  return [asked, ...days].filter((day) => day !== null).sort()[0] ?? null;
}
