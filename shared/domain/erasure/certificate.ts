import type { Day } from '../../kernel/day.ts';
import type { Id } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/instant.ts';

interface Person {
  readonly id: Id;
  readonly name: string;
}

/** The proof of an erasure, as it is stored, shown and printed. It says nothing that identifies the patient. */
export interface Certificate {
  readonly id: Id;
  readonly number: string;
  readonly recording: { readonly id: Id; readonly number: string };
  readonly why: string;
  readonly paragraph: string;
  readonly proposedBy: Person;
  readonly approvedBy: Person;
  readonly secondPersonMissing: boolean;
  readonly erasedAt: Instant;
  readonly destroyed: readonly string[];
  readonly verifiedHow: readonly string[];
  readonly copiesOut: readonly {
    readonly release: string;
    readonly recipient: string;
    readonly releasedOn: Day;
  }[];
  readonly outOfReach: readonly string[];
}

/** What no program can reach; every certificate says so. */
export const alwaysOutOfReach: readonly string[] = [
  'Snapshots that the storage or the operating system has made of the disk.',
  'Cells that a solid-state disk has replaced: what lies there is encrypted, and its key is destroyed.',
];
