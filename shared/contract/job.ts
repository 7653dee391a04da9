import { z } from 'zod';
import { usualGapMinutes } from '../domain/recording/visits.ts';
import { operation } from './operation.ts';
import { classification } from './recording.ts';
import { id, instant, kind, nothing, path, standing } from './values.ts';

/** What became of one file of a job, with a way forward where it was set aside. */
export const jobItem = z.object({
  id,
  file: z.string(),
  state: z.enum(['waiting', 'running', 'stored', 'duplicate', 'setAside', 'erasedBefore', 'cancelled']),
  recording: z.object({ id, number: z.string() }).nullable(),
  /** The removal of a moved source: only after the stored copy was read back and compared. */
  sourceRemoved: z.boolean(),
  error: z.object({ code: z.string(), message: z.string(), wayForward: z.string() }).nullable(),
});

export const job = z.object({
  id,
  kind: z.enum(['import', 'previews', 'erasure', 'backup', 'anonymise']),
  state: z.enum(['running', 'paused', 'done', 'cancelled', 'failed']),
  startedAt: instant,
  endedAt: instant.nullable(),
  done: z.number(),
  total: z.number(),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  /** Counts by outcome: stored, duplicate, setAside, erasedBefore, cancelled. */
  outcomes: z.record(z.string(), z.number()),
});

/** Recordings that came in together and follow one another in time: one visit of one patient, as a rule. */
export const visit = z.object({
  /** The device's own clock at the first and the last; null where the files state no time. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  recordings: z.array(
    z.object({
      id,
      number: z.string(),
      kind,
      standing,
      /** Of the first few only: a strip is shown, not the whole. */
      thumbnail: z.string().nullable(),
    }),
  ),
});

export const jobOperations = {
  'import.start': operation(
    ['custodian', 'clinician'],
    z.object({
      /** Files and folders on this machine. */
      paths: z.array(path).max(10_000).default([]),
      /** Tickets of uploads that the browser host has received. */
      uploads: z.array(id).max(10_000).default([]),
      classify: classification.partial().optional(),
      move: z.boolean().default(false),
    }),
    /** `passedOver` counts what the folders held beside: hidden files, sidecars, those of the system, links. */
    z.object({ job: id, passedOver: z.number() }),
  ),
  'job.list': operation('session', nothing, z.array(job)),
  'job.show': operation(
    'session',
    z.object({
      job: id,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1_000).default(200),
      /** Only those beside which an error stands, wherever they are on the list. */
      troubled: z.boolean().default(false),
    }),
    z.object({ job, items: z.array(jobItem) }),
    ['not-found'],
  ),
  /** What a job took in and the caller may know of, grouped by the gaps in time. */
  'job.visits': operation(
    'session',
    z.object({
      job: id,
      /** A longer pause of the camera begins another visit. */
      gapMinutes: z.number().int().min(1).max(1_440).default(usualGapMinutes),
    }),
    z.array(visit),
    ['not-found'],
  ),
  'job.pause': operation(['custodian', 'clinician'], z.object({ job: id }), nothing, [
    'not-found',
    'conflict',
  ]),
  'job.resume': operation(['custodian', 'clinician'], z.object({ job: id }), nothing, [
    'not-found',
    'conflict',
  ]),
  'job.cancel': operation(['custodian', 'clinician'], z.object({ job: id }), nothing, [
    'not-found',
    'conflict',
  ]),
  /** Takes a job that has ended off the list, with what was kept of the files it set aside. */
  'job.clear': operation(['custodian', 'clinician'], z.object({ job: id }), nothing, [
    'not-found',
    'conflict',
  ]),
};
