import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type * as row from './rows.ts';

/** What people set in order for themselves: labels, collections, saved views, and what can be taken back. */

export interface LabelReader {
  /** Every label on something that the viewer finds, with how many such there are. */
  counts(viewer: row.Viewer): Promise<readonly { readonly label: string; readonly count: number }[]>;
  ofRecording(recording: Id): Promise<readonly string[]>;
}
export interface LabelWriter extends LabelReader {
  /** Makes the labels of a recording be these; one that is known by the same words keeps its spelling. */
  set(recording: Id, labels: readonly string[]): Promise<void>;
}

export interface CollectionReader {
  get(id: Id): Promise<row.CollectionRow | null>;
  /** Every collection there is, with how many of its recordings the viewer finds; who may know of it is decided elsewhere. */
  list(viewer: row.Viewer): Promise<readonly (row.CollectionRow & { readonly found: number })[]>;
  ofRecording(recording: Id): Promise<readonly row.CollectionRow[]>;
  holds(collection: Id, recording: Id): Promise<boolean>;
}
export interface CollectionWriter extends CollectionReader {
  add(collection: row.CollectionRow): Promise<void>;
  rename(id: Id, name: string): Promise<void>;
  /** Removes the collection; its recordings stay. */
  remove(id: Id): Promise<void>;
  put(collection: Id, recording: Id): Promise<void>;
  take(collection: Id, recording: Id): Promise<void>;
}

export interface SavedViewReader {
  get(id: Id): Promise<row.SavedViewRow | null>;
  list(): Promise<readonly row.SavedViewRow[]>;
}
export interface SavedViewWriter extends SavedViewReader {
  /** Adds it, or puts it in the place of the one with its id. */
  save(view: row.SavedViewRow): Promise<void>;
  remove(id: Id): Promise<void>;
}

export interface ChangeReader {
  get(id: Id): Promise<row.ChangeRow | null>;
  /** What it did to each recording that is not erased since. */
  items(id: Id): Promise<readonly row.ChangeItemRow[]>;
}
export interface ChangeWriter extends ChangeReader {
  add(change: row.ChangeRow, items: readonly row.ChangeItemRow[]): Promise<void>;
  setUndone(id: Id, at: Instant): Promise<void>;
}
