import { randomBytes } from 'node:crypto';
import { closeSync, futimesSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes a folder's entries durable, so that a rename survives a power cut. Windows has no such call and
 * orders its own journal: there it does nothing.
 */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder (and those above it) that only its owner may enter, whatever the umask. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}

/** Writes all of the bytes at a position, going on where the system wrote only a part. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Reads until the buffer is full or the file ends; the count of bytes read. */
export async function readFully(handle: FileHandle, into: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/**
 * Puts a small file in place whole or not at all (write beside it, fsync, rename, fsync the folder),
 * readable by its owner only. A killed writer leaves the old file, and perhaps a `.part` beside it.
 */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const part = join(dirname(path), `.${randomBytes(8).toString('hex')}.part`);
  const handle = await open(part, 'wx', 0o600);
  try {
    try {
      await writeFully(handle, typeof content === 'string' ? Buffer.from(content) : content, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The time of a copy that is handed on, in seconds: the same for all, so that it tells nothing (2000-01-01 UTC). */
const neutralTime = 946_684_800;

/**
 * Puts a copy that can be made again in place, whole or not at all, without waiting for the disk: that would take
 * longer than making it. In one go, for a worker that has nothing else to do.
 */
export function placeCopy(path: string, content: Uint8Array): void {
  const part = join(dirname(path), `.${randomBytes(8).toString('hex')}.part`);
  const handle = openSync(part, 'wx', 0o600);
  try {
    try {
      for (let done = 0; done < content.length; ) done += writeSync(handle, content, done);
      futimesSync(handle, neutralTime, neutralTime);
    } finally {
      closeSync(handle);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Writes a large copy from parts as they come, beside the place it is meant for; its path. Its time is neutral. */
export async function writePartBeside(path: string, parts: AsyncIterable<Uint8Array>): Promise<string> {
  const part = join(dirname(path), `.${randomBytes(8).toString('hex')}.part`);
  const handle = await open(part, 'wx', 0o600);
  try {
    let position = 0;
    for await (const bytes of parts) {
      await writeFully(handle, bytes, position);
      position += bytes.length;
    }
    await handle.utimes(neutralTime, neutralTime);
    await handle.sync();
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return part;
}

/** Puts a written part in its place, durably. */
export async function placePart(part: string, path: string): Promise<void> {
  await rename(part, path);
  await syncFolder(dirname(path));
}

/** Removes a file if it is there, durably. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}
