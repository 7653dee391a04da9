import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { at, custodian, day, governance } from './samples.ts';

type CircumstanceOperation = Extract<OperationName, `circumstance.${string}`>;
type CircumstanceAnswers = { [Name in CircumstanceOperation]: (input: Parsed<Name>) => Output<Name> };

/** Two attempts, of which the last was to a relative of a patient who has died. */
export const circumstanceAnswers: CircumstanceAnswers = {
  'circumstance.enter': () => ({}),
  'circumstance.list': () => ({
    entries: [
      {
        ...{ form: 'attempt', at: at('2026-03-05T09:00:00.000Z'), by: governance, on: day('2026-03-05') },
        ...{
          whom: 'relative',
          means: 'letter',
          outcome: 'sent',
          text: 'To her daughter, by recorded delivery',
        },
      },
      {
        ...{ form: 'attempt', at: at('2026-03-03T09:00:00.000Z'), by: custodian, on: day('2026-03-03') },
        ...{ whom: 'patient', means: 'call', outcome: 'notReached', text: '' },
      },
    ],
    settleBy: day('2026-12-24'),
    died: true,
  }),
};
