export * from './case.ts';
export { decide, dispose } from './decide.ts';
export { type DecidedCase, decideFile, type RefusedCase } from './decide-file.ts';
export { type Decision, type Disposal, type FollowUp, followUpNames } from './decision.ts';
export type { Edition } from './edition.ts';
export { editions } from './editions.ts';
export { type CaseError, parseCase } from './parse-case.ts';
export { decideOverDates, disposeOverDates, type UndatedCase } from './uncertain-date.ts';
export * from './words.ts';
