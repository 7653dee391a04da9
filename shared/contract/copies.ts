import { z } from 'zod';
import { matchKinds } from '../domain/recording/match.ts';
import { operation } from './operation.ts';
import { disclosedUnder } from './release.ts';
import { audience, day, decision, id, path, reference, renditionKind, use } from './values.ts';

/** A release in which a found copy left, as its ledger has it. */
const leftIn = reference.extend({
  recipient: z.string(),
  organisation: z.string(),
  purpose: z.string(),
  use: use.nullable(),
  audience: audience.nullable(),
  disclosure: disclosedUnder.nullable(),
  until: day.nullable(),
  state: z.enum(['out', 'recalled', 'returned', 'destroyed']),
  /** Whether it is this very file that left, byte for byte. */
  exact: z.boolean(),
});

/** One rendition of which a file may be a copy. */
const foundCopy = z.object({
  how: z.enum(matchKinds),
  /** How well the pictures agree, to 1; null where the content is the same. */
  agreement: z.number().nullable(),
  recording: reference,
  rendition: id,
  /** Null where the rendition that left is no longer kept. */
  kind: renditionKind.nullable(),
  releases: z.array(leftIn),
  /** Whether it may be shown for the use and audience asked about today; a match changes nothing in it. */
  decision,
});

export const copiesOperations = {
  /** A file found elsewhere, read and not kept: of which recordings that the asker may know of is it a copy? */
  'copies.find': operation(
    ['custodian', 'governance', 'clinician', 'educator', 'researcher'],
    z.object({
      path: path.optional(),
      /** The ticket of an upload that the browser host has received. */
      upload: id.optional(),
      use,
      audience,
    }),
    z.object({
      /** Why no picture could be compared; the content was compared all the same. */
      note: z.string().nullable(),
      copies: z.array(foundCopy),
      /** The recording whose erased content this file holds; told to who looks after the collection. */
      erased: reference.nullable(),
    }),
    ['unreadable'],
  ),
};
