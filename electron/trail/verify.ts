import { createPublicKey, verify } from 'node:crypto';
import {
  type Checkpoint,
  checkpointText,
  genesis,
  linkFault,
  type TrailFault,
} from '../../shared/domain/trail/chain.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { commitment } from './append.ts';
import { sha256 } from './sha256.ts';
import type { StoredEntry, TrailStore } from './store.ts';

/** Entries read at once, so that a million of them verify in constant memory. */
const page = 1_000;
/** Faults told at most; behind the first everything else may only follow from it. */
const mostFaults = 100;

// RFC 8410: the fixed bytes before an Ed25519 public key.
const spki = Buffer.from('302a300506032b6570032100', 'hex');

export interface TrailProof {
  readonly sound: boolean;
  readonly entries: number;
  readonly faults: readonly TrailFault[];
}

export interface Against {
  readonly library: Id;
  readonly checkpoint?: Checkpoint | undefined;
  /** The library's checkpoint keys, Ed25519, base64url; any of them may have signed. */
  readonly publicKeys: readonly string[];
}

function isSigned(checkpoint: Checkpoint, publicKeys: readonly string[]): boolean {
  const text = Buffer.from(checkpointText(checkpoint));
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  return publicKeys.some((publicKey) => {
    const raw = Buffer.from(publicKey, 'base64url');
    if (raw.length !== 32) return false;
    const key = createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
    return verify(null, text, key, signature);
  });
}

/** What the checkpoint itself says before anything is compared with it. */
function checkpointFault({ library, checkpoint, publicKeys }: Against): TrailFault | null {
  if (!checkpoint) return null;
  if (checkpoint.library !== library) return { sequence: 0, what: 'This checkpoint is of another library.' };
  if (isSigned(checkpoint, publicKeys)) return null;
  return {
    sequence: checkpoint.sequence,
    what: 'This checkpoint was not signed by this library, or was altered.',
  };
}

/** Words that are still there have to be the ones the entry was made with. */
async function textFaults(store: Pick<TrailStore, 'window'>): Promise<TrailFault[]> {
  const faults: TrailFault[] = [];
  for (let offset = 0; ; offset += 500) {
    const { entries } = await store.window({ since: null, about: null }, offset, 500);
    for (const { sequence, text, salt, textCommitment } of entries) {
      if (text === null || salt === null) continue;
      if (commitment(salt, text) !== textCommitment)
        faults.push({ sequence, what: 'The words of this entry were altered.' });
    }
    if (entries.length < 500) return faults;
  }
}

/**
 * Proves the trail from its first entry: altered, removed and reordered entries, altered words; and against a
 * checkpoint, which alone can show that entries were cut off the end or that the whole was written anew.
 */
export async function verifyTrail(
  store: Pick<TrailStore, 'from' | 'window'>,
  against: Against,
): Promise<TrailProof> {
  const faults: TrailFault[] = [];
  const { checkpoint } = against;
  const wrong = checkpointFault(against);
  if (wrong) faults.push(wrong);
  let before: StoredEntry | null = null;
  let entries = 0;
  let hashAtCheckpoint: string | null = checkpoint?.sequence === 0 ? genesis : null;
  for (;;) {
    const next: readonly StoredEntry[] = await store.from((before?.sequence ?? 0) + 1, page);
    for (const entry of next) {
      const what = linkFault(before, entry, sha256);
      if (what && faults.length < mostFaults) faults.push({ sequence: entry.sequence, what });
      if (entry.sequence === checkpoint?.sequence) hashAtCheckpoint = entry.hash;
      before = entry;
      entries += 1;
    }
    if (next.length < page) break;
  }
  if (checkpoint && !wrong && hashAtCheckpoint !== checkpoint.hash)
    faults.push(unlike(checkpoint, hashAtCheckpoint));
  faults.push(...(await textFaults(store)).slice(0, mostFaults));
  return { sound: faults.length === 0, entries, faults };
}

const unlike = (checkpoint: Checkpoint, found: string | null): TrailFault => ({
  sequence: checkpoint.sequence,
  what:
    found === null
      ? `The trail ends before entry ${checkpoint.sequence}, which the checkpoint shows: entries were removed from its end.`
      : `Entry ${checkpoint.sequence} is not the one that the checkpoint shows: the trail before it was changed.`,
});
