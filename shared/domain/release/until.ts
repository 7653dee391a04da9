import type { Day } from '../../kernel/day.ts';
import type { AfterRecording, Use } from '../policy/words.ts';

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

/** An agreement as it stands now. */
interface Standing {
  readonly terms: KeptUntil;
  readonly afterRecording: AfterRecording;
}

const hasEnded = ({ afterRecording }: Standing): boolean =>
  afterRecording === 'withdrawn' || afterRecording === 'notConfirmed';

/** Whether it still says until when something is kept: one that ended or has run out sets no day for what leaves now. */
export const setsADay = (agreement: Standing, today: Day): boolean =>
  !hasEnded(agreement) && (agreement.terms.keepUntil === null || agreement.terms.keepUntil >= today);

/** The last day to which one patient lets something be kept for a use: that of the agreement which goes on longest. */
function agreedDay(use: Use, agreements: readonly Standing[]): Day | null {
  const days = agreements
    .filter((agreement) => !hasEnded(agreement) && agreement.terms.uses.includes(use))
    .map(({ terms }) => terms.keepUntil);
  return days.includes(null) ? null : ([...days].sort().at(-1) ?? null);
}

/**
 * The last day on which copies may be out: that of their release, or an earlier one that a patient has agreed to since
 * [13a]. Null where neither is set; a use of null is a disclosure, which rests on no agreement.
 */
export function copiesUntil(
  { until, use }: { readonly until: Day | null; readonly use: Use | null },
  patients: readonly (readonly Standing[])[],
): Day | null {
  const days = use === null ? [] : patients.map((agreements) => agreedDay(use, agreements));
  return [until, ...days].filter((day) => day !== null).sort()[0] ?? null;
}
