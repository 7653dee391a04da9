import { type ChainFault, chainStart, commitTo, walkChain } from '../../shared/domain/trail/chain.ts';
import type { Checkpoint } from '../../shared/domain/trail/checkpoint.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { isSigned } from './checkpoint.ts';
import { sha256 } from './sha256.ts';
import type { StoredEntry, TrailStore } from './store.ts';

export interface TrailProof {
  readonly sound: boolean;
  readonly entries: number;
  readonly faults: readonly ChainFault[];
}

export interface VerifyOptions {
  /** Proves that nothing before it was altered, removed, reordered or cut off. */
  readonly checkpoint?: Checkpoint | undefined;
  /** The keys that sign this library's checkpoints, present and former. */
  readonly publicKeys?: readonly string[] | undefined;
  readonly library?: Id | undefined;
  /** Is shown each entry in passing, sound or not. */
  readonly onEntry?: ((entry: StoredEntry) => void) | undefined;
}

type Store = Pick<TrailStore, 'from' | 'texts'>;

const pageSize = 1_000;
/** A trail that was tampered with throughout is told of by its first faults. */
const mostFaults = 1_000;

/** Words that are there must be those that were committed to; words that are gone were erased. */
async function textFaults(store: Store, entries: readonly StoredEntry[]): Promise<ChainFault[]> {
  const first = entries[0]?.sequence ?? 1;
  const last = entries.at(-1)?.sequence ?? 0;
  const committed = new Map(entries.map(({ sequence, textCommitment }) => [sequence, textCommitment]));
  const texts = await store.texts(first, last);
  return texts
    .filter(({ sequence, salt, text }) => committed.get(sequence) !== commitTo(salt, text, sha256))
    .map(({ sequence }) => ({ sequence, what: 'The words of this entry are not those that were written.' }));
}

function checkpointFaults(
  { checkpoint, publicKeys, library }: VerifyOptions,
  atCheckpoint: StoredEntry | null,
): ChainFault[] {
  if (!checkpoint) return [];
  const { sequence } = checkpoint;
  const faults: ChainFault[] = [];
  if (library !== undefined && checkpoint.library !== library)
    faults.push({ sequence, what: 'The checkpoint belongs to another library.' });
  if (publicKeys && !isSigned(checkpoint, publicKeys))
    faults.push({ sequence, what: 'The checkpoint was not signed by this library.' });
  if (!atCheckpoint)
    faults.push({ sequence, what: 'The trail ends before the checkpoint: entries were cut off.' });
  else if (atCheckpoint.hash !== checkpoint.hash)
    faults.push({ sequence, what: 'The trail up to here is not the one that the checkpoint was made of.' });
  return faults;
}

/**
 * Walks the whole trail in pages, so that any length is proved in the same memory: each entry by its hash and its
 * link, each text by its commitment, and all up to a checkpoint by the checkpoint. Without one, entries cut off the
 * end cannot be missed.
 */
export async function verifyTrail(store: Store, options: VerifyOptions = {}): Promise<TrailProof> {
  let place = chainStart;
  let entries = 0;
  let atCheckpoint: StoredEntry | null = null;
  const faults: ChainFault[] = [];
  for (let from = 0; ; from = place.next) {
    const page = await store.from(from, pageSize);
    if (options.onEntry) page.forEach(options.onEntry);
    const walked = walkChain(page, place, sha256);
    faults.push(...walked.faults, ...(await textFaults(store, page)));
    atCheckpoint ??= page.find(({ sequence }) => sequence === options.checkpoint?.sequence) ?? null;
    entries += page.length;
    place = walked.place;
    if (page.length < pageSize) break;
  }
  faults.push(...checkpointFaults(options, atCheckpoint));
  return { sound: faults.length === 0, entries, faults: faults.slice(0, mostFaults) };
}
