import { randomBytes } from 'node:crypto';
import { commitTo, hashEntry, noPrevious } from '../../shared/domain/trail/chain.ts';
import type { TrailEntry } from '../../shared/domain/trail/entry.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { sha256 } from './sha256.ts';
import type { StoredEntry, TrailStore } from './store.ts';

/** What somebody has to say of an entry; number, time and links are the trail's own. */
export interface TrailDraft extends Pick<TrailEntry, 'kind' | 'by' | 'about' | 'facts'> {
  /** Words that may name people: they lie apart and can be erased. */
  readonly text?: string | undefined;
}

const anHour = 3_600_000;
/** So many entries back it is looked whether the clock's running back was already told. */
const lookedBack = 100;

async function add(
  store: TrailStore,
  draft: TrailDraft,
  at: Instant,
  last: StoredEntry | null,
): Promise<StoredEntry> {
  const { kind, by, about, facts, text } = draft;
  const salt = randomBytes(16).toString('hex');
  const entry: TrailEntry = {
    sequence: (last?.sequence ?? 0) + 1,
    at,
    by,
    kind,
    about: about.map(({ noun, id }) => ({ noun, id })),
    facts,
    textCommitment: text === undefined ? null : commitTo(salt, text, sha256),
    previous: last?.hash ?? noPrevious,
  };
  const stored = { ...entry, hash: hashEntry(entry, sha256) };
  await store.add(stored);
  if (text !== undefined) await store.addText(stored.sequence, salt, text);
  return stored;
}

const ranBackFar = (from: Instant, to: Instant): boolean => Date.parse(from) - Date.parse(to) > anHour;

/** Entries written while the clock is behind all carry the last time that was true; among them it is told once. */
async function isTold(store: TrailStore, last: StoredEntry): Promise<boolean> {
  const recent = await store.from(Math.max(1, last.sequence - lookedBack), lookedBack + 1);
  return recent.some(({ kind, at }) => kind === 'clock.ranBack' && at === last.at);
}

/**
 * Adds an entry inside the transaction of what it tells. An entry is never dated before the one before it; where
 * the clock has run back by more than an hour, an entry saying so comes first.
 */
export async function append(
  store: TrailStore,
  draft: TrailDraft,
  { now }: { readonly now: Instant },
): Promise<StoredEntry> {
  let last = await store.last();
  if (last && ranBackFar(last.at, now) && !(await isTold(store, last))) {
    const facts = { from: last.at, to: now };
    last = await add(store, { kind: 'clock.ranBack', by: null, about: [], facts }, last.at, last);
  }
  return add(store, draft, last && last.at > now ? last.at : now, last);
}
