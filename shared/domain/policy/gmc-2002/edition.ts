import { editionBy } from '../reading/edition-by.ts';
import { commonFaultWords } from '../reading/fault-words.ts';
import { agreements, demands } from './agreements.ts';
import { dispose } from './disposal.ts';
import { factsOf, legacyEnds } from './facts.ts';
import { followUpParagraphs, followUps } from './follow-ups.ts';
import { wrongGiver } from './giver.ts';
import { makingFaultParagraphs, makingFaults } from './making-faults.ts';
import { paragraphs } from './paragraphs.ts';
import { findingReason, findingRemedy, makingFaultWords, missing } from './reasons.ts';
import { rule } from './rules.ts';

/** General Medical Council, *Making and using visual and audio recordings of patients*, 2002. */
export const gmc2002 = editionBy({
  name: 'gmc-2002',
  paragraphs,
  boundaryDays: [legacyEnds],
  recordParagraph: '9',
  copyParagraphs: { otherwise: '9', toThePublic: '10' },
  statusParagraphs: { turned16: '2', capacityRegained: '3', died: '8' },
  read: factsOf,
  rule,
  demands,
  agreements,
  reasonOf: findingReason,
  remedyOf: findingRemedy,
  makingFaultsOf: (facts, finding) =>
    finding === 'madeWrongly' ? makingFaults(facts.of).map((fault) => makingFaultWords[fault]) : [],
  makingFaults: (policyCase) =>
    makingFaults(policyCase).map((fault) => ({
      paragraph: makingFaultParagraphs[fault],
      ...makingFaultWords[fault],
    })),
  isFinal: (finding) => finding === 'erased' || finding === 'quarantined' || finding === 'madeWrongly',
  missing,
  faultWords: { ...commonFaultWords, wrongGiver },
  followUpParagraphs,
  followUps,
  dispose,
});
