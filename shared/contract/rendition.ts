import { z } from 'zod';
import { regionLimit } from '../domain/recording/region.ts';
import { soundSpanLimit } from '../domain/recording/sound-span.ts';
import { operation } from './operation.ts';
import { finding, rendition } from './recording.ts';
import { id, identifiability, region, shortText, soundSpan, timedRegion } from './values.ts';

/** What a copy is made of, and what becomes of its pictures and its sound. */
const copyToMake = z.object({
  recording: id,
  /** Times and key frames are those of films; a photograph has none. */
  regions: z
    .array(timedRegion.extend({ source: z.string().max(50).default('drawn by hand') }))
    .max(regionLimit),
  /** The part of a photograph that stays, in pixels of the upright picture; null for all of it. A film is not cut. */
  keep: region.nullable().default(null),
  /** What becomes of the sound of a film or a sound recording. `remove` takes the whole track out. */
  sound: z.array(soundSpan).max(soundSpanLimit).default([]),
});

export const renditionOperations = {
  'anonymise.make': operation(
    ['custodian'],
    copyToMake,
    z.object({ rendition, findingsBefore: z.array(finding), findingsAfter: z.array(finding) }),
    ['not-found', 'unsupported', 'unreadable', 'too-large', 'refused', 'conflict'],
  ),
  /** The same as a job, for films: it shows how far it is, can be stopped, and goes on after a kill. */
  'anonymise.start': operation(['custodian'], copyToMake, z.object({ job: id }), [
    'not-found',
    'unsupported',
  ]),
  'anonymise.signOff': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({
      rendition: id,
      /** The points of the checklist that this person looked at. */
      lookedAt: z.array(shortText).min(1).max(50),
      identifiability,
      /** That what can still be read in the copy was looked at; asked for where anything can. */
      residueSeen: z.boolean().default(false),
    }),
    rendition,
    ['not-found', 'conflict', 'needs-second-person'],
  ),
  'anonymise.discard': operation(['custodian'], z.object({ rendition: id }), z.object({}), [
    'not-found',
    'conflict',
  ]),
};
