import { z } from 'zod';
import { disclosureKinds, disclosureMeans, otherAnswers } from '../domain/disclosure/kinds.ts';
import { disclosureStandings } from '../domain/disclosure/standing.ts';
import { judgingSeals, operation } from './operation.ts';
import { opened } from './recording.ts';
import {
  id,
  instant,
  nothing,
  optionalText,
  path,
  person,
  reason,
  reference,
  renditionKind,
} from './values.ts';

const name = z.string().trim().max(200).default('');
const answer = z.enum(otherAnswers);

/** One recording of a disclosure: the rendition, and what was found of everybody else in it. */
const scope = z.object({
  recording: id,
  rendition: id,
  /** A patient entered in the recording, or null: anybody in it who is not entered. */
  checks: z.array(z.object({ subject: id.nullable(), answer })).max(101),
});

/** A disclosure as a list shows it; no word in it that people wrote. */
export const disclosure = reference.extend({
  kind: z.enum(disclosureKinds),
  means: z.enum(disclosureMeans),
  standing: z.enum(disclosureStandings),
  recipient: z.string(),
  organisation: z.string(),
  proposedBy: person,
  proposedAt: instant,
  decidedBy: person.nullable(),
  endsAt: instant.nullable(),
  review: z.enum(['inOrder', 'notInOrder']).nullable(),
  recordings: z.array(reference),
});

export const disclosureWhole = disclosure.extend({
  cites: z.array(z.string()),
  hours: z.number(),
  viewer: person.nullable(),
  /** Null to whoever may only look under it, and once a recording of it has been erased. */
  words: z
    .object({
      reason: z.string(),
      basis: z.string(),
      senior: z.string(),
      ending: z.string(),
      review: z.string(),
    })
    .nullable(),
  about: z.object({ id, number: z.string(), name: z.string() }).nullable(),
  decidedAt: instant.nullable(),
  secondMissing: z.boolean(),
  endedBy: person.nullable(),
  endedAt: instant.nullable(),
  reviewedBy: person.nullable(),
  reviewedAt: instant.nullable(),
  release: reference.nullable(),
  items: z.array(
    z.object({
      recording: reference,
      rendition: id,
      kind: renditionKind.nullable(),
      checks: z.array(z.object({ subject: z.string().nullable(), answer })),
      /** Why nothing of it may be shown or given now. */
      fault: z.string().nullable(),
    }),
  ),
  /** What the caller may do with it now; why they may not confirm it where it waits for somebody. */
  may: z.object({
    confirm: z.boolean(),
    whyNotConfirm: z.string().nullable(),
    end: z.boolean(),
    look: z.boolean(),
    give: z.boolean(),
    review: z.boolean(),
  }),
});

export const disclosureOperations = judgingSeals({
  'disclosure.propose': operation(
    ['governance', 'custodian', 'clinician'],
    z.object({
      kind: z.enum(disclosureKinds),
      means: z.enum(disclosureMeans),
      about: id.nullable().default(null),
      viewer: id.nullable().default(null),
      recipient: name,
      organisation: name,
      reason,
      basis: optionalText.default(''),
      senior: name,
      hours: z.number().int().min(1).max(10_000),
      items: z.array(scope).min(1).max(200),
    }),
    disclosureWhole,
    ['not-found', 'refused', 'conflict'],
  ),
  'disclosure.confirm': operation(
    ['governance', 'custodian'],
    z.object({ disclosure: id }),
    disclosureWhole,
    ['not-found', 'conflict', 'refused', 'needs-second-person'],
  ),
  /** Takes a proposal back, refuses it, or ends early what was confirmed. */
  'disclosure.end': operation(
    ['governance', 'custodian', 'clinician'],
    z.object({ disclosure: id, reason }),
    nothing,
    ['not-found', 'conflict'],
  ),
  /** The named person looks at one recording of it, in its time. */
  'disclosure.look': operation(
    ['governance', 'custodian', 'clinician'],
    z.object({ disclosure: id, recording: id }),
    opened,
    ['not-found', 'refused', 'too-large'],
  ),
  /** Writes the copies, once; they are a release that names the disclosure and no use. */
  'disclosure.give': operation(
    ['governance', 'custodian'],
    z.object({ disclosure: id, folder: path.optional() }),
    z.object({ release: reference, folder: z.string() }),
    ['not-found', 'conflict', 'refused', 'too-large'],
  ),
  'disclosure.review': operation(
    ['governance'],
    z.object({ disclosure: id, outcome: z.enum(['inOrder', 'notInOrder']), note: reason }),
    nothing,
    ['not-found', 'conflict', 'needs-second-person'],
  ),
  'disclosure.list': operation(
    ['governance', 'custodian', 'clinician'],
    z.object({
      recording: id.optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ total: z.number(), disclosures: z.array(disclosure) }),
  ),
  'disclosure.show': operation(
    ['governance', 'custodian', 'clinician'],
    z.object({ disclosure: id }),
    disclosureWhole,
    ['not-found'],
  ),
  /** The record of a disclosure as a page to print and file. */
  'disclosure.print': operation(
    ['governance', 'custodian'],
    z.object({ disclosure: id }),
    z.object({ url: z.string(), expiresAt: instant }),
    ['not-found'],
  ),
} as const);
