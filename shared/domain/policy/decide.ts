import type { PolicyCase } from './case.ts';
import type { Decision, Disposal } from './decision.ts';
import { editions } from './editions.ts';

/** Decides a request by the edition that the case names. Pure; the case must have been parsed or built to type. */
export const decide = (policyCase: PolicyCase): Decision => editions[policyCase.edition].decide(policyCase);

/** Says what should become of the recording, by the edition that the case names. Pure. */
export const dispose = (policyCase: PolicyCase): Disposal => editions[policyCase.edition].dispose(policyCase);
