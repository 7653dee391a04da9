import type { PolicyCase } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Edition } from '../edition.ts';
import { explain } from './explain.ts';
import type { Guidance } from './guidance.ts';

/** The edition that answers by a guidance. */
export function editionBy<Paragraph extends string, Finding extends string>(
  guidance: Guidance<Paragraph, Finding>,
): Edition {
  const { name, paragraphs, boundaryDays, recordParagraph, statusParagraphs, followUpParagraphs } = guidance;
  const { makingFaults, dispose, copyParagraphs } = guidance;
  const decide = (policyCase: PolicyCase): Decision => {
    const facts = guidance.read(policyCase);
    const ruling = guidance.rule(facts);
    const { cites, reasons, remedies } = explain(guidance, facts, ruling);
    const { outcome } = ruling;
    return { id: policyCase.id, outcome, cites, reasons, remedies, followUps: guidance.followUps(facts) };
  };
  return {
    ...{ name, paragraphs, boundaryDays, recordParagraph, statusParagraphs, followUpParagraphs },
    ...{ makingFaults, decide, dispose, copyParagraphs },
  };
}
