import { readFile, stat } from 'node:fs/promises';
import type { Gives } from '../shared/domain/recording/finding-groups.ts';
import { CustosError } from '../shared/kernel/error.ts';
import { type Anonymised, anonymise, inspectFile } from './anonymise/anonymise.ts';
import { cleanableContainers, cleanerFor, inputLimit } from './anonymise/metadata/cleaners.ts';
import { replaceFile } from './files/durable.ts';
import type { Looked } from './media/look-result.ts';
import { createMedia, type Media } from './media/media.ts';

/** What a file is and what in it identifies. `takenAt` is null where only the file system has a date. */
export interface Inspected {
  readonly kind: Looked['kind'];
  readonly container: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationSeconds: number | null;
  readonly takenAt: string | null;
  readonly findings: readonly {
    readonly where: string;
    readonly name: string;
    readonly value: string;
    readonly why: string;
    readonly gives: Gives;
  }[];
  /** False where Custos cannot yet read this container's metadata: no findings then say nothing. */
  readonly metadataRead: boolean;
}

/** What the engine does with files that are in no library. */
export interface LooseFiles {
  /** @throws CustosError `unreadable` with the way forward. */
  inspect(path: string): Promise<Inspected>;
  /**
   * Writes a cleaned copy, with regions filled solid, to `output` (replaced whole or not at all); gives back where
   * it lies, which has a further ending where a picture was taken out of a camera's raw file.
   * @throws CustosError `unsupported`, `unreadable`, `too-large`, `refused`; there is no output then.
   */
  clean(
    path: string,
    output: string,
    regions?: unknown,
  ): Promise<Omit<Anonymised, 'bytes'> & { readonly output: string }>;
  close(): void;
}

async function readBounded(path: string): Promise<Uint8Array> {
  if ((await stat(path)).size > inputLimit) {
    throw new CustosError(
      'too-large',
      'The file is larger than 512 MB, which Custos cannot clean as a photograph.',
    );
  }
  return readFile(path);
}

/** @throws CustosError `unreadable` where the file or folder is not there or may not be read. */
async function readable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      throw new CustosError('unreadable', `${path} cannot be read (${String(error.code)}).`, {}, error);
    }
    throw error;
  }
}

function takenAt({ made }: Looked): string | null {
  if (made.local === null || (made.source !== 'camera' && made.source !== 'container')) return null;
  return `${made.local}${made.offset ?? ''}`;
}

async function inspect(media: Media, path: string): Promise<Inspected> {
  const looked = await media.look({ path }, { thumbnail: false });
  if (looked.outcome === 'set-aside') {
    throw new CustosError('unreadable', `${looked.message} ${looked.wayForward}`, { reason: looked.reason });
  }
  const metadataRead = cleanableContainers.includes(looked.container);
  return {
    kind: looked.kind,
    container: looked.container,
    width: looked.width,
    height: looked.height,
    durationSeconds: looked.durationMs === null ? null : looked.durationMs / 1000,
    takenAt: takenAt(looked),
    findings: metadataRead ? inspectFile(await readBounded(path)) : [],
    metadataRead,
  };
}

/** Opens what the engine does with loose files. Its worker processes start with the first need and end with `close`. */
export function openLooseFiles(): LooseFiles {
  const media = createMedia();
  return {
    inspect: (path) => readable(path, inspect(media, path)),
    async clean(path, output, regions = []) {
      const source = await readable(path, readBounded(path));
      const { bytes, ...done } = await anonymise(source, { regions, knownIdentifiers: [], decoder: media });
      // What is taken out of a camera's raw file is no raw file any more, and its name says so.
      const place = cleanerFor(source).container === 'raw' ? `${output}.jpg` : output;
      await readable(place, replaceFile(place, bytes));
      return { ...done, output: place };
    },
    close: () => media.close(),
  };
}
