import type { Output } from '../../shared/contract/contract.ts';

type Decision = Output<'open.use'>['decision'];

/** A decision as it is read: the outcome with its paragraphs, why, and what would change it. */
export const decisionLines = ({ outcome, cites, reasons, remedies, followUps }: Decision): string[] => [
  `${outcome} [${cites.join(', ')}]`,
  ...reasons.map((reason) => `  ${reason}`),
  ...remedies.map((remedy) => `  What would change this: ${remedy}`),
  ...(followUps.length > 0 ? [`  Owed: ${followUps.join(', ')}`] : []),
];
