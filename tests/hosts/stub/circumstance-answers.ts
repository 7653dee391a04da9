import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import { at, custodian, day, governance, idOf, tileOf } from './samples.ts';

type CircumstanceOperation = Extract<OperationName, `circumstance.${string}` | `replacement.${string}`>;
type CircumstanceAnswers = { [Name in CircumstanceOperation]: (input: Parsed<Name>) => Output<Name> };

/** Two attempts, of which the last was to a relative of a patient who has died. */
export const circumstanceAnswers: CircumstanceAnswers = {
  'replacement.list': () => ({
    candidates: [0, 3, 5].map((index) => ({
      recording: tileOf(index),
      shares: ['left hand', 'follow-up after six weeks'].slice(0, index === 0 ? 2 : 1),
      looksAlike: index === 3,
    })),
    labelled: true,
  }),
  'replacement.take': () => ({ collections: 2, change: idOf(19, 7) }),
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
