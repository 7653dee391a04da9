import { z } from 'zod';
import { dateSources, legacyWords } from '../domain/survey/legacy.ts';
import { operation } from './operation.ts';
import { id, kind, nothing, path } from './values.ts';

/** What metadata give away: who, where, when, with which device, free text, other pictures, and the rest. */
export const givesAway = z.enum(['who', 'where', 'when', 'device', 'text', 'picture', 'other']);

/** One file of a survey. Paths are relative to the folder. */
export const surveyedFile = z.object({
  file: z.string(),
  bytes: z.number(),
  /** Null, with the container, where the file could not be read; `error` says why. */
  kind: kind.nullable(),
  container: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  durationSeconds: z.number().nullable(),
  /** As the source states it: a day with or without a time, or a year alone. */
  date: z.string().nullable(),
  dateSource: z.enum(dateSources),
  legacy: z.enum(legacyWords),
  /** `read` is false where Custos cannot yet read this container's metadata whole: the list is then a part. */
  metadata: z.object({ read: z.boolean(), findings: z.number(), givesAway: z.array(givesAway) }),
  /** A rough indication of writing in the picture; null for sound and what could not be read. */
  annotations: z.object({ likely: z.boolean(), lines: z.number() }).nullable(),
  /** What the name of the file or its folder seems to give away. */
  inName: z.object({ number: z.boolean(), words: z.boolean() }),
  /** Only of files that have the size of another. */
  sha256: z.string().nullable(),
  /** The first file with the same content. */
  duplicateOf: z.string().nullable(),
  /** The first file that looks the same, its content being another. */
  looksLike: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const counts = z.record(z.string(), z.number());

export const surveyCounts = z.object({
  files: z.number(),
  bytes: z.number(),
  kinds: counts,
  containers: counts,
  /** Year to source of date to number. A day of writing is no year of making and is counted under `undated`. */
  years: z.record(z.string(), counts),
  dateSources: counts,
  legacy: z.object({
    before: z.number(),
    perhaps: z.number(),
    after: z.number(),
    unknown: z.number(),
    /** Of the readable files, those certainly or perhaps from before 1997: 0 to 1. */
    share: z.number(),
  }),
  metadata: z.object({
    read: z.number(),
    notReadYet: z.number(),
    identifying: z.number(),
    givesAway: counts,
  }),
  annotations: z.object({ looked: z.number(), likely: z.number() }),
  inNames: z.object({ numbers: z.number(), words: z.number() }),
  duplicates: z.object({ files: z.number(), bytes: z.number(), looksLike: z.number() }),
  unreadable: z.object({ files: z.number(), reasons: counts }),
  passedOver: counts,
});

export const survey = z.object({
  id,
  place: z.string(),
  state: z.enum(['walking', 'running', 'paused', 'done', 'cancelled', 'failed']),
  done: z.number(),
  total: z.number(),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  /** Milliseconds of work so far, pauses left out. */
  worked: z.number(),
  /** Of what has been looked at so far. */
  counts: surveyCounts,
  error: z.string().nullable(),
});

const which = z.object({ survey: id });

/**
 * Reading an existing folder before anything is taken in: open to whoever is in, and to anybody while no library has
 * been chosen. What is learnt is kept in memory for the window that asked, and nowhere else.
 */
export const surveyOperations = {
  'survey.start': operation('anyone', z.object({ place: path }), which, ['not-found', 'conflict']),
  'survey.list': operation('anyone', nothing, z.array(survey)),
  'survey.show': operation('anyone', which, survey, ['not-found']),
  'survey.files': operation(
    'anyone',
    which.extend({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(2_000).default(500),
    }),
    z.object({ total: z.number(), files: z.array(surveyedFile) }),
    ['not-found'],
  ),
  'survey.pause': operation('anyone', which, nothing, ['not-found', 'conflict']),
  'survey.resume': operation('anyone', which, nothing, ['not-found', 'conflict']),
  'survey.cancel': operation('anyone', which, nothing, ['not-found']),
  /** Forgets it; one that is under way is stopped first. */
  'survey.forget': operation('anyone', which, nothing, ['not-found']),
  'survey.report': operation(
    'anyone',
    which.extend({
      /** Where the page is written; by default a file of its own where releases go. */
      file: path.optional(),
      /** Names of files that seem to identify somebody are printed as well. */
      names: z.boolean().default(false),
    }),
    z.object({ file: z.string() }),
    ['not-found', 'conflict'],
  ),
};
