import type { Role } from '../user/role.ts';

/**
 * Why a recording may be shown or given to somebody beside its uses. A disclosure is no use: the policy does not judge
 * it, and what is in this table may not be stretched to cover one.
 */
export const disclosureKinds = ['preventHarm', 'requiredByLaw', 'patientsCopy', 'transferOfCare'] as const;
export type DisclosureKind = (typeof disclosureKinds)[number];

/** Shown here to a person of the library within the time, or given as copies once. */
export const disclosureMeans = ['view', 'copies'] as const;
export type DisclosureMeans = (typeof disclosureMeans)[number];

/** What was found of another person who may be in what is disclosed. */
export const otherAnswers = ['notShown', 'removed', 'agreed', 'needed'] as const;
export type OtherAnswer = (typeof otherAnswers)[number];

export interface KindRow {
  /** Who may propose it; one of the two persons is always of governance: see second-step.ts. */
  readonly proposers: readonly Role[];
  readonly means: readonly DisclosureMeans[];
  /** Reaches what is quarantined and on hold as well [19]. */
  readonly quarantinedOnHold: boolean;
  /** Reaches only what was made for care: to hand on anything else would be a use. */
  readonly madeForCareOnly: boolean;
  /** What its form has to say beside reason and recipient. */
  readonly asks: { readonly senior: boolean; readonly basis: boolean; readonly organisation: boolean };
  /** It is about one patient, who has to be in each of its recordings. */
  readonly aboutOnePatient: boolean;
  readonly answers: readonly OtherAnswer[];
  /** How long it is open once confirmed; then it ends by itself. */
  readonly hours: { readonly usual: number; readonly most: number };
  /** Days after its end by which governance looks back at it. */
  readonly reviewDays: number;
}

const day = 24;
const othersLeftOut = ['notShown', 'removed', 'agreed'] as const;

/** What each kind asks. What is not in the table is refused. */
export const disclosureTable: Readonly<Record<DisclosureKind, KindRow>> = {
  preventHarm: {
    proposers: ['governance', 'custodian', 'clinician'],
    means: ['view', 'copies'],
    quarantinedOnHold: true,
    madeForCareOnly: false,
    asks: { senior: true, basis: false, organisation: true },
    aboutOnePatient: false,
    answers: otherAnswers,
    hours: { usual: 4, most: 3 * day },
    reviewDays: 3,
  },
  requiredByLaw: {
    proposers: ['governance', 'custodian'],
    means: ['copies'],
    quarantinedOnHold: false,
    madeForCareOnly: false,
    asks: { senior: false, basis: true, organisation: true },
    aboutOnePatient: false,
    answers: otherAnswers,
    hours: { usual: 14 * day, most: 90 * day },
    reviewDays: 14,
  },
  patientsCopy: {
    proposers: ['governance', 'custodian'],
    means: ['copies'],
    quarantinedOnHold: false,
    madeForCareOnly: false,
    asks: { senior: false, basis: true, organisation: false },
    aboutOnePatient: true,
    answers: othersLeftOut,
    hours: { usual: 14 * day, most: 30 * day },
    reviewDays: 14,
  },
  transferOfCare: {
    proposers: ['governance', 'custodian', 'clinician'],
    means: ['copies'],
    quarantinedOnHold: false,
    madeForCareOnly: true,
    asks: { senior: false, basis: true, organisation: true },
    aboutOnePatient: true,
    answers: othersLeftOut,
    hours: { usual: 14 * day, most: 30 * day },
    reviewDays: 14,
  },
};

/** Who may be named to see a recording here, to prevent harm: those who answer for patients or for the collection. */
export const viewingRoles: readonly Role[] = ['clinician', 'governance', 'custodian'];

/** The paragraphs that a disclosure rests on; what the law or the record alone asks for has none. */
export function disclosureCites(kind: DisclosureKind, anyCovert: boolean): readonly string[] {
  if (kind !== 'preventHarm') return [];
  return anyCovert ? ['2002:11', '2002:19'] : ['2002:19'];
}

/** The paragraph under which its duties stand: recordings are kept from those who may not see them [14d]. */
export const dutyParagraph = (kind: DisclosureKind): string => disclosureCites(kind, false)[0] ?? '2002:14d';
