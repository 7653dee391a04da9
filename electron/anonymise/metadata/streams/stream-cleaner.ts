import type { Notes } from '../noted.ts';
import type { Seekable } from './seekable.ts';

/** Said where what lay inside the coded data went. */
export const insideRemark = 'Notes between the frames were taken out. The frames themselves are the same.';

/** How a cleaned copy will be made: decided by reading the structure, written piece by piece later. */
export interface StreamPlan {
  /** Sentences for the person: what was damaged, hidden or taken out of the samples. */
  readonly remarks: readonly string[];
  /** The cleaned file from its first byte to its last. It may be asked for once. */
  parts(): AsyncIterable<Uint8Array>;
}

/**
 * How coded frames are looked at that hold nothing to take out as far as their units' heads say. Only an odd film hides
 * one unit in another: a whole look costs as much as copying does, and is for those whose copy does not hold.
 */
export type Look = 'heads' | 'whole';

/** Cleaning of one family of containers by a list of what is kept, in constant memory. */
export interface StreamCleaner {
  readonly containers: readonly string[];
  /**
   * Reads the structure, notes what will be left out, and plans the copy. Notes stand also where it refuses.
   * @throws CustosError `unreadable`, `unsupported`, `too-large` where the structure cannot be rewritten safely.
   */
  plan(source: Seekable, container: string, notes: Notes, look: Look): Promise<StreamPlan>;
}
