import { z } from 'zod';
import { approachMeans, approachOutcomes } from '../domain/agreement/asking.ts';
import { circumstanceForms, reached } from '../domain/circumstance/forms.ts';
import { operation } from './operation.ts';
import { day, id, ids, instant, nothing, optionalText, person, shortText } from './values.ts';

const entersThem = ['custodian', 'clinician', 'governance'] as const;
const note = optionalText.default('');

const entry = z.discriminatedUnion('form', [
  z.object({
    ...{ form: z.literal('attempt'), on: day, whom: z.enum(reached), note },
    ...{ means: z.enum(approachMeans), outcome: z.enum(approachOutcomes) },
  }),
  z.object({ form: z.literal('postMortem'), on: day, consulted: shortText, note }),
  z.object({
    ...{ form: z.literal('outsideFilming'), on: day, note },
    ...{ bodies: shortText, contract: shortText, owner: shortText },
  }),
]);

export const circumstanceOperations = {
  /** What was done about the special circumstances of recordings [8, 17, 18, 25–27], and the fact that follows from it. */
  'circumstance.enter': operation(entersThem, z.object({ recordings: ids, entry }), nothing, [
    'not-found',
    'invalid-input',
    'conflict',
  ]),
  /** What was entered about one recording, the newest first, and by which day consent is to be settled. */
  'circumstance.list': operation(
    entersThem,
    z.object({ recording: id }),
    z.object({
      entries: z.array(
        z.object({
          ...{ form: z.enum(circumstanceForms), at: instant, by: person, on: day },
          whom: z.enum(reached).nullable(),
          means: z.enum(approachMeans).nullable(),
          outcome: z.enum(approachOutcomes).nullable(),
          /** What people wrote; it goes when the recording is erased. */
          text: z.string(),
        }),
      ),
      settleBy: day.nullable(),
      /** A patient of it has died, so that a close relative is asked. */
      died: z.boolean(),
    }),
    ['not-found'],
  ),
};
