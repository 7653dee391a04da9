import type { Opening } from '../../shared/domain/seal/seal.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';

/** Covert recordings [11]: who may know of each, and when it was opened by whom. */

/** Somebody who may know of a sealed recording. */
export interface SealPersonRow {
  readonly user: Id;
  /** Null for those who knew of it before it was sealed. */
  readonly namedBy: Id | null;
  readonly namedAt: Instant;
}

/** What one person asks and the second decides. */
export interface OpeningRow {
  readonly id: Id;
  readonly recording: Id;
  readonly state: 'asked' | 'refused' | 'open' | 'closed';
  readonly reason: string;
  readonly until: Day;
  readonly askedBy: Id;
  readonly askedAt: Instant;
  /** Who was asked to be the second. */
  readonly second: Id;
  readonly decidedAt: Instant | null;
  /** The second was not independent of the first, because the library had nobody who was. */
  readonly secondMissing: boolean;
  readonly signature: string | null;
  readonly closedBy: Id | null;
  readonly closedAt: Instant | null;
}

/** What decisions and duties read of a recording's seal. */
export interface SealFacts {
  readonly named: readonly Id[];
  readonly openings: readonly Opening[];
}

export const noSeal: SealFacts = { named: [], openings: [] };

export interface SealReader {
  /** Every sealed recording, in order of number. */
  all(): Promise<readonly Id[]>;
  /** Sealed ones that are not open to this person. */
  closedTo(user: Id): Promise<ReadonlySet<Id>>;
  /** Of what these ids name (recordings, renditions, duties) the first that is closed to this person. */
  namedAmong(ids: readonly Id[], user: Id): Promise<Id | null>;
  persons(recording: Id): Promise<readonly SealPersonRow[]>;
  /** The openings of a recording, the newest first. */
  openings(recording: Id): Promise<readonly OpeningRow[]>;
  opening(id: Id): Promise<OpeningRow | null>;
  /** How many openings wait on this day for this person to be the second. */
  waitingFor(user: Id, today: Day): Promise<number>;
  /** Every opening that a second person has let begin. */
  opened(): Promise<readonly OpeningRow[]>;
}

export interface SealWriter extends SealReader {
  name(recording: Id, person: SealPersonRow): Promise<void>;
  ask(
    opening: Pick<OpeningRow, 'id' | 'recording' | 'reason' | 'until' | 'askedBy' | 'askedAt' | 'second'>,
  ): Promise<void>;
  decide(
    id: Id,
    change: Partial<
      Pick<
        OpeningRow,
        'state' | 'decidedAt' | 'secondMissing' | 'signature' | 'closedBy' | 'closedAt' | 'until'
      >
    >,
  ): Promise<void>;
  /** The recording is covert no more: nobody is named any longer, and what was asked of the seal is over. */
  lift(recording: Id, at: Instant): Promise<void>;
}
