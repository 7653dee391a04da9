import type { AgreementFacts, SubjectFacts } from '../case.ts';
import { type Demand, meetsAll } from './demand.ts';
import { type Facts, isEnded } from './facts.ts';

/** All that an edition demands of agreements. */
export type Demands<Paragraph extends string> = {
  /** Of an agreement `toMake`, to be permission for the making. */
  readonly permission: readonly Demand<Paragraph>[];
  /** Of an agreement with uses, to cover the request. */
  readonly consent: readonly Demand<Paragraph>[];
  /** Of any agreement, to stand today. */
  readonly standing: readonly Demand<Paragraph>[];
};

/** What agreements answer by an edition's demands. */
export type Agreements = {
  readonly stands: (facts: Facts, agreement: AgreementFacts, subject: SubjectFacts) => boolean;
  /** Somebody who may has given permission to record this subject. */
  readonly hasPermission: (facts: Facts, subject: SubjectFacts) => boolean;
  /** Every subject has permission; with no known subject nobody has given any. */
  readonly everySubjectHasPermission: (facts: Facts) => boolean;
  /** Some agreement of this subject covers the request. */
  readonly isCovered: (facts: Facts, subject: SubjectFacts) => boolean;
  /** For every subject some agreement covers the request; with no known subject nothing is covered. */
  readonly consentCovers: (facts: Facts) => boolean;
};

export function agreementsBy({ permission, consent, standing }: Demands<string>): Agreements {
  const hasPermission = (facts: Facts, subject: SubjectFacts): boolean => {
    for (const agreement of subject.agreements) {
      if (agreement.toMake && meetsAll(permission, facts, agreement, subject)) return true;
    }
    return false;
  };
  const isCovered = (facts: Facts, subject: SubjectFacts): boolean => {
    for (const agreement of subject.agreements) {
      if (meetsAll(consent, facts, agreement, subject)) return true;
    }
    return false;
  };
  return {
    stands: (facts, agreement, subject) => meetsAll(standing, facts, agreement, subject),
    hasPermission,
    everySubjectHasPermission: everySubject(hasPermission),
    isCovered,
    consentCovers: everySubject(isCovered),
  };
}

const everySubject =
  (has: (facts: Facts, subject: SubjectFacts) => boolean) =>
  (facts: Facts): boolean => {
    for (const subject of facts.of.subjects) {
      if (!has(facts, subject)) return false;
    }
    return facts.of.subjects.length > 0;
  };

/** No agreement of the subject for this use, of the same day or later, is withdrawn or not confirmed. */
export function isNotOverruled(facts: Facts, agreement: AgreementFacts, subject: SubjectFacts): boolean {
  for (const other of subject.agreements) {
    if (isEnded(other) && other.givenOn >= agreement.givenOn && other.uses.includes(facts.use)) return false;
  }
  return true;
}

/** Some subject objects: withdrew this use, or withdrew the permission to make and named no use. */
export function someoneObjects(facts: Facts): boolean {
  for (const subject of facts.of.subjects) {
    for (const { afterRecording, uses, toMake } of subject.agreements) {
      if (afterRecording === 'withdrawn' && (uses.includes(facts.use) || (toMake && uses.length === 0)))
        return true;
    }
  }
  return false;
}
