import type { Input, OperationName, Output } from '../../shared/contract/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Media } from '../media/media.ts';
import type { DemoUser } from './people.ts';

/** Asks the engine as one of the people of the story; an error is thrown. */
export type Ask = <Name extends OperationName>(name: Name, input: Input<Name>) => Promise<Output<Name>>;

/** Where the story is played: an engine with a clock that can be set, and the people who come and go. */
export interface Stage {
  readonly media: Media;
  /** A folder for the files before they are taken in, removed afterwards. */
  readonly folder: string;
  /** Everybody goes home; it is that many days before today from now on. */
  turnTo(daysAgo: number): Promise<void>;
  /** The day so many days before today. */
  dayAgo(days: number): Day;
  /** The person at a window of their own, who unlocks it where they have not today. */
  as(user: DemoUser['key']): Promise<Ask>;
  /** Waits until a job has ended. */
  ended(ask: Ask, job: Id): Promise<void>;
  /** Says how far the story is, from 0 to 1, and what is being done. */
  tell(share: number, doing: string): void;
}
