import { z } from 'zod';
import { operation } from './operation.ts';
import { tile } from './recording.ts';
import { id, reason } from './values.ts';

export const replacementOperations = {
  /** Newer recordings of the same subject matter, by which one of an old collection may be replaced [16]. */
  'replacement.list': operation(
    ['custodian', 'governance', 'clinician'],
    z.object({ recording: id }),
    z.object({
      candidates: z.array(
        z.object({
          recording: tile,
          /** The labels that both have. */
          shares: z.array(z.string()),
          looksAlike: z.boolean(),
        }),
      ),
      /** Whether the old one has labels at all, by which others can be known. */
      labelled: z.boolean(),
    }),
    ['not-found'],
  ),
  /** Puts the newer one in the place of the old in every collection that the caller may change. */
  'replacement.take': operation(
    ['custodian', 'governance'],
    z.object({ old: id, by: id, reason }),
    /** `change` takes it back with `change.undo`; null where no collection held the old one. */
    z.object({ collections: z.number(), change: id.nullable() }),
    ['not-found', 'conflict'],
  ),
};
