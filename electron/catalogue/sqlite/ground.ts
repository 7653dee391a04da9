import { type RawBuilder, sql } from 'kysely';
import { keepsCollection } from '../../../shared/domain/recording/discovery.ts';
import type { Viewer } from '../catalogue.ts';
import { roleShift } from './cell.ts';
import type { Connection } from './connection.ts';
import { levelIn, type Sight } from './find.ts';
import type { Grid } from './grid.ts';
import type { SharedGrid } from './grid-store.ts';
import type { Sorted } from './sorted.ts';
import type { Spelt } from './spelt.ts';

/** What discovery works on: the grid as this view sees it, and what may be kept between questions. */
export interface Ground {
  readonly connection: Connection;
  readonly shared: SharedGrid;
  grid(): Grid;
  /** Null inside a transaction that has changed something: nothing of it may be kept. */
  keep(): Kept | null;
  /** The longer words of letters among all names; who may know of one is asked of each. */
  vocabulary(): readonly Spelt[];
}

/** What a search has found, and what it has to say in sentences. */
export interface Found {
  readonly list: Sorted;
  readonly notes: readonly string[];
}

interface OwnRows {
  readonly version: number;
  readonly levels: Uint8Array | null;
}

/** Answers kept until something changes: scrolling asks the same question again and again. */
export class Kept {
  readonly #lists = new Map<string, { version: number; found: Found }>();
  readonly #own = new Map<string, OwnRows>();
  readonly #answers = new Map<string, { version: number; answer: unknown }>();
  #vocabulary: { readonly version: number; readonly words: readonly Spelt[] } | null = null;

  list(key: string, version: number): Found | null {
    const kept = this.#lists.get(key);
    if (!kept || kept.version !== version) return null;
    this.#lists.delete(key);
    this.#lists.set(key, kept);
    return kept.found;
  }
  setList(key: string, version: number, found: Found): void {
    this.#lists.set(key, { version, found });
    const [oldest] = this.#lists.keys();
    // Twelve lists of a million numbers are 48 MB.
    if (this.#lists.size > 12 && oldest !== undefined) this.#lists.delete(oldest);
  }
  /** The vocabulary of this version, loaded where it is not kept. */
  vocabulary(version: number, load: () => readonly Spelt[]): readonly Spelt[] {
    if (this.#vocabulary?.version !== version) this.#vocabulary = { version, words: load() };
    return this.#vocabulary.words;
  }
  /** An answer of this version, worked out where it is not kept. */
  answer<T>(key: string, version: number, work: () => T): T {
    const kept = this.#answers.get(key);
    if (kept?.version === version) return kept.answer as T;
    const answer = work();
    this.#answers.set(key, { version, answer });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > 16 && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
  own(user: string, version: number): OwnRows | null {
    const kept = this.#own.get(user);
    return kept?.version === version ? kept : null;
  }
  setOwn(user: string, rows: OwnRows): void {
    this.#own.set(user, rows);
    const [oldest] = this.#own.keys();
    if (this.#own.size > 8 && oldest !== undefined) this.#own.delete(oldest);
  }
}

/**
 * A keeper sees more than their role does of sealed recordings alone, and of these nothing once their day may be over.
 */
function withoutBehind(levels: Uint8Array | null, marks: Uint8Array | null): Uint8Array | null {
  if (levels === null || marks === null) return levels;
  return levels.map((level, number) => ((marks[number] ?? 0) === 0 ? level : 0));
}

function ownLevels(ground: Ground, viewer: Viewer): Uint8Array | null {
  const version = ground.shared.viewerVersion;
  const kept = ground.keep()?.own(viewer.user, version);
  const size = ground.grid().size;
  if (kept && (kept.levels === null || kept.levels.length >= size)) return kept.levels;
  const packed = ground.connection.numbers(
    sql`SELECT recording * 8 + treats * 4 + level FROM recording_viewer WHERE user = ${viewer.user}`.compile(
      ground.connection.kysely,
    ),
  );
  const levels = packed.length === 0 ? null : new Uint8Array(size);
  if (levels) for (const entry of packed) levels[entry >> 3] = entry & 7;
  ground.keep()?.setOwn(viewer.user, { version, levels });
  return levels;
}

/** Names and file names may be searched by those who keep the collection, and by clinicians for their own patients. */
const namesFor = (viewer: Viewer): Sight['names'] =>
  keepsCollection(viewer.role) ? 'all' : viewer.role === 'clinician' ? 'treated' : 'none';

export const sightOf = (ground: Ground, viewer: Viewer): Sight => ({
  shift: roleShift(viewer.role),
  own: keepsCollection(viewer.role)
    ? withoutBehind(ownLevels(ground, viewer), ground.shared.behind.marks)
    : ownLevels(ground, viewer),
  names: namesFor(viewer),
  behind: keepsCollection(viewer.role) ? null : ground.shared.behind.marks,
});

/** How many of the recordings that a query of the table answers this viewer finds. */
export function countFound(ground: Ground, viewer: Viewer, query: RawBuilder<number>): number {
  const sight = sightOf(ground, viewer);
  let count = 0;
  for (const number of ground.connection.numbers(query.compile(ground.connection.kysely)))
    if (levelIn(ground.grid(), sight, number) > 0) count += 1;
  return count;
}

/** An answer about everything that this viewer finds, kept until something changes. */
export const keptFor = <T>(ground: Ground, { role, user }: Viewer, name: string, work: () => T): T =>
  ground.keep()?.answer(`${name} ${role} ${user}`, ground.shared.version, work) ?? work();
