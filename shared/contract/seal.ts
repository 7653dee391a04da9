import { z } from 'zod';
import { kinds } from '../domain/recording/state.ts';
import { judgingSeals, operation } from './operation.ts';
import { day, id, instant, nothing, optionalText, person, reason, reference, shortText } from './values.ts';

const mayKnowOfOne = ['governance', 'custodian', 'clinician'] as const;
const name = z.string().trim().max(200);

const opening = z.object({
  id,
  /** Asked and waiting for the second person, or in force; what is over is not said here. */
  state: z.enum(['asked', 'open']),
  reason: z.string(),
  until: day,
  askedBy: person,
  second: person,
  secondMissing: z.boolean(),
});

/** A covert recording to whoever may know of it [11]: that it is there, and nothing that it shows. */
export const sealed = reference.extend({
  kind: z.enum(kinds),
  addedAt: instant,
  addedBy: person,
  consulted: z.boolean(),
  knownTo: z.array(person),
  opening: opening.nullable(),
  /** What is owed on it: no queue lists that while it is sealed. */
  owed: z.array(z.object({ id, reason: z.string(), paragraph: z.string(), due: day })),
  may: z.object({
    /** It is open to the caller now. */
    look: z.boolean(),
    /** The opening waits for the caller, as its second person. */
    decide: z.boolean(),
    ask: z.boolean(),
  }),
});

export const sealOperations = judgingSeals({
  /** The sealed recordings that the caller may know of, and the people who may be let know. */
  'seal.list': operation(
    mayKnowOfOne,
    nothing,
    z.object({ sealed: z.array(sealed), people: z.array(person) }),
  ),
  /** How many openings wait for the caller, who was asked to be the second person; which ones, `seal.list` says. */
  'seal.waiting': operation(mayKnowOfOne, nothing, z.object({ waiting: z.number() })),
  'seal.name': operation(mayKnowOfOne, z.object({ recording: id, user: id, reason }), nothing, [
    'not-found',
    'invalid-input',
  ]),
  /** Asks a second person, who is let know of it, to open it with the caller. */
  'seal.ask': operation(mayKnowOfOne, z.object({ recording: id, second: id, until: day, reason }), nothing, [
    'not-found',
    'invalid-input',
    'conflict',
    'needs-second-person',
  ]),
  /** The second person opens it for both, or does not. */
  'seal.decide': operation(
    mayKnowOfOne,
    z.object({ opening: id, opens: z.boolean(), reason: optionalText.default('') }),
    nothing,
    ['not-found', 'conflict', 'needs-second-person'],
  ),
  /** Takes back what was asked, or closes early what is open. */
  'seal.close': operation(mayKnowOfOne, z.object({ recording: id }), nothing, ['not-found', 'conflict']),
  /** Which experienced colleague was consulted before it was made, and what was advised [11]. */
  'seal.consulted': operation(
    mayKnowOfOne,
    z.object({ recording: id, colleague: shortText, on: day, advice: name, why: reason }),
    nothing,
    ['not-found', 'invalid-input'],
  ),
} as const);
