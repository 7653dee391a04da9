import type { Obligation, QueueName, SettlingAction } from '../../shared/domain/obligation/obligation.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type * as row from './rows.ts';

/** Which open duties are meant; what is left out or null narrows nothing. */
export interface Narrowed {
  readonly queue?: QueueName | null | undefined;
  readonly paragraph?: string | null | undefined;
  readonly action?: SettlingAction | null | undefined;
  /** Only of recordings that concern this person: as one of the care team, or as who took them in. */
  readonly concerning?: Id | null | undefined;
  /** Only what this person sees to. */
  readonly owner?: Id | null | undefined;
  /** Only what is due, or comes back, on these days, both included. */
  readonly from?: Day | null | undefined;
  readonly to?: Day | null | undefined;
  readonly ids?: readonly Id[] | null | undefined;
  /** Nothing of recordings that are closed to this person; the engine itself leaves it out. */
  readonly closedTo?: Id | null | undefined;
}

/** How many are owed for one reason: overdue ones and those put off are counted in. */
export interface ReasonCount {
  readonly queue: QueueName;
  readonly paragraph: string;
  readonly action: SettlingAction;
  readonly reason: string;
  readonly count: number;
  readonly late: number;
  readonly putOff: number;
}

export interface ObligationReader {
  get(id: Id): Promise<row.ObligationRow | null>;
  ofRecording(recording: Id): Promise<readonly row.ObligationRow[]>;
  /** The open ones that come and go with the facts, by recording; nothing for one that owes none. */
  openOnFacts(recordings: readonly Id[]): Promise<ReadonlyMap<Id, readonly row.ObligationRow[]>>;
  counts(today: Day, closedTo?: Id | null): Promise<Readonly<Record<string, number>>>;
  list(
    narrowed: Narrowed,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly row.ObligationRow[] }>;
  /** The open ones by what they ask for and why, the most frequent first. */
  reasons(narrowed: Narrowed, today: Day): Promise<readonly ReasonCount[]>;
  /** How many come up on each day of a span, and how many came up before it. */
  days(narrowed: Narrowed & { readonly from: Day; readonly to: Day }): Promise<{
    readonly before: number;
    readonly days: readonly { readonly day: Day; readonly count: number }[];
  }>;
}
export interface ObligationWriter extends ObligationReader {
  /**
   * Makes the open `facts` obligations of a recording be exactly these; answers what was raised and what fell away.
   * `known` are the open ones, where the transaction has read them already.
   */
  setFromFacts(
    recording: Id,
    obligations: readonly Obligation[],
    at: Instant,
    known?: readonly row.ObligationRow[],
  ): Promise<{ readonly raised: readonly row.ObligationRow[]; readonly ended: readonly row.ObligationRow[] }>;
  add(obligation: row.ObligationRow): Promise<void>;
  settle(id: Id, at: Instant): Promise<void>;
  snooze(id: Id, until: Day): Promise<void>;
  assign(id: Id, owner: Id | null): Promise<void>;
}
