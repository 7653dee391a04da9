import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DoorAddress } from '../engine-types.ts';

/** The longest path a Unix socket may have on the narrowest of our systems (macOS: 104 with the final zero). */
const longestSocketPath = 103;

/** The shortest folder for short-lived files that can hold a socket's path. */
function folderForSockets(): string {
  const asked = tmpdir();
  return asked.length + '/custos-XXXXXX/engine'.length > longestSocketPath ? '/tmp' : asked;
}

/**
 * A new address for a door: a socket in a fresh folder that its owner alone may enter, or a named pipe on Windows.
 * Not inside the library: its `tmp/` is swept while the engine runs, and its path may be too long for a socket.
 */
export async function newDoorAddress(): Promise<DoorAddress> {
  const key = randomBytes(32).toString('base64url');
  if (process.platform === 'win32') {
    return { socket: `\\\\.\\pipe\\custos-${randomBytes(16).toString('hex')}`, key };
  }
  const folder = await mkdtemp(join(folderForSockets(), 'custos-'));
  await chmod(folder, 0o700);
  return { socket: join(folder, 'engine'), key };
}

/** Removes the folder of a socket that nobody listens at any more. */
export async function removeDoorAddress({ socket }: DoorAddress): Promise<void> {
  if (process.platform !== 'win32') await rm(dirname(socket), { recursive: true, force: true });
}
