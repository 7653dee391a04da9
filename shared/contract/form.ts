import { z } from 'zod';
import { formStates, tickedAnswers } from '../domain/consent-form/entry.ts';
import { asking, formPurposes } from '../domain/consent-form/template.ts';
import { terms } from './agreement.ts';
import { operation } from './operation.ts';
import {
  id,
  ids,
  instant,
  nothing,
  optionalText,
  path,
  person,
  reason,
  reference,
  shortText,
  use,
} from './values.ts';

const purpose = z.enum(formPurposes);
const wording = z.string().trim().min(1).max(2_000);

/** The wording of a form, as `domain/consent-form/template.ts` has it; what it may not say is judged there. */
export const formTemplate = z.strictObject({
  title: shortText,
  opening: z.array(wording).min(1).max(10),
  freeChoice: wording,
  informed: z.strictObject({
    purpose: wording,
    viewers: wording,
    circumstances: wording,
    copies: wording,
    storage: wording,
    retention: wording,
    careUnaffected: wording,
    timeToConsider: wording,
  }),
  questions: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
        asks: z.enum(asking),
        use: use.nullable(),
        text: wording,
        boxes: z.array(z.string().max(20)).max(4),
        otherwise: wording.nullable(),
      }),
    )
    .min(1)
    .max(20),
});

/** What somebody reads off a signed form. */
export const formEntry = z.object({
  answers: z.record(z.string().max(50), z.enum(tickedAnswers)),
  ...terms.pick({
    givenBy: true,
    givenByName: true,
    givenOn: true,
    subjectThen: true,
    capacityNote: true,
    capacityWords: true,
    authority: true,
    informed: true,
    viewers: true,
    keepUntil: true,
  }).shape,
  leaflet: z.object({
    version: optionalText,
    language: optionalText,
    interpreter: optionalText,
    timeGiven: optionalText,
  }),
});

const version = z.number().int().min(1);

const templateVersion = z.object({
  version,
  /** Whether the wording is one that Custos came with. */
  shipped: z.boolean(),
  at: instant.nullable(),
  by: person.nullable(),
  reason: z.string(),
});

const formRow = z.object({
  id,
  number: z.string(),
  purpose,
  version,
  title: z.string(),
  publication: z.string(),
  subject: z.object({ id, number: z.string(), name: z.string() }),
  state: z.enum(formStates),
  issuedAt: instant,
  issuedBy: person,
  changedAt: instant,
  changedBy: person,
  /** Why it is void. */
  reason: z.string(),
  agreement: reference.nullable(),
  scans: z.array(z.object({ id, type: z.string(), bytes: z.number(), pages: z.array(z.number()) })),
});

/** What became of one form in a file that was handed over, or of what could not be matched. */
const received = z.object({
  outcome: z.enum(['matched', 'again', 'closed', 'otherLibrary', 'forged', 'notOpen', 'notMatched']),
  form: reference.nullable(),
  pages: z.array(z.number()),
  missing: z.array(z.number()),
  says: z.string(),
});

const keepers = ['custodian', 'clinician', 'governance'] as const;

export const formOperations = {
  /** The wording of each purpose that is printed today, with its versions, the newest first. */
  'form.templates': operation(
    keepers,
    nothing,
    z.array(z.object({ purpose, template: formTemplate, versions: z.array(templateVersion) })),
  ),
  'form.template': operation(keepers, z.object({ purpose, version }), z.object({ template: formTemplate }), [
    'not-found',
  ]),
  /** Stores a new version; null puts the wording back that Custos came with. Forms that are out keep theirs. */
  'form.setTemplate': operation(
    ['governance'],
    z.object({ purpose, template: formTemplate.nullable(), reason }),
    z.object({ version }),
  ),
  /** A form for each patient; of the recordings, each goes with the patient whom it shows. */
  'form.issue': operation(
    keepers,
    z.object({
      purpose,
      subjects: z.array(id).min(1).max(200),
      recordings: z.array(id).max(10_000).default([]),
      publication: z.string().trim().max(200).default(''),
    }),
    z.object({ forms: z.array(reference) }),
    ['not-found', 'conflict'],
  ),
  'form.list': operation(
    keepers,
    z.object({
      state: z.enum(formStates).optional(),
      purpose: purpose.optional(),
      subject: id.optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ total: z.number(), forms: z.array(formRow) }),
  ),
  'form.show': operation(
    keepers,
    z.object({ form: id }),
    formRow.extend({ template: formTemplate, recordings: z.array(reference), entry: formEntry.nullable() }),
    ['not-found'],
  ),
  'form.print': operation(
    keepers,
    z.object({ forms: ids.max(200) }),
    z.object({ url: z.string(), expiresAt: instant }),
    ['not-found', 'conflict'],
  ),
  /** Reads the codes of a scan and puts it with its forms; with a number, with that one, as when no code can be read. */
  'form.receive': operation(
    keepers,
    z.object({
      path: path.optional(),
      upload: id.optional(),
      number: z
        .string()
        .regex(/^F-\d{6,9}$/, 'is not the number of a form (F-000123)')
        .optional(),
    }),
    z.object({ forms: z.array(received) }),
    ['not-found', 'conflict', 'unsupported', 'too-large', 'unreadable'],
  ),
  'form.openScan': operation(
    keepers,
    z.object({ scan: id }),
    z.object({ url: z.string(), type: z.string(), expiresAt: instant }),
    ['not-found'],
  ),
  /** Makes the agreement of what is ticked, and one that is withdrawn at once of what is answered no. */
  'form.enter': operation(
    keepers,
    z.object({ form: id, entry: formEntry }),
    z.object({ agreements: z.array(reference), refused: z.boolean() }),
    ['not-found', 'conflict'],
  ),
  'form.void': operation(keepers, z.object({ form: id, reason }), nothing, ['not-found', 'conflict']),
};
