import type { Day } from '../../kernel/day.ts';
import type { StatusChange } from '../agreement/status-change.ts';
import type { EditionName, PolicyCase } from './case.ts';
import type { Decision, Disposal, FollowUp } from './decision.ts';

/** Why a recording should not have been made, or not like this, with what would put it right. */
export type MakingFaultSaid = {
  readonly paragraph: string;
  readonly reason: string;
  readonly remedy: string | null;
};

/** One edition of the guidance as rules. */
export type Edition = {
  readonly name: EditionName;
  /** Every paragraph number that its answers may cite. */
  readonly paragraphs: readonly string[];
  /** Days at which an answer may turn on when a recording was made, besides the agreements' own days. */
  readonly boundaryDays: readonly Day[];
  /** The paragraph by which what was made for care belongs to the medical record. */
  readonly recordParagraph: string;
  /** The paragraph by which an anonymised copy is open to what its original is not, and the one that binds it there. */
  readonly copyParagraphs: Readonly<Record<'otherwise' | 'toThePublic', string>>;
  /** The paragraph under which somebody is asked after the patient's status changed. */
  readonly statusParagraphs: Readonly<Record<StatusChange, string>>;
  /** The paragraph under which each follow-up is owed. */
  readonly followUpParagraphs: Readonly<Record<FollowUp, string>>;
  /** Every fault of the making; each raises the follow-up `putRight`. */
  readonly makingFaults: (policyCase: PolicyCase) => readonly MakingFaultSaid[];
  readonly decide: (policyCase: PolicyCase) => Decision;
  readonly dispose: (policyCase: PolicyCase) => Disposal;
};
