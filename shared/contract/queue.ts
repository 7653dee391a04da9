import { z } from 'zod';
import { queueNames, settlingActions } from '../domain/obligation/obligation.ts';
import { operation } from './operation.ts';
import { day, id, ids, instant, nothing, person, reason, reference } from './values.ts';

/** Something owed: what, on which recording, why, by when, and the one act that settles it. */
export const queueItem = z.object({
  id,
  queue: z.enum(queueNames),
  recording: reference,
  thumbnail: z.string().nullable(),
  /** Who took the recording in, and so can say most about it. */
  takenInBy: person.nullable(),
  reason: z.string(),
  paragraph: z.string(),
  due: day,
  state: z.enum(['open', 'proposed', 'snoozed']),
  /** The day on which one that was put off comes back. */
  putOffUntil: day.nullable(),
  action: z.enum(settlingActions),
  /** It is the appraisal of what was kept to the last day of its schedule, and may be kept to a day or for good. */
  overItsPeriod: z.boolean(),
  proposedBy: person.nullable(),
  /** Who sees to it; null where that is left open, or the person has gone. */
  owner: person.nullable(),
});

/** The proof of an erasure. It names nobody and nothing that identifies the patient. */
export const certificate = reference.extend({
  recording: reference,
  why: z.string(),
  paragraph: z.string(),
  proposedBy: person,
  approvedBy: person,
  secondPersonMissing: z.boolean(),
  erasedAt: instant,
  destroyed: z.array(z.string()),
  verifiedHow: z.array(z.string()),
  copiesOut: z.array(z.object({ release: z.string(), recipient: z.string(), releasedOn: day })),
  outOfReach: z.array(z.string()),
});

export const queueOperations = {
  'queue.counts': operation('session', nothing, z.record(z.string(), z.number())),
  'queue.items': operation(
    ['custodian', 'governance', 'clinician'],
    z.object({
      queue: z.enum(queueNames).optional(),
      /** Only what the caller sees to. */
      mine: z.boolean().default(false),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ total: z.number(), items: z.array(queueItem) }),
  ),
  /** Says who sees to some duties, or that nobody in particular does; it opens no recording to them. */
  'queue.assign': operation(
    ['custodian', 'governance'],
    z.object({ items: ids, to: id.nullable() }),
    z.object({
      assigned: z.number(),
      refused: z.array(z.object({ recording: reference, message: z.string() })),
    }),
    ['not-found'],
  ),
  'queue.settle': operation(
    ['custodian', 'governance'],
    z.object({
      item: id,
      outcome: z.enum(['keep', 'keepForGood', 'erase', 'done', 'snooze']),
      reason,
      until: day.nullable().default(null),
    }),
    nothing,
    ['not-found', 'conflict'],
  ),
  'erasure.propose': operation(
    ['custodian', 'governance', 'clinician'],
    z.object({ recordings: ids, why: reason }),
    z.object({ proposed: z.array(reference) }),
    ['not-found', 'conflict', 'refused'],
  ),
  'erasure.withdraw': operation(['custodian', 'governance'], z.object({ recordings: ids, reason }), nothing, [
    'not-found',
    'conflict',
  ]),
  'erasure.approve': operation(
    ['governance', 'custodian'],
    z.object({ recordings: ids }),
    z.object({
      certificates: z.array(certificate),
      refused: z.array(z.object({ recording: reference, code: z.string(), message: z.string() })),
    }),
    ['not-found', 'needs-second-person', 'refused'],
  ),
  'erasure.certificates': operation(
    ['governance', 'custodian', 'administrator'],
    z.object({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ total: z.number(), certificates: z.array(certificate) }),
  ),
  'erasure.certificate': operation(
    ['governance', 'custodian', 'administrator'],
    z.object({ certificate: id }),
    certificate,
    ['not-found'],
  ),
  'erasure.certificatePdf': operation(
    ['governance', 'custodian', 'administrator'],
    z.object({ certificate: id }),
    z.object({ url: z.string(), expiresAt: instant }),
    ['not-found'],
  ),
};
