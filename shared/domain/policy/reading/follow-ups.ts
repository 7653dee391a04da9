import { type Day, daysBetween } from '../../../kernel/day.ts';
import type { Agreements } from './agreements.ts';
import type { Facts } from './facts.ts';

/** Every subject, and at least one, has a standing agreement with uses. */
export function everyoneHasConsented({ stands }: Agreements, facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    if (
      !subject.agreements.some((agreement) => agreement.uses.length > 0 && stands(facts, agreement, subject))
    )
      return false;
  }
  return facts.of.subjects.length > 0;
}

/** Some standing agreement is near its last day. */
export function someAgreementRunsOut({ stands }: Agreements, facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    for (const agreement of subject.agreements) {
      if (isNear(agreement.keepUntil, facts.of.today) && stands(facts, agreement, subject)) return true;
    }
  }
  return false;
}

/** How long before an agreement's last day it is time to ask again, in days. */
const renewalDays = 90;

const isNear = (keepUntil: Day | null, today: Day): boolean =>
  keepUntil !== null && daysBetween(today, keepUntil) <= renewalDays;
