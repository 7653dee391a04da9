import { type InformedPoint, informedPoints, useNames } from '../policy/words.ts';
import type { Terms } from './agreement.ts';

/** What was said at the giving and is no matter of a variation: it holds for the day of the giving alone. */
const ofTheGiving = ['givenBy', 'form'] as const;
const status = ['under16', 'hasCapacity', 'deceased'] as const;

const narrowedNames = (before: readonly string[], after: readonly string[]): boolean =>
  before.length === 0 || (after.length > 0 && after.every((name) => before.includes(name)));

const noLonger = ({ keepUntil: before }: Terms, { keepUntil: after }: Terms): boolean =>
  before === null || (after !== null && after <= before);

/** Limits that are lifted, in words. */
function liftedIn(before: Terms, after: Terms): string[] {
  const lifted = after.uses.filter((use) => !before.uses.includes(use)).map((use) => useNames[use]);
  if (after.toMake && !before.toMake) lifted.unshift('permission to make the recording');
  if (after.copiesAllowed && !before.copiesAllowed) lifted.push('copies');
  if (after.identifiableAllowed && !before.identifiableAllowed)
    lifted.push('that the patient may be identifiable');
  if (!narrowedNames(before.viewers, after.viewers)) lifted.push('other people who may see it');
  if (!noLonger(before, after)) lifted.push('a later last day, or none');
  return lifted;
}

const saysMoreOfTheGiving = (before: Terms, after: Terms): boolean =>
  ofTheGiving.some((field) => before[field] !== after[field]) ||
  status.some((field) => before.subjectThen[field] !== after.subjectThen[field]) ||
  (after.capacityNote && !before.capacityNote) ||
  (after.notedInRecord && !before.notedInRecord) ||
  informedPoints.some((point: InformedPoint) => after.informed[point] && !before.informed[point]);

/**
 * What keeps terms from being a variation of others, as a sentence; null where they narrow them. A variation holds from
 * the day on which the agreement was first given, so whatever goes further would be agreed to on a day on which nobody
 * was asked: it is given anew, with its own day and what was explained then [12, 13, 14a].
 */
export function variationFault(before: Terms, after: Terms): string | null {
  const lifted = liftedIn(before, after);
  if (lifted.length > 0)
    return `A variation narrows what was agreed to. What goes further is given anew, with a day of its own: please enter a new agreement for ${lifted.join(', ')}.`;
  return saysMoreOfTheGiving(before, after)
    ? 'A variation leaves what was said of the giving: who agreed, how, and what was explained. Where that was entered wrongly, please enter a new agreement.'
    : null;
}
