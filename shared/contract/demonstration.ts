import { z } from 'zod';
import { operation } from './operation.ts';
import { id, path, role, standing } from './values.ts';

export const demonstrationOperations = {
  /**
   * Makes a library of invented recordings of invented people at a new place, by the ordinary operations, and chooses
   * it: it can be unlocked as any of its users. Takes up to a minute and tells its progress as events.
   */
  'demonstration.make': operation(
    'anyone',
    z.object({
      place: path,
      /** The same seed draws the same pictures. */
      seed: z.number().int().min(0).max(1_000_000).default(1),
    }),
    z.object({
      id,
      name: z.string(),
      place: z.string(),
      passphrase: z.string(),
      users: z.array(z.object({ id, name: z.string(), role })),
      recordings: z.array(
        z.object({
          id,
          number: z.string(),
          state: z.enum([...standing.options, 'sealed', 'erased']),
          /** What this recording is there to show. */
          shows: z.string(),
        }),
      ),
    }),
    ['conflict', 'unsupported', 'in-use', 'not-found'],
  ),
};
