import type { Day } from '../../../kernel/day.ts';
import type { EditionName, PolicyCase } from '../case.ts';
import type { Disposal, FollowUp } from '../decision.ts';
import type { Edition } from '../edition.ts';
import type { Agreements, Demands } from './agreements.ts';
import type { Facts } from './facts.ts';
import type { FaultWords } from './fault-words.ts';
import type { Ruling } from './ruling.ts';

/** A sentence on why, and one on what would change it. */
export type WhyAndRemedy = { readonly reason: string; readonly remedy: string | null };

/** What one edition of the guidance says: its rules, and its words for people. */
export type Guidance<Paragraph extends string = string, Finding extends string = string> = {
  readonly name: EditionName;
  /** Every paragraph number that its answers may cite. */
  readonly paragraphs: readonly Paragraph[];
  /** Days at which an answer may turn on when a recording was made, besides the agreements' own days. */
  readonly boundaryDays: readonly Day[];
  /** The paragraph by which what was made for care belongs to the medical record. */
  readonly recordParagraph: Paragraph;
  /** The paragraph by which an anonymised copy is open to what its original is not, and the one that binds it there. */
  readonly copyParagraphs: Readonly<Record<keyof Edition['copyParagraphs'], Paragraph>>;
  /** The paragraph under which somebody is asked after the patient's status changed. */
  readonly statusParagraphs: Edition['statusParagraphs'];
  readonly read: (policyCase: PolicyCase) => Facts;
  readonly rule: (facts: Facts) => Ruling<Paragraph, Finding>;
  readonly demands: Demands<Paragraph>;
  readonly agreements: Agreements;
  readonly reasonOf: (facts: Facts, finding: Finding) => string;
  /** What helps against a finding itself, besides putting agreements or the rendition right. */
  readonly remedyOf: (finding: Finding) => string | null;
  /** The faults of the making that a refusal tells one by one; empty where they were not what decided. */
  readonly makingFaultsOf: (facts: Facts, finding: Finding) => readonly WhyAndRemedy[];
  /** Every fault of the making, whatever decides. */
  readonly makingFaults: Edition['makingFaults'];
  /** A finding that no other rendition could change. */
  readonly isFinal: (finding: Finding) => boolean;
  readonly missing: (facts: Facts, lacking: 'permission' | 'consent') => WhyAndRemedy;
  readonly faultWords: FaultWords;
  /** The paragraph under which each follow-up is owed. */
  readonly followUpParagraphs: Readonly<Record<FollowUp, Paragraph>>;
  readonly followUps: (facts: Facts) => readonly FollowUp[];
  readonly dispose: (policyCase: PolicyCase) => Disposal;
};
