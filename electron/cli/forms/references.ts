import { z } from 'zod';
import { identifierKinds } from '../../../shared/domain/subject/identifier.ts';

const id = '[0-9a-f]{32}';
const named = (letter: string, noun: string) =>
  z
    .string()
    .regex(
      new RegExp(`^(${letter}-\\d{6,15}|${id})$`),
      `is no ${noun}: an id or a number such as ${letter}-000123`,
    )
    .describe(`The ${noun} by id or by number (${letter}-000123)`);

export const recordingReference = named('R', 'recording');
export const agreementReference = named('A', 'agreement');
export const subjectNumber = named('S', 'subject');
export const dayText = z.iso.date().describe('A day as YYYY-MM-DD');
export const text = z.string().max(2_000);
export const shortText = z.string().min(1).max(200);

export const identifierForm = z.strictObject({
  kind: z.enum(identifierKinds),
  issuer: z.string().max(100).default('').describe('The hospital of a hospital number; otherwise empty'),
  value: shortText,
});

/** A patient as written down: found by an identifier, or by name and birthday, and made where there is none. */
export const subjectForm = z.strictObject({
  familyName: shortText,
  givenName: z.string().max(200).default(''),
  bornOn: dayText.nullable().default(null),
  diedOn: dayText.nullable().default(null),
  capacityRegainedOn: dayText
    .nullable()
    .default(null)
    .describe('The day from which the patient can decide again'),
  lastSeenOn: dayText
    .nullable()
    .default(null)
    .describe('The last day on which the patient was seen or treated'),
  appointedPerson: z
    .boolean()
    .default(false)
    .describe('Scotland: somebody is appointed under the Adults with Incapacity Act 2000'),
  identifiers: z.array(identifierForm).max(20).default([]),
});

export const subjectReference = z.union([subjectNumber, subjectForm]);

export type SubjectForm = z.output<typeof subjectForm>;
export type SubjectReference = z.output<typeof subjectReference>;

/** Either one row or a list of rows; commands always work on a list. */
export const rowsOf = <Row extends z.ZodType>(row: Row) =>
  z.union([z.array(row), row.transform((one) => [one])]);
