import type { Instant } from '../../kernel/instant.ts';
import type { DisclosureMeans } from './kinds.ts';

/** What has been done with a disclosure. */
export const disclosureStates = [
  'proposed',
  'withdrawn',
  'refused',
  'confirmed',
  'given',
  'revoked',
] as const;
export type DisclosureState = (typeof disclosureStates)[number];

/** Where it stands at a moment: time alone ends a proposal and what was confirmed. */
export const disclosureStandings = [
  'waiting',
  'lapsed',
  'withdrawn',
  'refused',
  'inForce',
  'over',
  'given',
  'revoked',
] as const;
export type DisclosureStanding = (typeof disclosureStandings)[number];

export interface DisclosureTimes {
  readonly state: DisclosureState;
  readonly proposedAt: Instant;
  /** Null until it is confirmed. */
  readonly endsAt: Instant | null;
}

const hourMs = 3_600_000;
/** What nobody has confirmed for so long is proposed anew, on the facts of the day. */
const proposalHours = 14 * 24;

export const hoursAfter = (at: Instant, hours: number): Instant =>
  new Date(Date.parse(at) + hours * hourMs).toISOString() as Instant;

export function standingOf({ state, proposedAt, endsAt }: DisclosureTimes, now: Instant): DisclosureStanding {
  switch (state) {
    case 'proposed':
      return now < hoursAfter(proposedAt, proposalHours) ? 'waiting' : 'lapsed';
    case 'confirmed':
      return endsAt !== null && now < endsAt ? 'inForce' : 'over';
    default:
      return state;
  }
}

const notInForce: Readonly<Record<Exclude<DisclosureStanding, 'inForce'>, string>> = {
  waiting: 'A second person has not confirmed this disclosure yet. Nothing is shown or given until then.',
  lapsed:
    'Nobody confirmed this disclosure in time. Where it is still needed, propose it anew on the facts of today.',
  withdrawn: 'This disclosure was taken back before it was confirmed.',
  refused: 'The second person refused this disclosure.',
  over: 'The time of this disclosure is over. Where more is needed, propose it anew.',
  given: 'The copies of this disclosure were given already. Where more are needed, propose it anew.',
  revoked: 'This disclosure was ended early.',
};

/** Why nothing may be opened or given under a disclosure now, as a sentence; null where it may. */
export function givingFault(
  disclosure: DisclosureTimes & { readonly means: DisclosureMeans },
  means: DisclosureMeans,
  now: Instant,
): string | null {
  const standing = standingOf(disclosure, now);
  if (standing !== 'inForce') return notInForce[standing];
  if (disclosure.means === means) return null;
  return means === 'copies'
    ? 'This disclosure lets a named person look here. No copy may leave under it.'
    : 'Under this disclosure copies are given. Nothing is shown here under it.';
}

/** Looking back comes when nothing can be shown or given any more. */
export const mayBeReviewed = (standing: DisclosureStanding): boolean =>
  standing === 'over' || standing === 'given' || standing === 'revoked';
