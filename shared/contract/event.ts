import { z } from 'zod';
import { job } from './job.ts';
import { instant } from './values.ts';

/** What the engine tells its hosts without being asked. Events broadcast state; they never steer. */
export const engineEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), job }),
  /** Facts changed: whoever shows this noun asks again. */
  z.object({
    kind: z.literal('changed'),
    nouns: z.array(
      z.enum([
        'recording',
        'subject',
        'agreement',
        'form',
        'rendition',
        'bench',
        'release',
        'disclosure',
        'queue',
        'trail',
        'user',
        'library',
      ]),
    ),
  }),
  z.object({ kind: z.literal('locked'), why: z.enum(['asked', 'idle', 'screen', 'sleep', 'quit']) }),
  z.object({ kind: z.literal('locksAt'), at: instant }),
  /** How far an act on many things is: told to whoever asked for it. */
  z.object({ kind: z.literal('progress'), operation: z.string(), done: z.number(), of: z.number() }),
  /** How far a demonstration library is, from 0 to 1: told to whoever asked for it. */
  z.object({ kind: z.literal('demonstration'), share: z.number(), doing: z.string() }),
]);

export type EngineEvent = z.output<typeof engineEvent>;
