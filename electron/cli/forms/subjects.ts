import { z } from 'zod';
import { dayText, recordingReference, shortText, subjectForm, subjectNumber } from './references.ts';

const reason = z.string().min(3).max(2_000);

/** One thing that is done about patients. */
export const subjectRow = z.discriminatedUnion('do', [
  subjectForm.extend({ do: z.literal('add') }).describe('Finds the patient or adds one'),
  z.strictObject({ do: z.literal('change'), subject: subjectNumber, facts: subjectForm, reason }),
  z
    .strictObject({
      do: z.literal('careTeam'),
      subject: subjectNumber,
      user: shortText,
      from: dayText,
      to: dayText.nullable().default(null),
    })
    .describe('Sets from when to when a user belongs to the care team'),
  z
    .strictObject({
      do: z.literal('move'),
      recordings: z.array(recordingReference).min(1),
      from: subjectNumber,
      to: subjectNumber,
      reason,
    })
    .describe('The recordings show somebody else'),
  z
    .strictObject({ do: z.literal('merge'), keep: subjectNumber, merge: subjectNumber, reason })
    .describe('Two entries are one patient'),
  z
    .strictObject({
      do: z.literal('split'),
      subject: subjectNumber,
      recordings: z.array(recordingReference).min(1),
      facts: subjectForm,
      reason,
    })
    .describe('One entry is two patients'),
]);
