import { z } from 'zod';
import { categories, circumstances, identifiabilities, uses } from '../../../shared/domain/policy/words.ts';
import { treatments } from '../../../shared/domain/recording/sound-span.ts';
import { keyFrameLimit } from '../../../shared/domain/recording/timed-region.ts';
import { recordKinds } from '../../../shared/domain/retention/schedule.ts';
import { dayText, recordingReference, shortText, subjectReference, text } from './references.ts';

/** What is said of recordings; a member that is left out stays as it is. */
export const classificationForm = z.strictObject({
  category: z.enum(categories).optional(),
  madeFor: z.enum(uses).optional(),
  circumstances: z.enum(circumstances).optional(),
  made: z
    .strictObject({ earliest: dayText.nullable(), latest: dayText.nullable() })
    .describe('The earliest and the latest day on which it can have been made; null where that is open')
    .optional(),
  subjects: z
    .array(subjectReference)
    .max(100)
    .describe('Everyone shown; they replace those on record')
    .optional(),
  callerNotice: z.boolean().optional(),
  colleagueConsulted: z.boolean().optional(),
  medicoLegalInvestigation: z.boolean().optional(),
  coronerDiscussed: z.boolean().optional(),
  externalFilming: z.boolean().optional(),
  bodiesInformed: z.boolean().optional(),
  records: z
    .enum(recordKinds)
    .describe('What kind of health record it belongs to, for how long it is kept')
    .optional(),
});

export const classifyRow = classificationForm.extend({
  recordings: z.array(recordingReference).min(1),
  reason: text.default(''),
});

export const holdRow = z.strictObject({
  recordings: z.array(recordingReference).min(1),
  reason: z.string().min(3).max(2_000),
  held: z.boolean().default(true).describe('false lets them go again'),
  senior: z.string().max(200).default('').describe('the senior colleague who agreed; to hold takes one'),
  until: dayText
    .nullable()
    .default(null)
    .describe('the last day before the hold is looked at again; to hold takes one'),
});

export const regionForm = z.strictObject({
  x: z.number(),
  y: z.number(),
  w: z.number().positive(),
  h: z.number().positive(),
  source: z.string().max(50).default('drawn by hand'),
});

export const anonymiseRow = z.strictObject({
  recording: recordingReference,
  regions: z.array(regionForm).max(1_000).default([]).describe('In pixels of the upright picture'),
});

export const signOffRow = z.strictObject({
  recording: recordingReference.describe('Its newest anonymised copy is signed off'),
  rendition: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('Another anonymised copy of the recording, by id')
    .optional(),
  lookedAt: z.array(shortText).min(1).max(50).describe('What the person looked at'),
  identifiability: z.enum(identifiabilities),
  residueSeen: z
    .boolean()
    .default(false)
    .describe('That what can still be read in the copy was looked at; needed where anything can'),
});

const second = z.number().min(0);
const rectangle = z.strictObject({
  x: z.number(),
  y: z.number(),
  w: z.number().positive(),
  h: z.number().positive(),
});

/** A rectangle of `redact`, in pixels of the upright picture. */
export const redactRegion = rectangle.extend({
  from: second.describe('Films only: seconds from the start').optional(),
  to: second.describe('Films only: where it ends, itself not included').optional(),
  keyFrames: z
    .array(rectangle.extend({ at: second }))
    .min(1)
    .max(keyFrameLimit)
    .describe('Films only: where it lies at moments; between two it moves in a straight line')
    .optional(),
});

/** A stretch of sound of `redact`. */
export const redactStretch = z.strictObject({
  from: second,
  to: second,
  treatment: z.enum(treatments).describe('remove takes the whole sound out of a film'),
});

/** What `redact` is told: rectangles of pictures and films, stretches of sound. */
export const redactRegions = z.array(z.union([redactRegion, redactStretch]));

export type ClassificationForm = z.output<typeof classificationForm>;
