import { join } from 'node:path';
import { createEngine } from '../../electron/engine.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { passphrase, type Rig } from './rig.ts';

type Call = <T>(name: string, input: unknown) => Promise<T>;

/**
 * Somebody with the backup and a passphrase only: on another machine, or with `ledgers` on one that knows what was
 * erased there.
 */
export async function restore(
  rig: Rig,
  from: string,
  work: (call: Call, restored: Output<'backup.restore'>) => Promise<void>,
  ledgers?: string,
): Promise<void> {
  const engine = await createEngine({ place: null, files: 'dialogs', ledgers });
  const connection = engine.connect();
  const call: Call = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await engine.dispatch(connection, name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
    return reply.value as T;
  };
  const place = join(rig.files({}), 'Restored.custos');
  try {
    await work(call, await call('backup.restore', { from, place, user: 'Cass', passphrase }));
  } finally {
    await engine.close();
  }
}
