import { randomBytes } from 'node:crypto';
import { type UidMap, uidMap } from './uids.ts';

/** What stands in a copy in place of what identifies, where a container has things that must go on agreeing. */
export interface Replacements {
  readonly uids: UidMap;
  /** Days by which dates are moved, none or fewer; null where dates go. */
  readonly days: number | null;
}

/** For files that belong to no library: identifiers agree within one run and in no other, and dates go. */
export const ofThisRun: Replacements = { uids: uidMap(randomBytes(32)), days: null };

/** For what was cleaned before: it stays as it is. */
export const asItIs: Replacements = { uids: (uid) => uid, days: 0 };
