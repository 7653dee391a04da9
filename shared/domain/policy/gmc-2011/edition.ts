import { editionBy } from '../reading/edition-by.ts';
import { commonFaultWords } from '../reading/fault-words.ts';
import { agreements, demands } from './agreements.ts';
import { dispose } from './disposal.ts';
import { collectionsEnd, factsOf } from './facts.ts';
import { followUpParagraphs, followUps } from './follow-ups.ts';
import { wrongGiver } from './giver.ts';
import { makingFaultParagraphs, makingFaults, makingFaultWords } from './making-faults.ts';
import { paragraphs } from './paragraphs.ts';
import { findingReason, findingRemedy, missing } from './reasons.ts';
import { rule } from './rules.ts';

/** General Medical Council, *Making and using visual and audio recordings of patients*, 2011, as amended to 2024. */
export const gmc2011 = editionBy({
  name: 'gmc-2011',
  paragraphs,
  boundaryDays: [collectionsEnd],
  recordParagraph: '15',
  copyParagraphs: { otherwise: '17', toThePublic: '38' },
  statusParagraphs: { turned16: '35', capacityRegained: '32', died: '48' },
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
  faultWords: {
    ...commonFaultWords,
    wrongGiver,
    notWrittenOrInformed: {
      reason: 'does not show that what matters was explained, or is not in a form that this use asks for',
      remedy: 'Explain what the recording is for and how it is kept, and have the agreement in writing.',
    },
  },
  followUpParagraphs,
  followUps,
  dispose,
});
