import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { TrailEntry } from './entry.ts';

/** SHA-256 of a text's UTF-8 as 64 lower-case hexadecimal digits; handed in, since the rules know no cryptography. */
export type Sha256 = (text: string) => string;

/** What the first entry names as its predecessor. */
export const noPrevious = '0'.repeat(64);

/** A zero byte before the text, so that no other thing that is hashed can ever be taken for an entry. */
const entryDomain = '\u0000';
/** The same for the words that go with an entry. */
const wordsDomain = '\u0001';

/** Exactly what is hashed of an entry. */
export function entryText(entry: TrailEntry): string {
  const { sequence, at, by, kind, facts, textCommitment, previous } = entry;
  const about = entry.about.map(({ noun, id }) => ({ noun, id }));
  return canonicalJson({ sequence, at, by, kind, about, facts, textCommitment, previous });
}

export const hashEntry = (entry: TrailEntry, sha256: Sha256): string =>
  sha256(`${entryDomain}${entryText(entry)}`);

/** Binds an entry to words that can be erased without the entry: the salt keeps short words from being guessed. */
export const commitTo = (salt: string, words: string, sha256: Sha256): string =>
  sha256(`${wordsDomain}${salt}\n${words}`);

/** An entry with the hash that lies beside it. */
export interface HashedEntry extends TrailEntry {
  readonly hash: string;
}

/** How far a chain was walked: the next number that must come, and what it must point back to. */
export interface ChainPlace {
  readonly next: number;
  readonly previous: string;
  readonly at: Instant | null;
}

export const chainStart: ChainPlace = { next: 1, previous: noPrevious, at: null };

export interface ChainFault {
  readonly sequence: number;
  readonly what: string;
}

function entryFaults(entry: HashedEntry, place: ChainPlace, sha256: Sha256): ChainFault[] {
  const { sequence } = entry;
  const faults: ChainFault[] = [];
  if (sequence !== place.next) {
    const gone =
      sequence - 1 === place.next ? `Entry ${place.next}` : `Entries ${place.next} to ${sequence - 1}`;
    faults.push({ sequence: place.next, what: `${gone} missing: removed or put elsewhere.` });
  }
  if (entry.previous !== place.previous)
    faults.push({ sequence, what: 'This entry does not follow from the one before it.' });
  if (hashEntry(entry, sha256) !== entry.hash)
    faults.push({ sequence, what: 'This entry was altered after it was written.' });
  if (place.at !== null && entry.at < place.at)
    faults.push({ sequence, what: 'This entry is dated before the one before it.' });
  return faults;
}

/** Walks on over the next entries in order. Faults are found again by anyone who walks the same entries. */
export function walkChain(
  entries: readonly HashedEntry[],
  from: ChainPlace,
  sha256: Sha256,
): { readonly place: ChainPlace; readonly faults: readonly ChainFault[] } {
  let place = from;
  const faults: ChainFault[] = [];
  for (const entry of entries) {
    faults.push(...entryFaults(entry, place, sha256));
    place = { next: entry.sequence + 1, previous: entry.hash, at: entry.at };
  }
  return { place, faults };
}
