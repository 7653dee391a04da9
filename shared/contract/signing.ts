import { z } from 'zod';
import { tickedAnswers } from '../domain/consent-form/entry.ts';
import { mostPoints, padHeight, padWidth } from '../domain/consent-form/signature.ts';
import { informedPoints } from '../domain/policy/words.ts';
import { formEntry, formTemplate } from './form.ts';
import { operation } from './operation.ts';
import { day, id, nothing, passphrase, shortText } from './values.ts';

const keepers = ['custodian', 'clinician', 'governance'] as const;

/** What whoever hands a form over says of who answers it, and of what goes with it [2-4, 13c]. */
export const signer = formEntry.pick({
  givenBy: true,
  givenByName: true,
  subjectThen: true,
  capacityNote: true,
  capacityWords: true,
  authority: true,
  leaflet: true,
});

const point = z.tuple([z.number().int().min(0).max(padWidth), z.number().int().min(0).max(padHeight)]);

/** Drawn on the pad, or a name typed before somebody who saw it. */
export const signature = z.discriminatedUnion('means', [
  z.object({
    means: z.literal('drawn'),
    strokes: z
      .array(z.array(point).min(1).max(mostPoints))
      .min(1)
      .max(500)
      .refine((strokes) => strokes.reduce((sum, { length }) => sum + length, 0) <= mostPoints, 'is too long')
      .refine((strokes) => strokes.some(({ length }) => length > 1), 'is empty'),
  }),
  z.object({ means: z.literal('typed'), name: shortText, witness: shortText }),
]);

/**
 * The device in a patient's hands. From `session.handOver` until `session.takeBack` the session may call nothing but
 * what its view needs; the engine refuses everything else, and what was opened before is closed.
 */
export const signingOperations = {
  'session.handOver': operation(
    keepers,
    z.discriminatedUnion('view', [
      z.object({ view: z.literal('signing'), form: id, signer }),
      z.object({ view: z.literal('viewing'), agreement: id }),
    ]),
    nothing,
    ['not-found', 'conflict'],
  ),
  /** By the passphrase of whoever handed it over. */
  'session.takeBack': operation('session', z.object({ passphrase }), nothing, ['wrong-passphrase']),
  /** The form in hand, as the patient reads it; it names nobody but them and who answers for them. */
  'signing.show': operation(
    keepers,
    nothing,
    z.object({
      template: formTemplate,
      publication: z.string(),
      patient: z.string(),
      /** Who answers for the patient; empty where they answer themself. */
      answeredBy: z.string(),
      language: z.string(),
      interpreter: z.string(),
      finished: z.boolean(),
    }),
    ['not-found'],
  ),
  /** Keeps the answers and the signature as a page of the form; whole or not at all, and once. */
  'signing.complete': operation(
    keepers,
    z.object({
      answers: z.record(z.string().max(50), z.enum(tickedAnswers)),
      viewers: z.array(shortText).max(100),
      keepUntil: day.nullable(),
      /** The points of information that were on the screen [13a-c]. */
      told: z.array(z.enum(informedPoints)).max(informedPoints.length),
      signature,
    }),
    nothing,
    ['not-found', 'conflict'],
  ),
};
