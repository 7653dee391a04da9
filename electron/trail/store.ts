import type { TrailEntry } from '../../shared/domain/trail/entry.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';

/** An entry as it lies in the store: what was hashed, and its hash. */
export interface StoredEntry extends TrailEntry {
  readonly hash: string;
}

/**
 * What the trail needs of a store. The catalogue implements it, so that a change and its entry are one
 * transaction. Entries are only ever added; the words that go with one lie apart and can be erased.
 */
export interface TrailStore {
  last(): Promise<StoredEntry | null>;
  add(entry: StoredEntry): Promise<void>;
  /** The words whose salted commitment the entry holds. */
  addText(sequence: number, salt: string, text: string): Promise<void>;
  /** Entries in order from a sequence number on, at most `limit`. */
  from(sequence: number, limit: number): Promise<readonly StoredEntry[]>;
  /** The words that still exist of the entries from one number to another, both included. */
  texts(
    from: number,
    to: number,
  ): Promise<readonly { readonly sequence: number; readonly salt: string; readonly text: string }[]>;
  /** Removes the words of every entry about these things; the commitments stay. */
  eraseTexts(about: readonly Id[]): Promise<number>;
  window(
    filter: {
      readonly since: Instant | null;
      readonly about: Id | null;
      /** Leaves out what is about a recording that is closed to this person. */
      readonly closedTo?: Id;
    },
    offset: number,
    limit: number,
  ): Promise<{
    readonly total: number;
    readonly entries: readonly (StoredEntry & {
      readonly text: string | null;
      readonly salt: string | null;
    })[];
  }>;
}
