import { z } from 'zod';
import { operation } from './operation.ts';
import { finding, rendition } from './recording.ts';
import { id, identifiability, region, shortText } from './values.ts';

export const renditionOperations = {
  'anonymise.make': operation(
    ['custodian'],
    z.object({
      recording: id,
      regions: z.array(region.extend({ source: z.string().max(50).default('drawn by hand') })).max(1_000),
    }),
    z.object({ rendition, findingsBefore: z.array(finding), findingsAfter: z.array(finding) }),
    ['not-found', 'unsupported', 'unreadable', 'too-large', 'refused', 'conflict'],
  ),
  'anonymise.signOff': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({
      rendition: id,
      /** The points of the checklist that this person looked at. */
      lookedAt: z.array(shortText).min(1).max(50),
      identifiability,
    }),
    rendition,
    ['not-found', 'conflict', 'needs-second-person'],
  ),
  'anonymise.discard': operation(['custodian'], z.object({ rendition: id }), z.object({}), [
    'not-found',
    'conflict',
  ]),
};
