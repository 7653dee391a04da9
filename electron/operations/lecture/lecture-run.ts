import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Output } from '../../../shared/contract/contract.ts';
import { CustosError, isCustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Viewer } from '../../catalogue/catalogue.ts';
import type { LecturePart } from '../../media/lecture/lecture.ts';
import type { Rooms } from '../context.ts';
import { type FoundFile, readFoundFile } from '../copies/found-file.ts';
import { type Matches, matchesOf } from '../copies/matches.ts';
import { findFiles } from '../import-source.ts';
import type { CheckedFile, CheckedPart, LectureCheck } from './checked.ts';

type Progress = Output<'lecture.progress'>;

/** What was brought to be checked: a path, and the name by which the person knows it where it was received. */
export interface LectureSource {
  readonly path: string;
  readonly name: string | null;
  /** It lies in `tmp/` for this check alone. */
  readonly received: boolean;
}

type Unlooked = Pick<CheckedPart, 'file' | 'name' | 'places' | 'cropped' | 'together' | 'note'> & {
  readonly path: string | null;
};

const mostParts = 5_000;
/** Parts in work at once: one a decoding worker, and one that is compared meanwhile. */
const inWork = 3;

export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

const unlookedAt = { sha256: null, thumbnail: null, matches: [] } as const;

/** One reading of what was brought. It changes nothing in it and keeps what it learns in memory. */
export class LectureRun implements LectureCheck {
  readonly id: Id;
  readonly files: CheckedFile[] = [];
  readonly parts: CheckedPart[] = [];
  readonly #rooms: Rooms;
  readonly #viewer: Viewer;
  readonly #sources: readonly LectureSource[];
  readonly #known = new Map<string, Promise<Matches>>();
  #state: Progress['state'] = 'reading';
  #error: string | null = null;
  #total = 0;
  #stopped = false;

  constructor(id: Id, rooms: Rooms, viewer: Viewer, sources: readonly LectureSource[]) {
    this.id = id;
    this.#rooms = rooms;
    this.#viewer = viewer;
    this.#sources = sources;
  }

  say(): Progress {
    const done = this.parts.length;
    return { state: this.#state, done, total: Math.max(done, this.#total), error: this.#error };
  }

  get isOver(): boolean {
    return this.#state === 'done' || this.#state === 'failed';
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { path, received } of this.#sources) if (received) await rm(path, { force: true });
  }

  async run(): Promise<void> {
    try {
      const folder = await mkdtemp(join(this.#rooms.tmp, 'lecture-'));
      try {
        await this.#read(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
      // Said last: whoever is told that it is over finds no picture of the lecture left lying in the clear.
      this.#state = 'done';
    } catch (error) {
      this.#state = 'failed';
      this.#error = isCustosError(error)
        ? error.message
        : 'The check stopped at a fault that was not foreseen. Please try it again.';
    }
  }

  async #read(folder: string): Promise<void> {
    const waiting: Unlooked[] = [];
    for (const source of this.#sources) await this.#open(source, folder, waiting);
    this.#total = waiting.length;
    this.#state = 'comparing';
    await this.#lookAtAll(waiting, folder);
  }

  #assertGoing(): void {
    if (this.#stopped) throw new CustosError('cancelled', 'The check was ended.');
  }

  async #open({ path, name, received }: LectureSource, folder: string, waiting: Unlooked[]): Promise<void> {
    const { files } = received ? { files: [{ path }] } : await findFiles([path]);
    for (const file of files) {
      this.#assertGoing();
      waiting.push(
        ...(await this.#takeApart(file.path, name ?? toldIn(path, file.path), waiting.length, folder)),
      );
      if (waiting.length > mostParts)
        throw new CustosError(
          'too-large',
          `There are more than ${mostParts} pictures and clips. Please check them in smaller pieces.`,
        );
    }
  }

  async #takeApart(path: string, name: string, before: number, folder: string): Promise<Unlooked[]> {
    const file = this.files.length;
    const own = await mkdtemp(join(folder, 'file-'));
    const itself = { file, name: '', places: [], cropped: false, together: [] };
    const lecture = await this.#rooms.media.unpackLecture(path, own).catch(() => null);
    if (lecture === null) {
      this.files.push({ path, name, format: null, count: null, note: null, sha256: null });
      return [{ ...itself, path, note: null }];
    }
    if (lecture.outcome === 'set-aside') {
      const note = `${lecture.message} ${lecture.wayForward}`;
      this.files.push({ path, name, format: null, count: null, note, sha256: null });
      return [{ ...itself, path: null, note }];
    }
    const { format, count, parts } = lecture;
    this.files.push({ path, name, format, count, note: null, sha256: await digestOf(path) });
    return parts.map((part) => ({ ...part, file, together: placesOf(part, parts, before) }));
  }

  async #lookAtAll(waiting: readonly Unlooked[], folder: string): Promise<void> {
    const ready: (CheckedPart | undefined)[] = [];
    const left = waiting.entries();
    const work = async (): Promise<void> => {
      for (const [at, part] of left) {
        this.#assertGoing();
        ready[at] = await this.#look(part, folder);
        for (let next = ready[this.parts.length]; next; next = ready[this.parts.length])
          this.parts.push(next);
      }
    };
    await Promise.all(Array.from({ length: inWork }, work));
  }

  async #look({ path, ...part }: Unlooked, folder: string): Promise<CheckedPart> {
    if (path === null) return { ...part, ...unlookedAt };
    try {
      const found = await readFoundFile(this.#rooms, path);
      const { sha256, thumbnail } = found;
      return { ...part, sha256, thumbnail, ...(await this.#match(found)) };
    } catch (error) {
      if (!isCustosError(error) || error.code === 'cancelled') throw error;
      // What could not be compared is not said to be a stranger, and the rest of the lecture is read all the same.
      return { ...part, ...unlookedAt, note: error.message };
    } finally {
      if (path.startsWith(folder)) await rm(path, { force: true });
    }
  }

  /** A picture that stands on many slides is compared once. */
  #match(found: FoundFile): Promise<Matches> {
    const known = this.#known.get(found.sha256);
    const matches = known ?? matchesOf(this.#rooms, this.#viewer, found);
    this.#known.set(found.sha256, matches);
    return matches;
  }
}

/** A file by its way from what was chosen; by its name where that was the file itself. */
function toldIn(chosen: string, path: string): string {
  const way = relative(chosen, path);
  return way === '' || way.startsWith('..') ? basename(path) : way.split(sep).join('/');
}

/** The parts that are shown as one with this one, by their places in the whole list. */
function placesOf(part: LecturePart, parts: readonly LecturePart[], before: number): number[] {
  return part.together.flatMap((name) => {
    const at = parts.findIndex((other) => other.name === name);
    return at < 0 ? [] : [before + at];
  });
}
