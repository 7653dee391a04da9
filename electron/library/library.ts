import { randomBytes } from 'node:crypto';
import { readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, idFromBytes } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { makePrivateFolder, syncFolder } from '../files/durable.ts';
import { folderEnding, type Layout, layoutOf } from './layout.ts';
import { type Manifest, readManifest, writeManifest } from './manifest.ts';
import { networkKindOf } from './network-place.ts';

export type NewLibrary = {
  /** The folder to make; `.custos` is added where it is not there. */
  readonly place: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** By default a random one. */
  readonly id?: Id;
};

export type OpenLibrary = { readonly layout: Layout; readonly manifest: Manifest };

/** @throws CustosError `unsupported` where the place is on a network: locks and fsync cannot be trusted there. */
export async function refuseNetworkPlace(path: string): Promise<void> {
  const kind = await networkKindOf(path);
  if (kind === undefined) return;
  throw new CustosError(
    'unsupported',
    `This folder is on a network file system (${kind}), where a library in use can be damaged. Keep the library on a disk of this computer; backups may lie on the network.`,
    { kind },
  );
}

async function refuseTaken(root: string): Promise<void> {
  try {
    if ((await readdir(root)).length === 0) return;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  throw new CustosError(
    'conflict',
    'There is something in this folder already. Choose another name or place.',
  );
}

/**
 * Makes a library: builds it beside its place under a temporary name and moves it there whole, so that a
 * kill leaves no half-made library.
 * @param fill makes the keys (and what else shall be there from the start) and gives the public checkpoint key.
 * @throws CustosError `conflict` where the folder is taken, `unsupported` on a network file system.
 */
export async function createLibrary(
  library: NewLibrary,
  fill: (layout: Layout, id: Id) => Promise<{ readonly checkpointKey: string }>,
): Promise<OpenLibrary> {
  const given = resolve(library.place);
  const root = given.endsWith(folderEnding) ? given : `${given}${folderEnding}`;
  await requireFolder(dirname(root));
  await refuseNetworkPlace(dirname(root));
  await refuseTaken(root);
  const draft = join(dirname(root), `.${basename(root)}.${randomBytes(4).toString('hex')}.new`);
  const id = library.id ?? idFromBytes(randomBytes(16));
  try {
    const layout = layoutOf(draft);
    for (const folder of [draft, layout.keys, layout.vault, layout.tmp]) await makePrivateFolder(folder);
    const { checkpointKey } = await fill(layout, id);
    const { name, createdAt } = library;
    await writeManifest(layout.manifest, { id, name, createdAt, checkpointKey, formerCheckpointKeys: [] });
    await rename(draft, root);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(dirname(root));
  return openLibrary(root);
}

/** Only the last folder of the way may be missing: a mistyped place shall not become a tree of folders. */
async function requireFolder(path: string): Promise<void> {
  try {
    await realpath(path);
  } catch (cause) {
    throw new CustosError(
      'not-found',
      'The folder that shall hold the library does not exist. Choose one that does.',
      {},
      cause,
    );
  }
}

/**
 * Finds a library and what it says of itself; nothing is locked or opened yet.
 * @throws CustosError `not-found`, `damaged`, or `unsupported` for a newer format or a network file system.
 */
export async function openLibrary(place: string): Promise<OpenLibrary> {
  const manifest = await readManifest(layoutOf(resolve(place)).manifest);
  const root = await realpath(place);
  await refuseNetworkPlace(root);
  const layout = layoutOf(root);
  for (const folder of [layout.keys, layout.vault, layout.tmp]) await makePrivateFolder(folder);
  return { layout, manifest };
}

/**
 * Empties `tmp/`, where plaintext may have been left by a kill. For the holder of the library's lock, when
 * nothing is in flight. Answers how many entries were removed.
 */
export async function sweepTmp(layout: Layout): Promise<number> {
  const names = await readdir(layout.tmp);
  for (const name of names) await rm(join(layout.tmp, name), { recursive: true, force: true });
  await syncFolder(layout.tmp);
  return names.length;
}
