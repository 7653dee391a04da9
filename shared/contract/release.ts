import { z } from 'zod';
import { disclosureKinds } from '../domain/disclosure/kinds.ts';
import { releaseForms } from '../domain/release/form.ts';
import { operation } from './operation.ts';
import {
  audience,
  day,
  decision,
  id,
  ids,
  instant,
  nothing,
  path,
  person,
  reference,
  shortText,
  use,
} from './values.ts';

const asked = z.object({
  recordings: ids,
  use,
  audience,
  recipient: shortText,
  organisation: z.string().trim().max(200).default(''),
  purpose: z.string().trim().max(500).default(''),
  /** The day after which the recipient may no longer use the copies; null where the agreements set none. */
  until: day.nullable().default(null),
});

/** The decision on one item: the anonymised copy where one may go, else the original. */
export const releaseItem = z.object({
  recording: reference,
  rendition: id.nullable(),
  kind: z.enum(['original', 'anonymised']).nullable(),
  /** What kind of file it is kept as. */
  container: z.string().nullable(),
  decision,
});

/** The disclosure under which copies were given, and what it was for. */
export const disclosedUnder = reference.extend({ kind: z.enum(disclosureKinds) });

export const release = reference.extend({
  at: instant,
  by: person,
  /** Null, like the audience, where the copies were given under a disclosure: that is no use. */
  use: use.nullable(),
  audience: audience.nullable(),
  disclosure: disclosedUnder.nullable(),
  recipient: z.string(),
  organisation: z.string(),
  purpose: z.string(),
  until: day.nullable(),
  items: z.array(
    z.object({
      recording: reference,
      rendition: id,
      fileName: z.string(),
      sha256: z.string(),
      state: z.enum(['out', 'recalled', 'returned', 'destroyed']),
    }),
  ),
});

export const releaseOperations = {
  'release.preview': operation('session', asked, z.object({ items: z.array(releaseItem) }), ['not-found']),
  'release.make': operation(
    'session',
    /** With no folder the host serves the release once as a download. */
    asked.extend({
      folder: path.optional(),
      /** What copies of DICOM recordings are turned into before they leave. */
      form: z.enum(releaseForms).default('dicom'),
    }),
    z.object({
      release: release.nullable(),
      items: z.array(releaseItem),
      folder: z.string().nullable(),
      download: z.string().nullable(),
    }),
    ['not-found', 'conflict', 'refused', 'unreadable', 'too-large', 'missing-tool'],
  ),
  'release.list': operation(
    ['custodian', 'governance', 'clinician', 'educator', 'researcher'],
    z.object({
      recording: id.optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({ total: z.number(), releases: z.array(release) }),
  ),
  /** A letter to the recipient that calls back what was entered as recalled, and the day by which they answer. */
  'release.recallLetter': operation(
    ['custodian', 'governance'],
    z.object({ release: id, by: day }),
    z.object({ url: z.string(), expiresAt: instant }),
    ['not-found', 'conflict'],
  ),
  'release.settle': operation(
    ['custodian', 'governance'],
    z.object({
      release: id,
      recording: id,
      state: z.enum(['recalled', 'returned', 'destroyed']),
      note: z.string().max(2_000),
    }),
    nothing,
    ['not-found', 'conflict'],
  ),
};
