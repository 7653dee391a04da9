import { addDays, type Day } from '../../kernel/day.ts';
import type { MakingFaultSaid } from '../policy/edition.ts';
import type { Obligation } from './obligation.ts';

/** So many days are given to enter what had to be done before a recording was made. */
const daysToPutRight = 7;

/** One duty for each paragraph under which something was to be done before the making, with all that is missing there. */
export function makingDuties(faults: readonly MakingFaultSaid[], today: Day): readonly Obligation[] {
  const byParagraph = Map.groupBy(faults, ({ paragraph }) => paragraph);
  return [...byParagraph].map(([paragraph, found]) => ({
    queue: 'putRight',
    paragraph,
    reason: found
      .flatMap(({ reason, remedy }) => [reason, remedy])
      .filter(Boolean)
      .join(' '),
    due: addDays(today, daysToPutRight),
    action: 'putRight',
  }));
}
