import { z } from 'zod';
import { authorityGrounds } from '../domain/agreement/authority.ts';
import { operation } from './operation.ts';
import {
  afterRecording,
  day,
  giver,
  id,
  ids,
  instant,
  nothing,
  optionalText,
  person,
  reason,
  reference,
  shortText,
  use,
} from './values.ts';

const authority = z.object({
  ground: z.enum(authorityGrounds),
  document: z.string().trim().max(200).default(''),
  reference: z.string().trim().max(200).default(''),
  seenBy: z.string().trim().max(200).default(''),
  seenOn: day.nullable().default(null),
});

/** The terms of an agreement as they stand; the fields are those the policy reads. */
export const terms = z.object({
  toMake: z.boolean(),
  uses: z.array(use),
  givenBy: giver,
  givenByName: z.string().trim().max(200),
  givenOn: day,
  form: z.enum(['oral', 'written']),
  notedInRecord: z.boolean(),
  subjectThen: z.object({ under16: z.boolean(), hasCapacity: z.boolean(), deceased: z.boolean() }),
  capacityNote: z.boolean(),
  capacityWords: optionalText.default(''),
  authority: authority.nullable().default(null),
  informed: z.object({
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
  keepUntil: day.nullable(),
});

/** What happened to an agreement after it was given. A variation narrows its terms [14a, 14b]. */
export const agreementEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('confirmed'), on: day, note: optionalText.default('') }),
  z.object({ kind: z.literal('varied'), on: day, terms, note: optionalText.default('') }),
  z.object({ kind: z.literal('withdrawn'), on: day, note: optionalText.default('') }),
  z.object({ kind: z.literal('notConfirmed'), on: day, note: optionalText.default('') }),
]);

export const agreement = z.object({
  id,
  number: z.string(),
  terms,
  afterRecording,
  subjects: z.array(z.object({ id, number: z.string(), name: z.string() })),
  recordings: z.array(reference),
  history: z.array(
    z.object({ at: instant, by: person.nullable(), on: day, kind: z.string(), note: z.string() }),
  ),
  scans: z.array(z.object({ id, type: z.string(), bytes: z.number() })),
});

/** What an event would change, shown before it is saved. */
export const effect = z.object({
  recordings: z.array(
    reference.extend({
      state: z.enum(['unchanged', 'quarantined']),
      disposal: z.enum(['keep', 'review', 'erase']),
      lost: z.array(z.object({ use, rendition: z.enum(['original', 'anonymised']) })),
    }),
  ),
  releases: z.array(reference.extend({ recipient: z.string(), releasedOn: day })),
});

/** The same before it is saved, with all that a person looks at first. */
export const effectAhead = z.object({
  recordings: z.array(
    effect.shape.recordings.element.extend({
      /** Of what is lost, what stays open of it: to look at without a copy, or to the people named alone. */
      stays: z.array(
        z.object({
          use,
          rendition: z.enum(['original', 'anonymised']),
          what: z.enum(['withoutCopies', 'toTheNamed']),
        }),
      ),
      /** Those whom the agreement named and who may see it no more, or for less. */
      viewersGone: z.array(z.string()),
    }),
  ),
  /** Collections that hold recordings of which something changes. */
  collections: z.array(z.object({ id, name: z.string(), recordings: z.number() })),
  releases: z.array(
    effect.shape.releases.element.extend({
      organisation: z.string(),
      /** Copies that are still out there. */
      out: z.number(),
    }),
  ),
});

const agreementLinks = z.object({
  agreement: id,
  subjects: z.array(id).max(1_000),
  recordings: z.array(id).max(10_000),
});

export const agreementOperations = {
  'agreement.create': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ terms, subjects: ids, recordings: z.array(id).max(10_000) }),
    reference,
    ['not-found', 'conflict'],
  ),
  /** Takes an agreement out again on which nobody was permitted anything yet. */
  'agreement.discard': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ agreement: id }),
    nothing,
    ['not-found', 'not-allowed', 'conflict'],
  ),
  'agreement.show': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ agreement: id }),
    agreement,
    ['not-found'],
  ),
  'agreement.list': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({
      subject: id.optional(),
      recording: id.optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ total: z.number(), agreements: z.array(agreement) }),
  ),
  'agreement.link': operation(['custodian', 'clinician', 'governance'], agreementLinks, nothing, [
    'not-found',
    'conflict',
  ]),
  'agreement.unlink': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ agreement: id, recordings: z.array(id).min(1).max(1_000), reason }),
    nothing,
    ['not-found', 'not-allowed', 'conflict'],
  ),
  'agreement.effect': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ agreement: id, event: agreementEvent }),
    effectAhead,
    ['not-found'],
  ),
  'agreement.record': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ agreement: id, event: agreementEvent }),
    effect,
    ['not-found', 'conflict'],
  ),
  'agreement.attach': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ agreement: id, path: z.string().max(4_096).optional(), upload: id.optional() }),
    z.object({ scan: id }),
    ['not-found', 'unsupported', 'too-large', 'unreadable'],
  ),
  'agreement.openScan': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ scan: id }),
    z.object({ url: z.string(), type: z.string(), expiresAt: instant }),
    ['not-found'],
  ),
};
