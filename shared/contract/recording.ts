import { z } from 'zod';
import { recordKinds } from '../domain/retention/schedule.ts';
import { operation } from './operation.ts';
import {
  audience,
  category,
  circumstance,
  custodyPurpose,
  day,
  decision,
  id,
  identifiability,
  ids,
  instant,
  kind,
  label,
  made,
  nothing,
  optionalText,
  path,
  person,
  rating,
  reason,
  recordingState,
  reference,
  region,
  renditionKind,
  soundSpan,
  standing,
  stars,
  timedRegion,
  use,
} from './values.ts';

/** What a person says of a batch of recordings; every member is optional when classifying in part. */
export const classification = z.object({
  category,
  madeFor: use,
  circumstances: circumstance,
  made: z.object({ earliest: day.nullable(), latest: day.nullable() }),
  subjects: z.array(id).max(100),
  callerNotice: z.boolean(),
  colleagueConsulted: z.boolean(),
  medicoLegalInvestigation: z.boolean(),
  coronerDiscussed: z.boolean(),
  externalFilming: z.boolean(),
  bodiesInformed: z.boolean(),
  /** What kind of health record it belongs to: schedules name different periods for them. */
  records: z.enum(recordKinds),
});

export const recordingQuery = z.object({
  /** Words and fields as typed into the search field; the grammar is in `domain/search/parse.ts`. */
  text: z.string().max(500).default(''),
  kinds: z.array(kind).default([]),
  standings: z.array(standing).default([]),
  categories: z.array(category).default([]),
  madeFor: z.array(use).default([]),
  madeFrom: day.nullable().default(null),
  madeTo: day.nullable().default(null),
  subject: id.nullable().default(null),
  /** Alternatives; the whole label, whatever its case. */
  labels: z.array(label).max(50).default([]),
  /** From and to this rating, both included; what is not rated is left out where either is set. */
  ratingFrom: stars.nullable().default(null),
  ratingTo: stars.nullable().default(null),
  /** Alternatives. */
  collections: z.array(id).max(50).default([]),
  sort: z.enum(['added', 'made', 'number', 'rating']).default('added'),
  descending: z.boolean().default(true),
});

/** What the grid shows of a recording, and nothing that this person may not know. */
export const tile = z.object({
  id,
  number: z.string(),
  kind,
  standing,
  made,
  category: category.nullable(),
  madeFor: use.nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationMs: z.number().nullable(),
  /** Relative address of the thumbnail for this session; null where this person may not see the picture. */
  thumbnail: z.string().nullable(),
  /** The file's own name: it often holds a patient's name, so it is shown only to those who catalogue. */
  fileName: z.string().nullable(),
  rating,
  labels: z.array(z.string()),
});

export const rendition = z.object({
  id,
  kind: renditionKind,
  parent: id.nullable(),
  container: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  bytes: z.number(),
  madeAt: instant,
  madeBy: person.nullable(),
  /** Null for the original. What was done, in order. */
  recipe: z
    .object({
      clean: z.object({
        removed: z.array(z.object({ where: z.string(), name: z.string() })),
        lossless: z.boolean(),
      }),
      regions: z.array(timedRegion.extend({ source: z.string() })),
      /** The part that stayed, in pixels of the upright picture before it was cut; absent where all did. */
      kept: region.optional(),
      /** Absent in copies made before sound could be treated. */
      sound: z.array(soundSpan).optional(),
      /** SHA-256 of the original and of the copy, hexadecimal; absent in older copies. */
      hashes: z.object({ before: z.string(), after: z.string() }).optional(),
      notes: z.array(z.string()),
    })
    .nullable(),
  verification: z
    .object({ verified: z.boolean(), residual: z.array(z.string()), toLookAt: z.array(z.string()) })
    .nullable(),
  signOff: z
    .object({
      by: person,
      at: instant,
      lookedAt: z.array(z.string()),
      valid: z.boolean(),
      /** Somebody else has to look as well before it holds. */
      awaitsSecond: z.boolean(),
    })
    .nullable(),
  identifiability,
});

export const recordingDetail = z.object({
  id,
  number: z.string(),
  kind,
  state: recordingState,
  standing,
  container: z.string(),
  codecs: z.array(z.string()),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationMs: z.number().nullable(),
  bytes: z.number(),
  made,
  addedAt: instant,
  addedBy: person.nullable(),
  fileName: z.string().nullable(),
  classification: classification.omit({ made: true, subjects: true }).extend({
    category: category.nullable(),
    madeFor: use.nullable(),
    circumstances: circumstance.nullable(),
    /** Null where this person may not read whom it shows: the kind of record tells of an illness. */
    records: z.enum(recordKinds).nullable(),
  }),
  /** Whether callers were told that a call is recorded [21], and whether the register of notices says so; null of anything else. */
  callersTold: z.object({ told: z.boolean(), byRegister: z.boolean() }).nullable(),
  subjects: z.array(z.object({ id, number: z.string(), name: z.string() })),
  agreements: z.array(reference),
  hold: z
    .object({ reason: z.string(), by: person, at: instant, senior: z.string(), until: day.nullable() })
    .nullable(),
  /** How long it is kept; null where no schedule says. */
  retention: z
    .object({
      /** The last day; null for what somebody decided to keep for good. */
      until: day.nullable(),
      rule: z.string(),
      source: z.string(),
      /** An appraisal put the day off beyond the schedule's. */
      appraised: z.boolean(),
    })
    .nullable(),
  renditions: z.array(rendition),
  duplicates: z.array(reference),
  rating,
  labels: z.array(z.string()),
  /** Those that hold it and that the asker may know of. */
  collections: z.array(z.object({ id, name: z.string() })),
  thumbnail: z.string().nullable(),
});

/** One cell of the panel "who may use this, for what, and why not". */
export const answer = z.object({
  use,
  audience,
  rendition: renditionKind,
  /** `ask` where no such rendition exists yet. */
  outcome: z.enum(['permit', 'refuse', 'ask']),
  cites: z.array(z.string()),
  reasons: z.array(z.string()),
  remedies: z.array(z.string()),
});

/** A way to the bytes of one rendition: short-lived, bound to this session and frame, revoked on lock. */
export const opened = z.object({
  url: z.string(),
  expiresAt: instant,
  type: z.string(),
  kind,
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationMs: z.number().nullable(),
  /** A large picture comes in pieces of its full size as well: squares of `side` pixels at so many levels. */
  tiles: z.object({ side: z.number(), levels: z.number() }).nullable(),
  /** Whether a window plays a film or sound as it is stored; where not, it has a form that does. */
  plays: z.boolean(),
});

export const finding = z.object({ where: z.string(), name: z.string(), value: z.string(), why: z.string() });

/**
 * What the search has to say in sentences: a field or value that is not known (it then finds nothing, and never
 * more), or the words that were taken for a misspelt one.
 */
const notes = z.array(z.string());

/** An end of what is being typed. `text` is the whole search with it; `shown` is what a list shows. */
export const suggestion = z.object({
  text: z.string(),
  shown: z.string(),
  kind: z.enum(['field', 'value', 'word', 'name']),
  /** How many recordings the asker would find by it alone; null where nobody has counted. */
  count: z.number().nullable(),
});

const query = z.object({
  query: recordingQuery,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});

export const recordingOperations = {
  'recording.window': operation(
    'session',
    query,
    z.object({ total: z.number(), offset: z.number(), tiles: z.array(tile), notes }),
  ),
  'recording.ids': operation(
    'session',
    z.object({ query: recordingQuery, limit: z.number().int().min(1).max(10_000) }),
    z.array(id),
  ),
  /** The ids behind numbers as people write them (R-000123); a number that is not open to the caller is left out. */
  'recording.byNumber': operation(
    'session',
    z.object({ numbers: z.array(z.string().regex(/^R-\d{6,15}$/)).max(10_000) }),
    z.array(reference),
  ),
  'recording.counts': operation(
    'session',
    z.object({ query: recordingQuery }),
    z.object({
      kinds: z.record(z.string(), z.number()),
      standings: z.record(z.string(), z.number()),
      notes,
    }),
  ),
  'recording.suggest': operation('session', z.object({ text: z.string().max(500) }), z.array(suggestion)),
  'recording.show': operation('session', z.object({ recording: id }), recordingDetail, ['not-found']),
  'recording.classify': operation(
    ['custodian', 'clinician'],
    z.object({
      recordings: ids,
      classification: classification.partial(),
      reason: z.string().max(2_000).default(''),
    }),
    /** `change` takes it back with `change.undo`; null where nothing was changed. */
    z.object({ changed: z.number(), change: id.nullable() }),
    ['not-found', 'conflict', 'needs-second-person'],
  ),
  'recording.hold': operation(
    ['governance', 'custodian', 'clinician'],
    /** To hold takes a senior colleague and a last day, after which it is looked at again; holding again sets another. */
    z.object({
      recordings: ids,
      reason,
      held: z.boolean(),
      senior: optionalText.max(200).default(''),
      until: day.nullable().default(null),
    }),
    nothing,
    ['not-found'],
  ),
  'recording.answers': operation('session', z.object({ recording: id }), z.array(answer), ['not-found']),
  'recording.history': operation(
    'session',
    z.object({ recording: id }),
    z.array(
      z.object({
        at: instant,
        by: person.nullable(),
        what: z.string(),
        /** The facts of the classification that it entered or took back. */
        entered: z.array(z.string()),
      }),
    ),
    ['not-found'],
  ),
  'recording.findings': operation(
    ['custodian', 'governance'],
    z.object({ rendition: id }),
    z.array(finding),
    ['not-found', 'unsupported'],
  ),
  'open.use': operation(
    'session',
    z.object({ rendition: id, use, audience }),
    z.object({ decision, opened: opened.nullable() }),
    ['not-found'],
  ),
  'open.custody': operation('session', z.object({ rendition: id, purpose: custodyPurpose }), opened, [
    'not-found',
    'refused',
  ]),
  /** A view that leaves as a file is judged as an export, and recorded as a release to the person who asked. */
  'open.export': operation(
    'session',
    z.object({ rendition: id, use, audience, file: path }),
    z.object({ decision, file: z.string().nullable() }),
    ['not-found', 'conflict'],
  ),
  'open.renew': operation(
    'session',
    z.object({ url: z.string().max(200) }),
    z.object({ expiresAt: instant }),
    ['not-found'],
  ),
};
