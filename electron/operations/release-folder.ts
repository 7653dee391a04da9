import { createHash } from 'node:crypto';
import { link, lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, utimes } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import { syncFolder, writeFully } from '../files/durable.ts';

/** Where a release is written until it is whole, and where it then stands. */
export interface ReleasePlace {
  readonly part: string;
  readonly final: string;
}

/** The folder of a library, in which `tmp/` lies. */
export const libraryFolder = ({ tmp }: { readonly tmp: string }): string => dirname(tmp);

async function entriesOf(path: string): Promise<readonly string[] | null> {
  try {
    return await readdir(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') throw taken(path);
    throw noPlace(path, error);
  }
}

const taken = (path: string): CustosError =>
  new CustosError(
    'conflict',
    `There is something called ${basename(path)} already. Nothing was overwritten.`,
  );

const noPlace = (path: string, cause: unknown): CustosError =>
  new CustosError(
    'conflict',
    `The copies cannot be written to ${path}. Please choose a folder that exists and that you may write to.`,
    {},
    cause,
  );

/** The real path of something that need not be there yet: links are followed as far as it is. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if (parent === path) throw noPlace(path, error);
    return join(await realOf(parent), basename(path));
  }
}

/** A release inside the library's own folder would be swept away, or be taken for part of it. */
async function assertOutside(path: string, library: string): Promise<void> {
  const way = relative(await realOf(library), await realOf(path));
  if (way === '' || (!way.startsWith('..') && !isAbsolute(way))) {
    throw new CustosError(
      'conflict',
      'Copies cannot be released into the library’s own folder. Please choose another.',
    );
  }
}

/**
 * Prepares the folder of a release. The folder named becomes the release's own where it does not exist or is
 * empty; where it holds anything, the release is a new folder in it, named by its number.
 * @throws CustosError `conflict` where that place is taken, cannot be written to, or lies in the library.
 */
export async function prepareFolder(
  folder: string,
  number: string,
  part: string,
  library: string,
): Promise<ReleasePlace> {
  const asked = resolve(folder);
  await assertOutside(asked, library);
  const entries = await entriesOf(asked);
  const final = entries !== null && entries.length > 0 ? join(asked, number) : asked;
  if (final !== asked && (await entriesOf(final)) !== null) throw taken(final);
  const place = { part: join(dirname(final), `.${part}.part`), final };
  try {
    await mkdir(dirname(final), { recursive: true });
    await mkdir(place.part, { mode: 0o700 });
    return place;
  } catch (error) {
    throw noPlace(dirname(final), error);
  }
}

/** Puts a written release in its place. @throws CustosError `conflict` where something came there meanwhile. */
export async function placeFolder({ part, final }: ReleasePlace): Promise<void> {
  await syncFolder(part);
  try {
    // Goes only where it is empty; a folder with anything in it is never replaced.
    if (await exists(final)) await rmdir(final);
    await rename(part, final);
  } catch (error) {
    throw error instanceof Error && 'code' in error ? taken(final) : error;
  }
  await syncFolder(dirname(final));
}

export const dropFolder = ({ part }: ReleasePlace): Promise<void> =>
  rm(part, { recursive: true, force: true });

/** A file written out: how long it is and its SHA-256, hexadecimal. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes a new file durably, readable by its owner only; its times are those given, and say nothing of the source.
 * @throws CustosError `conflict` where there is a file of that name.
 */
export async function writeOut(path: string, parts: AsyncIterable<Uint8Array>, at: Date): Promise<Written> {
  const handle = await openNew(path);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const part of parts) {
      hash.update(part);
      await writeFully(handle, part, bytes);
      bytes += part.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await utimes(path, at, at);
  return { bytes, sha256: hash.digest('hex') };
}

async function openNew(path: string) {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    throw code === 'EEXIST' ? taken(path) : noPlace(dirname(path), error);
  }
}

/** A single file's place: written beside under a hidden name, then linked to its own, which must be free. */
export async function prepareFile(file: string, part: string, library: string): Promise<ReleasePlace> {
  const asked = resolve(file);
  await assertOutside(asked, library);
  if (await exists(asked)) throw taken(asked);
  return { part: join(dirname(asked), `.${part}.part`), final: asked };
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** @throws CustosError `conflict` where a file of that name came meanwhile. */
export async function placeFile({ part, final }: ReleasePlace): Promise<void> {
  try {
    await link(part, final);
  } catch (error) {
    if (await exists(final)) throw taken(final);
    // Some file systems have no links.
    if (!(error instanceof Error && 'code' in error)) throw error;
    await rename(part, final);
  }
  await rm(part, { force: true });
  await syncFolder(dirname(final));
}
