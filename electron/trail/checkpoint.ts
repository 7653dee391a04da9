import { type Checkpoint, checkpointText, genesis } from '../../shared/domain/trail/chain.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { TrailStore } from './store.ts';

/** A signed statement of where the trail stands now. `sign` gives an Ed25519 signature, base64url. */
export async function makeCheckpoint(
  store: Pick<TrailStore, 'last'>,
  {
    library,
    now,
    sign,
  }: { readonly library: Id; readonly now: Instant; readonly sign: (text: string) => string },
): Promise<Checkpoint> {
  const last = await store.last();
  const statement = { library, sequence: last?.sequence ?? 0, hash: last?.hash ?? genesis, at: now };
  return { ...statement, signature: sign(checkpointText(statement)) };
}
