import { z } from 'zod';
import { operation } from './operation.ts';
import { classification, recordingQuery, tile } from './recording.ts';
import {
  category,
  id,
  ids,
  kind,
  label,
  nothing,
  rating,
  reference,
  shortText,
  standing,
  use,
} from './values.ts';

/** Whoever sets recordings in order for a purpose of their own; an administrator finds none to set in order. */
const finders = ['custodian', 'governance', 'clinician', 'educator', 'researcher'] as const;

/** What an act on many recordings did. `change` undoes it; null where nothing was changed. */
export const changed = z.object({ changed: z.number(), change: id.nullable() });

/**
 * A collection as its asker may know it: `count` holds what is open to them alone. It is listed where one of its
 * recordings is open to them, where they made it, and to those who keep the library.
 */
export const collection = z.object({
  id,
  name: z.string(),
  count: z.number(),
  /** The asker may rename and remove it, add to it and take from it. */
  mine: z.boolean(),
});

/** A search kept under a name. `shared` ones are everybody's, and hold no words that may be a patient's name. */
export const view = z.object({
  id,
  name: z.string(),
  query: recordingQuery,
  shared: z.boolean(),
  mine: z.boolean(),
});

/** A value as it is compared: a closed word, yes or no, days as `from/to`, subjects as their numbers. */
const value = z.union([z.string(), z.boolean(), z.null()]);

/** What classifying would do, before anything is saved. */
export const classifyPreview = z.object({
  recordings: z.number(),
  fields: z.array(
    z.object({
      field: z.enum(Object.keys(classification.shape) as [keyof typeof classification.shape]),
      changes: z.array(z.object({ from: value, to: value, count: z.number() })),
      /** How many say this already. */
      stays: z.number(),
    }),
  ),
  /** Where they stand before and after, those that stay where they are as well. */
  standings: z.array(z.object({ from: standing, to: standing, count: z.number() })),
  /** Agreements that no patient then entered for these recordings has given. */
  agreements: z.array(z.object({ agreement: reference, recordings: z.number() })),
  /** Recordings whose signed-off copy was judged with other patients in mind. */
  signOffs: z.array(reference),
  /** What does not go together, in words; saving is not held up by it. */
  faults: z.array(z.string()),
});

/** A recording that looks alike, and in how many of 64 points its picture differs. */
export const alike = tile.extend({ distance: z.number() });

const shared = <Value extends z.ZodType>(value: Value) => z.array(z.object({ value, count: z.number() }));

/** What several recordings have in common and in what they differ: each value with how many have it. */
export const together = z.object({
  recordings: z.number(),
  kinds: shared(kind),
  standings: shared(standing),
  categories: shared(category.nullable()),
  uses: shared(use.nullable()),
  ratings: shared(rating),
  labels: shared(z.string()),
  /** Only of recordings whose names the asker may read; `unnamed` counts the others. */
  subjects: z.array(reference.extend({ name: z.string(), count: z.number() })),
  agreements: z.array(reference.extend({ count: z.number() })),
  unnamed: z.number(),
});

export const organiseOperations = {
  'recording.together': operation(
    'session',
    z.object({ recordings: z.array(id).min(1).max(500) }),
    together,
    ['not-found'],
  ),
  'recording.previewClassify': operation(
    ['custodian', 'clinician'],
    z.object({ recordings: ids, classification: classification.partial() }),
    classifyPreview,
    ['not-found', 'conflict'],
  ),
  'recording.rate': operation(['custodian', 'clinician'], z.object({ recordings: ids, rating }), changed, [
    'not-found',
  ]),
  /** Labels are read by everybody who may find the recording, so one that holds a long number is refused. */
  'recording.label': operation(
    ['custodian', 'clinician'],
    z.object({
      recordings: ids,
      add: z.array(label).max(50).default([]),
      remove: z.array(label).max(50).default([]),
    }),
    changed,
    ['not-found'],
  ),
  'label.list': operation('session', nothing, z.array(z.object({ label: z.string(), count: z.number() }))),
  'collection.list': operation('session', nothing, z.array(collection)),
  'collection.create': operation(finders, z.object({ name: shortText }), z.object({ id }), ['conflict']),
  'collection.rename': operation(finders, z.object({ collection: id, name: shortText }), nothing, [
    'not-found',
    'conflict',
  ]),
  'collection.remove': operation(finders, z.object({ collection: id }), nothing, ['not-found']),
  'collection.add': operation(finders, z.object({ collection: id, recordings: ids }), changed, ['not-found']),
  'collection.take': operation(finders, z.object({ collection: id, recordings: ids }), changed, [
    'not-found',
  ]),
  'view.list': operation('session', nothing, z.array(view)),
  /** Saves a new view, or with `view` an own one anew. Only custodian and governance share. */
  'view.save': operation(
    finders,
    z.object({
      view: id.nullable().default(null),
      name: shortText,
      query: recordingQuery,
      shared: z.boolean().default(false),
    }),
    z.object({ id }),
    ['not-found', 'conflict'],
  ),
  'view.remove': operation(finders, z.object({ view: id }), nothing, ['not-found']),
  /**
   * The months in which what is found was made, in the order of the sort by day made and the query's direction;
   * `offset` is the place of the first of them there. Undated ones have neither year nor month.
   */
  'recording.timeline': operation(
    'session',
    z.object({ query: recordingQuery }),
    z.array(
      z.object({
        year: z.number().nullable(),
        month: z.number().nullable(),
        count: z.number(),
        offset: z.number(),
      }),
    ),
  ),
  /** The nearest first, without the recording itself. Only where the asker may see the originals of both. */
  'recording.similar': operation(
    'session',
    z.object({ recording: id, most: z.number().int().min(1).max(200).default(24) }),
    z.object({
      tiles: z.array(alike),
      /** False where no picture of this recording was compared yet, or it has none. */
      compared: z.boolean(),
    }),
    ['not-found'],
  ),
  /** Groups of the same file and of pictures that hardly differ; `uncompared` counts those still to be compared. */
  'recording.twins': operation(
    ['custodian', 'governance'],
    z.object({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    z.object({
      /** Of a large group the first tiles stand for the rest; `count` is all of it. */
      groups: z.array(z.object({ exact: z.boolean(), count: z.number(), tiles: z.array(tile) })),
      total: z.number(),
      uncompared: z.number(),
    }),
  ),
  /**
   * Takes back what rating, labelling, classifying, adding or taking did, as a change of its own. Only who did it,
   * or a keeper; only while everything still stands as that change left it.
   */
  'change.undo': operation(finders, z.object({ change: id }), z.object({ undone: z.number() }), [
    'not-found',
    'conflict',
    'needs-second-person',
  ]),
};
