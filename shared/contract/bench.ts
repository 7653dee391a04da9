import { z } from 'zod';
import { regionOrigins, regionStates } from '../domain/recording/bench-draft.ts';
import { proposalKinds, proposalSources } from '../domain/recording/proposal.ts';
import { regionLimit } from '../domain/recording/region.ts';
import { soundSpanLimit } from '../domain/recording/sound-span.ts';
import { operation } from './operation.ts';
import { tile } from './recording.ts';
import {
  id,
  ids,
  instant,
  nothing,
  path,
  person,
  region,
  shortText,
  soundSpan,
  timedRegion,
} from './values.ts';

const shows = {
  kind: z.enum(proposalKinds),
  /** What was read there. It may be a name: it is erased with the recording and never in the trail. */
  text: z.string().max(2_000).nullable(),
  /** Holds something that the catalogue knows of the patient. */
  critical: z.boolean(),
};

/** What was found in a picture and may identify, in pixels of the upright picture. */
export const proposal = timedRegion.extend({
  ...shows,
  sources: z.array(z.enum(proposalSources)),
  score: z.number(),
});

/** `none`: this kind of recording is not searched, or not for whoever asks. */
const search = z.enum(['ready', 'waiting', 'failed', 'none']);

export const benchDraft = z.object({
  regions: z
    .array(
      timedRegion.extend({
        ...shows,
        key: z.number().int(),
        origin: z.enum(regionOrigins),
        state: z.enum(regionStates),
        locked: z.boolean(),
      }),
    )
    .max(regionLimit),
  spans: z.array(soundSpan.extend({ key: z.number().int() })).max(soundSpanLimit),
});

const deviceText = z.string().trim().min(1).max(100).nullable();
const device = z.object({
  maker: deviceText,
  model: deviceText,
  width: z.number().int().positive().max(100_000),
  height: z.number().int().positive().max(100_000),
});

const template = device.extend({
  name: shortText,
  regions: z.array(region).min(1).max(regionLimit),
});

/** Templates as a file carries them from one library to another. */
export const templateDocument = z.object({
  format: z.literal('custos-device-templates'),
  version: z.literal(1),
  templates: z.array(template).max(1_000),
});

const stage = z.enum(['toMake', 'toSign', 'toReadAgain']);

export const benchOperations = {
  /** Searches these ahead of whoever will work on them. */
  'anonymise.propose': operation(
    ['custodian'],
    z.object({ recordings: ids }),
    z.object({ waiting: z.number() }),
    ['not-found'],
  ),
  /** What can still be read in an anonymised copy. */
  'anonymise.residue': operation(
    ['custodian', 'clinician', 'governance'],
    z.object({ rendition: id }),
    z.object({ search, residue: z.array(proposal) }),
    ['not-found', 'conflict'],
  ),
  /** What would be stored, for the eye: nothing is kept. */
  'anonymise.preview': operation(
    ['custodian'],
    z.object({
      recording: id,
      regions: z.array(region).max(regionLimit),
      keep: region.nullable().default(null),
    }),
    z.object({ url: z.string(), expiresAt: instant }),
    ['not-found', 'unsupported', 'unreadable', 'too-large', 'refused'],
  ),
  /** The recordings that wait for an anonymised copy or its sign-off, those first that came first. */
  'bench.list': operation(
    'session',
    z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    z.object({
      total: z.number(),
      /** How many an hour the asker signs off in the spell that goes on; null where that cannot be said. */
      perHour: z.number().nullable(),
      items: z.array(
        z.object({
          recording: tile,
          stage,
          /** The copy that waits for a sign-off. */
          copy: id.nullable(),
          search,
          regions: z.number(),
          critical: z.number(),
        }),
      ),
    }),
  ),
  /** Everything that the bench needs of one recording beside its picture. */
  'bench.open': operation(
    ['custodian'],
    z.object({ recording: id }),
    z.object({
      rendition: id,
      search,
      /** Why nothing could be found, or not all. */
      fault: z.string().nullable(),
      proposals: z.array(proposal),
      device: device.nullable(),
      /** Templates that hold for it. */
      templates: z.array(z.object({ id, name: z.string() })),
      draft: benchDraft.extend({ by: person, at: instant }).nullable(),
      /** Pictures of the same subject, visit and frame size, itself among them. */
      series: z.array(
        z.object({
          id,
          number: z.string(),
          thumbnail: z.string().nullable(),
          stage: stage.or(z.literal('done')),
        }),
      ),
      /** The next that waits for a copy. */
      next: id.nullable(),
      left: z.number(),
    }),
    ['not-found', 'unsupported'],
  ),
  /** Keeps what was decided so far, so that a session cut off goes on where it was. */
  'bench.decide': operation(['custodian'], z.object({ rendition: id, draft: benchDraft }), nothing, [
    'not-found',
    'conflict',
  ]),
  'template.list': operation(
    ['custodian', 'governance'],
    nothing,
    z.array(template.extend({ id, madeBy: person, madeAt: instant })),
  ),
  /** "Always clear these on this device." */
  'template.learn': operation(
    ['custodian'],
    z.object({ rendition: id, name: shortText, regions: z.array(region).min(1).max(regionLimit) }),
    z.object({ id }),
    ['not-found', 'conflict'],
  ),
  'template.rename': operation(['custodian'], z.object({ template: id, name: shortText }), nothing, [
    'not-found',
  ]),
  'template.remove': operation(['custodian'], z.object({ template: id }), nothing, ['not-found']),
  'template.export': operation(
    ['custodian', 'governance'],
    /** Where it is written as well: a file that is not there yet. */
    z.object({ file: path.optional() }),
    templateDocument,
    ['not-found', 'conflict'],
  ),
  'template.import': operation(
    ['custodian'],
    z.object({ document: templateDocument }),
    z.object({ added: z.number(), known: z.number() }),
  ),
  /** What the library asks of every sign-off. */
  'anonymise.rules': operation('session', nothing, z.object({ secondReader: z.boolean() })),
  'anonymise.setRules': operation(
    ['governance', 'administrator'],
    z.object({ secondReader: z.boolean() }),
    nothing,
    ['conflict'],
  ),
};
