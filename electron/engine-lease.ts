import type { DoorAddress } from './engine-types.ts';
import { readLease } from './library/engine-lock.ts';
import { layoutOf } from './library/layout.ts';

/** Where the engine that last took a library listens, by its lease; null where there is none. It may be dead. */
export async function findDoor(place: string): Promise<DoorAddress | null> {
  const lease = await readLease(layoutOf(place));
  return lease ? { socket: lease.socket, key: lease.nonce } : null;
}
