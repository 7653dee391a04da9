import { z } from 'zod';

import { custodyPurposes } from '../domain/custody/custody.ts';
import {
  afterRecordings,
  audiences,
  categories,
  circumstances,
  givers,
  identifiabilities,
  jurisdictions,
  uses,
} from '../domain/policy/words.ts';
import { madeSources } from '../domain/recording/made.ts';
import { treatments } from '../domain/recording/sound-span.ts';
import { kinds, recordingStates, standings } from '../domain/recording/state.ts';
import { keyFrameLimit } from '../domain/recording/timed-region.ts';
import { identifierKinds } from '../domain/subject/identifier.ts';
import { roles } from '../domain/user/role.ts';
import { type Day, isDay } from '../kernel/day.ts';
import { type Id, isId } from '../kernel/id.ts';
import { type Instant, isInstant } from '../kernel/instant.ts';

/** The runtime forms of the domain's values, as every message between renderer and engine is checked. */
export const id = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'is not an id');
export const day = z.custom<Day>(
  (value) => typeof value === 'string' && isDay(value),
  'is not a day (YYYY-MM-DD)',
);
export const instant = z.custom<Instant>(
  (value) => typeof value === 'string' && isInstant(value),
  'is not an instant',
);
export const ids = z.array(id).min(1).max(10_000);

export const shortText = z.string().trim().min(1).max(200);
export const optionalText = z.string().trim().max(2_000);
export const reason = z.string().trim().min(3, 'needs a reason').max(2_000);
export const passphrase = z.string().min(1).max(1_000);
/** A path on the machine of the engine; only the host's own dialogs and the command hand one over. */
export const path = z.string().min(1).max(4_096);

/** Stars from none to five; null where nobody has rated. */
export const stars = z.number().int().min(0).max(5);
export const rating = stars.nullable();
/** A word or a few that people set on recordings. */
export const label = z.string().trim().min(1).max(60);

export const role = z.enum(roles);
export const kind = z.enum(kinds);
export const recordingState = z.enum(recordingStates);
export const standing = z.enum(standings);
export const use = z.enum(uses);
export const audience = z.enum(audiences);
export const category = z.enum(categories);
export const circumstance = z.enum(circumstances);
export const jurisdiction = z.enum(jurisdictions);
export const identifiability = z.enum(identifiabilities);
export const giver = z.enum(givers);
export const afterRecording = z.enum(afterRecordings);
export const custodyPurpose = z.enum(custodyPurposes);
export const renditionKind = z.enum(['original', 'anonymised']);

export const identifier = z.object({
  kind: z.enum(identifierKinds),
  issuer: z.string().trim().max(100),
  value: shortText,
});

export const made = z.object({
  earliest: day.nullable(),
  latest: day.nullable(),
  local: z.string().nullable(),
  offset: z.string().nullable(),
  source: z.enum(madeSources),
});

/** A rectangle in pixels of the upright picture. */
export const region = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });

/** A moment of a film, in seconds from its start. */
const second = z.number().min(0).max(1_000_000);

/** A rectangle of a film: its span is half open, and between key frames it moves in a straight line. */
export const timedRegion = region.extend({
  from: second.optional(),
  to: second.optional(),
  keyFrames: z
    .array(region.extend({ at: second }))
    .min(1)
    .max(keyFrameLimit)
    .optional(),
});

/** A stretch of sound, half open, in seconds. */
export const soundSpan = z.object({ from: second, to: second, treatment: z.enum(treatments) });

/** A decision as the policy gives it. */
export const decision = z.object({
  outcome: z.enum(['permit', 'refuse']),
  cites: z.array(z.string()),
  reasons: z.array(z.string()),
  remedies: z.array(z.string()),
  followUps: z.array(z.string()),
});

/** A reference by id with the human number of the library (R-000123). */
export const reference = z.object({ id, number: z.string() });

export const person = z.object({ id, name: z.string() });
export const nothing = z.object({});
