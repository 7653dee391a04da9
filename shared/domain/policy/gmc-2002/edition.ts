import type { PolicyCase } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Edition } from '../edition.ts';
import { dispose } from './disposal.ts';
import { explain } from './explain.ts';
import { factsOf, legacyEnds } from './facts.ts';
import { followUps } from './follow-ups.ts';
import { paragraphs } from './paragraphs.ts';
import { rule } from './rules.ts';

function decide(policyCase: PolicyCase): Decision {
  const facts = factsOf(policyCase);
  const ruling = rule(facts);
  const { cites, reasons, remedies } = explain(facts, ruling);
  return {
    id: policyCase.id,
    outcome: ruling.outcome,
    cites,
    reasons,
    remedies,
    followUps: followUps(facts),
  };
}

/** General Medical Council, *Making and using visual and audio recordings of patients*, 2002. */
export const gmc2002: Edition = {
  name: 'gmc-2002',
  paragraphs,
  boundaryDays: [legacyEnds],
  decide,
  dispose,
};
