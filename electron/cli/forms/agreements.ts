import { z } from 'zod';
import { authorityGrounds } from '../../../shared/domain/agreement/authority.ts';
import { agreementForms, givers, uses } from '../../../shared/domain/policy/words.ts';
import {
  agreementReference,
  dayText,
  recordingReference,
  shortText,
  subjectReference,
  text,
} from './references.ts';

const termsForm = z.strictObject({
  toMake: z.boolean(),
  uses: z.array(z.enum(uses)),
  givenBy: z.enum(givers),
  givenByName: z.string().max(200),
  givenOn: dayText,
  form: z.enum(agreementForms),
  notedInRecord: z.boolean(),
  subjectThen: z.strictObject({ under16: z.boolean(), hasCapacity: z.boolean(), deceased: z.boolean() }),
  capacityNote: z.boolean(),
  capacityWords: text.default(''),
  authority: z
    .strictObject({
      ground: z.enum(authorityGrounds),
      document: z
        .string()
        .max(200)
        .default('')
        .describe('The kind of paper that was seen; empty where none was'),
      reference: z.string().max(200).default(''),
      seenBy: z.string().max(200).default(''),
      seenOn: dayText.nullable().default(null),
    })
    .nullable()
    .default(null)
    .describe('By what right somebody agreed for the patient'),
  informed: z.strictObject({
    purpose: z.boolean(),
    viewers: z.boolean(),
    circumstances: z.boolean(),
    copies: z.boolean(),
    storage: z.boolean(),
    retention: z.boolean(),
    careUnaffected: z.boolean(),
    timeToConsider: z.boolean(),
  }),
  viewers: z.array(shortText).max(100),
  copiesAllowed: z.boolean(),
  identifiableAllowed: z.boolean(),
  keepUntil: dayText.nullable(),
});

const newAgreement = z
  .strictObject({
    subjects: z.array(subjectReference).min(1),
    recordings: z.array(recordingReference),
    terms: termsForm,
    scans: z.array(z.string().min(1)).default([]).describe('Files of the signed form: pictures or PDF'),
  })
  .describe('An agreement that was given');

const note = text.default('');
const eventForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirmed'), on: dayText, note }),
  z.strictObject({ kind: z.literal('varied'), on: dayText, terms: termsForm, note }),
  z.strictObject({ kind: z.literal('notConfirmed'), on: dayText, note }),
]);

const laterEvent = z
  .strictObject({ agreement: agreementReference, event: eventForm })
  .describe('What became of an agreement after the recording was made; withdrawals have their own command');

const link = z
  .strictObject({
    agreement: agreementReference,
    subjects: z.array(subjectReference).default([]),
    recordings: z.array(recordingReference).min(1),
  })
  .describe('Further recordings and subjects that an agreement covers');

export const agreeRow = z.union([newAgreement, laterEvent, link]);

export const withdrawRow = z.union([
  z.strictObject({ agreement: agreementReference, on: dayText, note }),
  z
    .strictObject({ recording: recordingReference, on: dayText, note })
    .describe('Every agreement that the recording rests on is withdrawn'),
]);
