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

/** Which duties are meant; what is left out narrows nothing. */
const narrowed = {
  queue: z.enum(queueNames).optional(),
  paragraph: z.string().max(20).optional(),
  action: z.enum(settlingActions).optional(),
  /** Only what the caller sees to. */
  mine: z.boolean().default(false),
  /** Due, or coming back, from this day on, and to this day. */
  from: day.optional(),
  to: day.optional(),
};

/** How many of those that were chosen had been settled by somebody else meanwhile. */
const settled = z.number();

const paper = z.object({
  ...narrowed,
  /** Only these of them. */
  items: ids.optional(),
});

const worksQueues = ['custodian', 'governance', 'clinician'] as const;

export const queueOperations = {
  'queue.counts': operation('session', nothing, z.record(z.string(), z.number())),
  'queue.items': operation(
    worksQueues,
    z.object({
      ...narrowed,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({
      total: z.number(),
      items: z.array(queueItem),
      /** Something is still being worked out, so that this list may lag. */
      behind: z.boolean(),
    }),
  ),
  /** All of a list at once, however many pages it has, to be chosen for an act on several. */
  'queue.whole': operation(
    ['custodian', 'governance'],
    z.object(narrowed),
    z.object({
      duties: z.array(z.object({ id, recording: id, action: z.enum(settlingActions) })),
      /** How many there are, where they are more than one act takes. */
      total: z.number(),
    }),
  ),
  /** Where the part of the collection stands that the caller may know of, and what is owed on it, by its reason. */
  'queue.overview': operation(
    worksQueues,
    nothing,
    z.object({
      standings: z.record(z.string(), z.number()),
      owed: z.array(
        z.object({
          queue: z.enum(queueNames),
          paragraph: z.string(),
          action: z.enum(settlingActions),
          reason: z.string(),
          count: z.number(),
          late: z.number(),
          putOff: z.number(),
        }),
      ),
      /** Something is still being worked out, so that these counts may lag. */
      behind: z.boolean(),
    }),
  ),
  'queue.calendar': operation(
    worksQueues,
    z.object({ queue: narrowed.queue, mine: narrowed.mine, from: day, to: day }),
    z.object({
      /** What came up before the first day and is still open. */
      before: z.number(),
      days: z.array(z.object({ day, count: z.number() })),
    }),
  ),
  /** What became of one duty, from its entries in the trail, the oldest first. */
  'queue.history': operation(
    worksQueues,
    z.object({ item: id }),
    z.object({
      entries: z.array(
        z.object({
          at: instant,
          by: person.nullable(),
          kind: z.string(),
          says: z.string(),
          until: day.nullable(),
          note: z.string(),
        }),
      ),
    }),
    ['not-found'],
  ),
  /** A list to print and tick off: numbers, what to do and by when. It names no patient and no file. */
  'queue.worklist': operation(worksQueues, paper, z.object({ url: z.string(), expiresAt: instant }), [
    'not-found',
  ]),
  /** The same as a message to nobody yet, to be opened in a mail program. */
  'queue.draft': operation(
    worksQueues,
    paper,
    z.object({ url: z.string(), expiresAt: instant, subject: z.string(), body: z.string() }),
    ['not-found'],
  ),
  /** Says who sees to some duties, or that nobody in particular does; it opens no recording to them. */
  'queue.assign': operation(
    ['custodian', 'governance'],
    z.object({ items: ids, to: id.nullable() }),
    z.object({
      assigned: z.number(),
      settled,
      refused: z.array(z.object({ recording: reference, message: z.string() })),
    }),
    ['not-found'],
  ),
  /** Puts several off to one day for one reason, in one transaction. */
  'queue.putOff': operation(
    ['custodian', 'governance'],
    z.object({ items: ids, reason, until: day }),
    z.object({ putOff: z.number(), settled }),
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
    ['not-found', 'conflict', 'needs-second-person'],
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
