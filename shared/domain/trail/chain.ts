import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Id } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { TrailEntry } from './entry.ts';

/** What stands before the first entry. */
export const genesis = '0'.repeat(64);

/** Told apart from every other hashed text, as RFC 6962 tells leaves from nodes: entries 0x00, checkpoints 0x01. */
const entryDomain = '\u0000';
const checkpointDomain = '\u0001';

/** The very text that is hashed for an entry (SHA-256 over its UTF-8 bytes): canonical, predecessor included. */
export function entryText(entry: TrailEntry): string {
  const { sequence, at, by, kind, about, facts, textCommitment, previous } = entry;
  const plain = about.map(({ noun, id }) => ({ noun, id }));
  return (
    entryDomain + canonicalJson({ sequence, at, by, kind, about: plain, facts, textCommitment, previous })
  );
}

/** A signed statement that the trail had this head at this moment; kept elsewhere, it proves what came before. */
export interface Checkpoint {
  readonly library: Id;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Instant;
  /** Ed25519 over `checkpointText`, base64url. */
  readonly signature: string;
}

/** The text that a checkpoint's signature is over. */
export const checkpointText = ({ library, sequence, hash, at }: Omit<Checkpoint, 'signature'>): string =>
  checkpointDomain + canonicalJson({ library, sequence, hash, at });

/** Something wrong with the trail, at an entry. */
export interface TrailFault {
  readonly sequence: number;
  readonly what: string;
}

/** An entry as it was stored. */
export type HashedEntry = TrailEntry & { readonly hash: string };

/**
 * What is wrong with an entry, given the one before it; null where nothing is. A changed entry no longer has its
 * hash; a removed, added or moved one breaks the numbering or the tie to its predecessor.
 */
export function linkFault(
  before: HashedEntry | null,
  entry: HashedEntry,
  sha256: (text: string) => string,
): string | null {
  const expected = before === null ? 1 : before.sequence + 1;
  if (entry.sequence !== expected) return `Entry ${expected} is missing.`;
  if (entry.previous !== (before?.hash ?? genesis))
    return 'This entry does not follow from the one before it.';
  if (sha256(entryText(entry)) !== entry.hash) return 'This entry was altered.';
  if (before !== null && entry.at < before.at) return 'This entry is dated before the one it follows.';
  return null;
}
