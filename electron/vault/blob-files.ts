import { readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CustosError } from '../../shared/kernel/error.ts';
import { type Id, isId } from '../../shared/kernel/id.ts';
import { makePrivateFolder, removeFile, syncFolder } from '../files/durable.ts';

const partEnding = '.age.part';
const prefixForm = /^[0-9a-f]{2}$/;

/** An empty list for a folder that is not there. */
async function entriesOf(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Where blobs lie: `<vault>/ab/<blob>.age` when whole, `<tmp>/<blob>.age.part` while they are written. */
export class BlobFiles {
  readonly #vault: string;
  readonly #tmp: string;
  readonly #made = new Set<string>();

  constructor(vault: string, tmp: string) {
    this.#vault = vault;
    this.#tmp = tmp;
  }

  /** @throws CustosError `invalid-input` for anything but an id: a path is never made of a foreign name. */
  path(blob: Id): string {
    if (!isId(blob)) throw new CustosError('invalid-input', 'This is not the id of a stored file.');
    return join(this.#vault, blob.slice(0, 2), `${blob}.age`);
  }

  partPath(blob: Id): string {
    return join(this.#tmp, `${blob}${partEnding}`);
  }

  /** Moves a written part to its place; the folder it lands in is made, durably, when first needed. */
  async place(blob: Id): Promise<void> {
    const folder = dirname(this.path(blob));
    if (!this.#made.has(folder)) {
      await makePrivateFolder(folder);
      await syncFolder(this.#vault);
      this.#made.add(folder);
    }
    await rename(this.partPath(blob), this.path(blob));
  }

  async syncFolderOf(blob: Id): Promise<void> {
    await syncFolder(dirname(this.path(blob)));
  }

  async remove(blob: Id): Promise<void> {
    const folder = dirname(this.path(blob));
    if ((await entriesOf(folder)).length > 0) await removeFile(this.path(blob));
  }

  /** The two-digit folders of the vault, in order. */
  async prefixes(): Promise<string[]> {
    return (await entriesOf(this.#vault)).filter((name) => prefixForm.test(name)).sort();
  }

  /** The blobs in one folder, in order. */
  async withPrefix(prefix: string): Promise<Id[]> {
    const names = (await entriesOf(join(this.#vault, prefix))).filter((name) => name.endsWith('.age'));
    return names
      .map((name) => name.slice(0, -'.age'.length))
      .filter(isId)
      .sort();
  }

  /** The blobs whose writing has begun and not ended, this process's own among them. */
  async parts(): Promise<Id[]> {
    const names = (await entriesOf(this.#tmp)).filter((name) => name.endsWith(partEnding));
    return names.map((name) => name.slice(0, -partEnding.length)).filter(isId);
  }
}
