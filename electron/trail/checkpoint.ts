import { createPublicKey, verify } from 'node:crypto';
import { type Checkpoint, checkpointText } from '../../shared/domain/trail/checkpoint.ts';
import { CustosError } from '../../shared/kernel/error.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { TrailStore } from './store.ts';

/**
 * Signs the head of the trail as it stands.
 * @throws CustosError `conflict` where nothing was ever written.
 */
export async function makeCheckpoint(
  store: Pick<TrailStore, 'last'>,
  {
    library,
    now,
    sign,
  }: { readonly library: Id; readonly now: Instant; readonly sign: (text: string) => string },
): Promise<Checkpoint> {
  const last = await store.last();
  if (!last) throw new CustosError('conflict', 'The trail has no entry yet, so there is nothing to sign.');
  const head = { library, sequence: last.sequence, hash: last.hash, at: now };
  return { ...head, signature: sign(checkpointText(head)) };
}

/** Whether one of these keys (Ed25519, 32 bytes, base64url) signed it: the present one, or one from before a change. */
export function isSigned(checkpoint: Checkpoint, publicKeys: readonly string[]): boolean {
  const text = Buffer.from(checkpointText(checkpoint));
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  if (signature.length !== 64) return false;
  return publicKeys.some((x) => {
    if (Buffer.from(x, 'base64url').length !== 32) return false;
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, text, key, signature);
  });
}
