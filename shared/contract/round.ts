import { z } from 'zod';
import { approachMeans, approachOutcomes, roundStates } from '../domain/agreement/asking.ts';
import { boxes } from '../domain/consent-form/template.ts';
import { kinds } from '../domain/recording/state.ts';
import { operation } from './operation.ts';
import { day, id, ids, nothing, optionalText, person, reference } from './values.ts';

const asksPatients = ['custodian', 'clinician', 'governance'] as const;

const approach = z.object({
  on: day,
  means: z.enum(approachMeans),
  outcome: z.enum(approachOutcomes),
  note: optionalText.default(''),
});

/** An agreement of which nobody has asked yet, after the recording, whether it still stands [14a]. */
const toConfirm = reference.extend({
  subjects: z.array(z.object({ id, number: z.string(), name: z.string() })),
  recordings: z.array(reference),
  due: day,
  state: z.enum(roundStates),
  approaches: z.array(approach.extend({ note: z.string(), by: person.nullable() })),
  /** The last day on which they saw the recordings as they will be shown; null where they have not. */
  shownOn: day.nullable(),
});

/** Asking patients after the recording whether their agreement stands: a round of letters, calls and viewings. */
export const roundOperations = {
  'round.list': operation(
    asksPatients,
    z.object({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    z.object({ total: z.number(), agreements: z.array(toConfirm) }),
  ),
  /** Enters one attempt for several agreements; each has it in its own history and in the trail. */
  'round.approach': operation(
    asksPatients,
    z.object({ agreements: ids, approach }),
    z.object({ entered: z.number() }),
    ['not-found', 'conflict'],
  ),
  /** In which form each recording would be shown: the anonymised copy, or the original where that was agreed to. */
  'round.viewing': operation(
    ['custodian', 'governance'],
    z.object({ agreement: id }),
    reference.extend({
      forms: z.array(
        z.object({
          recording: reference,
          kind: z.enum(kinds),
          form: z.enum(['anonymised', 'original', 'none']),
          rendition: id.nullable(),
        }),
      ),
    }),
    ['not-found'],
  ),
  'round.shown': operation(
    ['custodian', 'governance'],
    z.object({
      agreement: id,
      on: day,
      renditions: ids,
      note: optionalText.default(''),
      /** What they said to each, asked whether it may be shown in this form. It is noted, and answers nothing. */
      answers: z.array(z.object({ rendition: id, answer: z.enum(boxes) })).default([]),
    }),
    nothing,
    ['not-found', 'conflict'],
  ),
};
