import { z } from 'zod';
import { operation } from './operation.ts';
import { id, instant, path, person } from './values.ts';

export const trailEntry = z.object({
  sequence: z.number().int(),
  at: instant,
  by: person.nullable(),
  kind: z.string(),
  /** The entry in a sentence for people. */
  says: z.string(),
  about: z.array(z.object({ noun: z.string(), id, number: z.string().nullable() })),
  /** The erasable words that go with it, where they still exist. */
  text: z.string().nullable(),
  hash: z.string(),
});

export const checkpoint = z.object({
  library: id,
  sequence: z.number().int(),
  hash: z.string(),
  at: instant,
  signature: z.string(),
});

export const trailOperations = {
  'trail.window': operation(
    ['governance', 'administrator', 'custodian'],
    z.object({
      since: instant.nullable().default(null),
      about: id.nullable().default(null),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ total: z.number(), entries: z.array(trailEntry) }),
  ),
  'trail.verify': operation(
    ['governance', 'administrator', 'custodian'],
    z.object({ checkpoint: checkpoint.optional() }),
    z.object({
      sound: z.boolean(),
      entries: z.number(),
      faults: z.array(z.object({ sequence: z.number(), what: z.string() })),
    }),
  ),
  'trail.checkpoint': operation(
    ['governance', 'administrator', 'custodian'],
    z.object({ file: path.optional() }),
    checkpoint,
    ['not-found', 'conflict'],
  ),
};
