import { randomBytes } from 'node:crypto';
import { access, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a removal is prepared; once it has this name it will be carried out, whatever happens. */
export const pendingFolder = (folder: string): string => join(folder, 'next');
/** Where a removal is written before it counts, and where it goes once it is done. */
export const draftFolder = (folder: string): string => join(folder, 'next.part');
export const doneFolder = (folder: string): string => join(folder, 'next.done');

export const userListPath = (folder: string): string => join(folder, 'users.json');

export const newKeyFileName = (): string => `${randomBytes(16).toString('hex')}.age`;
export const newHandoverName = (): string => `${randomBytes(16).toString('hex')}.handover.age`;

const personal = /^[0-9a-f]{32}(\.handover)?\.age$/;

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** Users' key files and handovers that a list does not name: of removed users, or of a step that was cut. */
export async function unlistedFiles(folder: string, listed: ReadonlySet<string>): Promise<string[]> {
  return (await readdir(folder)).filter((name) => personal.test(name) && !listed.has(name));
}

/** Removes what a kill left behind of writes that never counted. */
export async function removeLeftovers(folder: string): Promise<void> {
  await rm(draftFolder(folder), { recursive: true, force: true });
  await rm(doneFolder(folder), { recursive: true, force: true });
  for (const name of await readdir(folder)) {
    if (/^\.[0-9a-f]{16}\.part$/.test(name)) await rm(join(folder, name), { force: true });
  }
}
