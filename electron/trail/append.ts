import { randomBytes } from 'node:crypto';
import { entryText, genesis } from '../../shared/domain/trail/chain.ts';
import type { About, TrailEntry, TrailKind } from '../../shared/domain/trail/entry.ts';
import type { Json } from '../../shared/kernel/canonical-json.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { sha256 } from './sha256.ts';
import type { StoredEntry, TrailStore } from './store.ts';

/** An entry before it has its place in the chain. `text` is what may have to be erased one day. */
export interface TrailDraft {
  readonly kind: TrailKind;
  /** Who did it; null for what the program did by itself. */
  readonly by: Id | null;
  readonly about: readonly About[];
  readonly facts: { readonly [name: string]: Json | undefined };
  readonly text?: string;
}

/** A clock may be set back by this much without a word, in milliseconds: time servers do it. */
const tolerance = 3_600_000;

/** Words are committed to with a salt, so that the entry cannot be used to guess them once they are erased. */
export const commitment = (salt: string, text: string): string => sha256(`${salt}\n${text}`);

/** An entry is never dated before the one it follows. */
const notBefore = (now: Instant, last: StoredEntry | null): Instant =>
  last && last.at > now ? last.at : now;

async function add(
  store: TrailStore,
  draft: TrailDraft,
  now: Instant,
  last: StoredEntry | null,
): Promise<StoredEntry> {
  const salt = randomBytes(16).toString('hex');
  // Undefined members have no place in canonical JSON; dropping them here keeps what is stored equal to what is hashed.
  const facts = JSON.parse(JSON.stringify(draft.facts)) as TrailEntry['facts'];
  const entry: TrailEntry = {
    sequence: (last?.sequence ?? 0) + 1,
    at: notBefore(now, last),
    by: draft.by,
    kind: draft.kind,
    about: draft.about,
    facts,
    textCommitment: draft.text === undefined ? null : commitment(salt, draft.text),
    previous: last?.hash ?? genesis,
  };
  const stored = { ...entry, hash: sha256(entryText(entry)) };
  await store.add(stored);
  if (draft.text !== undefined) await store.addText(stored.sequence, salt, draft.text);
  return stored;
}

/**
 * Appends an entry, inside the transaction of the change it tells of. Where the clock has run back by more than an
 * hour since the last entry, an entry before it says so.
 */
export async function append(
  store: TrailStore,
  draft: TrailDraft,
  { now }: { readonly now: Instant },
): Promise<StoredEntry> {
  const last = await store.last();
  const behind = last === null ? 0 : Date.parse(last.at) - Date.parse(now);
  if (behind <= tolerance) return add(store, draft, now, last);
  const told = await add(
    store,
    { kind: 'clock.ranBack', by: null, about: [], facts: { clock: now, behindMs: behind } },
    now,
    last,
  );
  return add(store, draft, now, told);
}
