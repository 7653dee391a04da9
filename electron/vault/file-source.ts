import { type FileHandle, open } from 'node:fs/promises';
import { CustosError } from '../../shared/kernel/error.ts';

const readSize = 1_048_576;

type Shape = { readonly size: bigint; readonly mtimeNs: bigint; readonly ctimeNs: bigint };

async function shapeOf(handle: FileHandle): Promise<Shape> {
  const stat = await handle.stat({ bigint: true });
  if (!stat.isFile()) throw new CustosError('invalid-input', 'Only ordinary files can be taken in.');
  return { size: stat.size, mtimeNs: stat.mtimeNs, ctimeNs: stat.ctimeNs };
}

/**
 * The bytes of a file, for a put. Two buffers take turns, so a part is good until the one after next.
 * @throws CustosError `conflict` where the file was changed while it was read: what was read is no
 * file that ever was.
 */
export async function* readSource(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const before = await shapeOf(handle);
    let [current, other] = [Buffer.allocUnsafe(readSize), Buffer.allocUnsafe(readSize)];
    let total = 0;
    let coming = handle.read(current, 0, readSize, 0);
    for (;;) {
      const { bytesRead } = await coming;
      if (bytesRead === 0) break;
      total += bytesRead;
      coming = handle.read(other, 0, readSize, total);
      coming.catch(() => undefined);
      yield current.subarray(0, bytesRead);
      [current, other] = [other, current];
    }
    const after = await shapeOf(handle);
    const same = after.mtimeNs === before.mtimeNs && after.ctimeNs === before.ctimeNs;
    if (!same || BigInt(total) !== before.size || after.size !== before.size) {
      throw new CustosError(
        'conflict',
        'The file was changed by another program while it was being read. Try again when it is no longer in use.',
      );
    }
  } finally {
    await handle.close();
  }
}
