import { z } from 'zod';
import { colourReasons, colours } from '../domain/lecture/colour.ts';
import { placeKinds } from '../domain/lecture/places.ts';
import { matchKinds } from '../domain/recording/match.ts';
import { operation } from './operation.ts';
import { audience, decision, id, instant, nothing, path, reference, renditionKind, use } from './values.ts';

const roles = ['custodian', 'governance', 'clinician', 'educator', 'researcher'] as const;

const which = z.object({ check: id });
const question = which.extend({ use, audience });

/** A file that was checked: a presentation or PDF with parts, or a picture or clip by itself. */
const checkedFile = z.object({
  name: z.string(),
  format: z.enum(['pptx', 'pdf']).nullable(),
  /** Slides or pages; null for a picture or clip by itself. */
  count: z.number().nullable(),
  /** Why it could not be taken apart. */
  note: z.string().nullable(),
});

/** A recording that a part is, or looks like. */
const candidate = z.object({
  how: z.enum(matchKinds),
  agreement: z.number().nullable(),
  recording: reference,
  rendition: id,
  /** Null where the copy that left is no longer kept. */
  kind: renditionKind.nullable(),
  thumbnail: z.string().nullable(),
  decision,
});

/** What may be shown instead. */
const replacement = z.object({
  /** Another copy of the same recording, or a newer recording of the same patient or with the same label. */
  because: z.enum(['sameRecording', 'samePatient', 'sameLabel']),
  recording: reference,
  rendition: id,
  kind: renditionKind,
  thumbnail: z.string().nullable(),
});

const checkedPart = z.object({
  /** The place of its file in the list. */
  file: z.number(),
  /** How the file names it; empty where it is the file itself. */
  name: z.string(),
  places: z.array(z.object({ what: z.enum(placeKinds), numbers: z.array(z.number()) })),
  /** Its edges are cut off where it is shown; the file holds all of it, and all of it was compared. */
  cropped: z.boolean(),
  colour: z.enum(colours),
  reason: z.enum(colourReasons),
  says: z.string(),
  /** Why it could not be looked at, or could be compared by its content alone. */
  note: z.string().nullable(),
  /** The address of its picture, five minutes long. */
  thumbnail: z.string().nullable(),
  candidates: z.array(candidate),
  replacements: z.array(replacement),
  /** The recording whose erased content this is; told to who looks after the collection. */
  erased: reference.nullable(),
});

/**
 * A lecture is read before it is given: every picture and clip in it is compared with what the asker may see, and the
 * policy says for a use and an audience what may be shown today. The file is not changed, and nothing of it is kept
 * but in memory, for the window that asked.
 */
export const lectureOperations = {
  'lecture.begin': operation(
    roles,
    z.object({
      paths: z.array(path).max(100).default([]),
      /** Tickets of files that the browser host has received. */
      uploads: z.array(id).max(2_000).default([]),
    }),
    which,
    ['conflict', 'not-found'],
  ),
  'lecture.progress': operation(
    roles,
    which,
    z.object({
      state: z.enum(['reading', 'comparing', 'done', 'failed']),
      done: z.number(),
      total: z.number(),
      error: z.string().nullable(),
    }),
    ['not-found'],
  ),
  /** Decided anew each time it is asked, on the facts of that moment. */
  'lecture.verdict': operation(
    roles,
    question,
    z.object({
      at: instant,
      files: z.array(checkedFile),
      counts: z.object({ red: z.number(), amber: z.number(), green: z.number() }),
      parts: z.array(checkedPart),
    }),
    ['not-found', 'conflict'],
  ),
  /** The verdict as a page to print; without pictures, since paper is left lying about. */
  'lecture.report': operation(
    roles,
    question.extend({ to: path.optional() }),
    z.object({ url: z.string().nullable(), file: z.string().nullable() }),
    ['not-found', 'conflict'],
  ),
  /** A copy of one presentation or PDF in which everything red, and whatever may not be copied, is grey. */
  'lecture.clean': operation(
    roles,
    question.extend({ file: z.number().int().min(0), to: path.optional() }),
    z.object({
      file: z.string(),
      replaced: z.number(),
      /** What the copy still contains, in sentences. */
      contains: z.array(z.string()),
    }),
    ['not-found', 'conflict', 'unreadable'],
  ),
  'lecture.forget': operation(roles, which, nothing, ['not-found']),
};
