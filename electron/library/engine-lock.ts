import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { removeFile, replaceFile } from '../files/durable.ts';
import type { Layout } from './layout.ts';

const lease = z.object({
  pid: z.number().int().positive(),
  /** Path of the local socket (or Windows pipe) the engine listens on. */
  socket: z.string().min(1),
  startedAt: z.string().refine((text): text is Instant => isInstant(text)),
  /** Proves to the engine that the caller can read this file: 32 random bytes, base64url. */
  nonce: z.string().min(43),
});

/** Where the running engine listens. Readable by the library's owner only. */
export type EngineLease = Readonly<z.output<typeof lease>>;

export type EngineLock = {
  /** Tells commands where to find this engine; `nonce` is the key of its door, by default a fresh one. */
  readonly announce: (socket: string, startedAt: Instant, nonce?: string) => Promise<EngineLease>;
  /** Gives the library back. Idempotent. */
  readonly release: () => Promise<void>;
};

const inUse = (): CustosError =>
  new CustosError(
    'in-use',
    'This library is open in another Custos on this computer. Close it there first, or work in that window.',
  );

/**
 * Takes the library for this process: an exclusive lock on a small database, which the system drops when the
 * process ends, however it ends. Nothing else may open or copy that file: closing any handle on it would
 * drop the lock on POSIX systems.
 * @throws CustosError `in-use` where another engine has it.
 */
export function lockLibrary(layout: Layout): EngineLock {
  const db = new Database(layout.engineLock, { timeout: 0 });
  try {
    chmodSync(layout.engineLock, 0o600);
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw inUse();
    throw error;
  }
  return {
    async announce(socket, startedAt, nonce = randomBytes(32).toString('base64url')) {
      const found = { pid: process.pid, socket, startedAt, nonce };
      await replaceFile(layout.engineLease, `${JSON.stringify(found)}\n`);
      return found;
    },
    async release() {
      if (!db.open) return;
      await removeFile(layout.engineLease);
      db.close();
    },
  };
}

/**
 * The lease of the engine that last took this library, if there is one; it may be dead. Only an answer on the
 * socket, or `lockLibrary` succeeding, tells.
 */
export async function readLease(layout: Layout): Promise<EngineLease | undefined> {
  try {
    return lease.parse(JSON.parse(await readFile(layout.engineLease, 'utf8')));
  } catch {
    return undefined;
  }
}
