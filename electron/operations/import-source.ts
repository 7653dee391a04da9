import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { passedOverAs } from '../../shared/domain/recording/passed-over.ts';

/** A file that is to be taken in, by its real path. `bytes` is 0 where it could not be asked. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Entries of the chosen folders that are no recordings by their place or name: hidden, of the system, sidecars. */
  readonly passedOver: number;
  /** The same by why. */
  readonly passedBy: Readonly<Record<PassedBecause, number>>;
}

type PassedBecause = 'hidden' | 'system' | 'sidecar' | 'link' | 'library';

/** As a person counts: `IMG_2` comes before `IMG_10`, whichever of the two was written in capitals. */
const natural = new Intl.Collator('en', { numeric: true });

const byName = (a: Dirent, b: Dirent): number =>
  natural.compare(a.name, b.name) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Null where the folder cannot be read. */
async function entriesOf(folder: string): Promise<Dirent[] | null> {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort(byName);
  } catch {
    return null;
  }
}

const isLibrary = (entries: readonly Dirent[]): boolean =>
  entries.some((entry) => entry.isFile() && entry.name === 'library.json');

async function sizeOf(path: string): Promise<number> {
  try {
    return (await lstat(path)).size;
  } catch {
    return 0;
  }
}

class Walk {
  readonly #files = new Map<string, FoundFile>();
  readonly #passed: Record<PassedBecause, number> = { hidden: 0, system: 0, sidecar: 0, link: 0, library: 0 };

  get found(): FoundFiles {
    const passedOver = Object.values(this.#passed).reduce((sum, count) => sum + count, 0);
    return { files: [...this.#files.values()], passedOver, passedBy: { ...this.#passed } };
  }

  /** A path that a person chose: what it points at is what they meant. */
  async chosen(path: string): Promise<void> {
    const absolute = resolve(path);
    try {
      const real = await realpath(absolute);
      if ((await lstat(real)).isDirectory()) await this.#folder(real);
      else await this.#file(real);
    } catch {
      // What is not there becomes an item of the job, which says so.
      await this.#file(absolute);
    }
  }

  async #file(path: string): Promise<void> {
    this.#files.set(path, { path, bytes: await sizeOf(path) });
  }

  /** Symbolic links are not followed: what they point at was not chosen, or is walked in its own place. */
  async #folder(top: string): Promise<void> {
    const waiting = [top];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      const entries = await entriesOf(folder);
      if (entries === null) {
        await this.#file(folder);
        continue;
      }
      if (isLibrary(entries)) {
        this.#passed.library += 1;
        continue;
      }
      const inside: string[] = [];
      for (const entry of entries) {
        const path = join(folder, entry.name);
        const because = passedOverAs(entry.name);
        if (because) this.#passed[because] += 1;
        else if (entry.isDirectory()) inside.push(path);
        else if (entry.isFile()) await this.#file(path);
        else this.#passed.link += 1;
      }
      waiting.push(...inside.toReversed());
    }
  }
}

/**
 * The files behind chosen paths, each once, in a stable order: the chosen ones as chosen, in a folder its files by
 * name and then its folders by name. Another Custos library is not walked into.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const walk = new Walk();
  for (const path of paths) await walk.chosen(path);
  return walk.found;
}
