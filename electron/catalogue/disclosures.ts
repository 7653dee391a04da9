import type { DisclosureKind, DisclosureMeans } from '../../shared/domain/disclosure/kinds.ts';
import type { OtherCheck } from '../../shared/domain/disclosure/may-disclose.ts';
import type { DisclosureState } from '../../shared/domain/disclosure/standing.ts';
import type { Role } from '../../shared/domain/user/role.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';

/** What people wrote about a disclosure; it goes with the first of its recordings that is erased. */
export interface DisclosureWords {
  readonly reason: string;
  readonly basis: string;
  readonly senior: string;
  /** Why it was taken back, refused or ended early. */
  readonly ending: string;
  readonly review: string;
}

export interface DisclosureRow {
  readonly id: Id;
  readonly number: number;
  readonly kind: DisclosureKind;
  readonly means: DisclosureMeans;
  readonly state: DisclosureState;
  /** The patient whom it is about; null where it names none, or the patient was erased. */
  readonly about: Id | null;
  /** The person of the library who may look; null where copies leave. */
  readonly viewer: Id | null;
  readonly recipient: string;
  readonly organisation: string;
  /** Null once one of its recordings has been erased. */
  readonly words: DisclosureWords | null;
  readonly hours: number;
  readonly proposedBy: Id;
  /** The role in which it was proposed, which says who may confirm it. */
  readonly proposedAs: Role;
  readonly proposedAt: Instant;
  readonly decidedBy: Id | null;
  readonly decidedAt: Instant | null;
  /** It was confirmed without an independent second person, because the library had none. */
  readonly secondMissing: boolean;
  readonly signature: string | null;
  readonly endsAt: Instant | null;
  readonly endedBy: Id | null;
  readonly endedAt: Instant | null;
  readonly review: 'inOrder' | 'notInOrder' | null;
  readonly reviewedBy: Id | null;
  readonly reviewedAt: Instant | null;
  /** The obligation that is open for it: to confirm it, then to look back at it. */
  readonly duty: Id | null;
}

export interface DisclosureItemRow {
  readonly recording: Id;
  readonly rendition: Id;
  /** The mark of the rendition's content as it was proposed. */
  readonly mark: string;
  readonly checks: readonly OtherCheck[];
}

export interface DisclosureQuery {
  readonly recording?: Id | undefined;
  /** Only those that this person proposed, or under which they may look. */
  readonly concerning?: Id | null;
  /** None with a recording that is closed to this person, unless they have a part in it. */
  readonly closedTo?: Id;
}

export interface DisclosureReader {
  get(id: Id): Promise<DisclosureRow | null>;
  items(disclosure: Id): Promise<readonly DisclosureItemRow[]>;
  /** The newest first. */
  list(
    query: DisclosureQuery,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly disclosures: readonly DisclosureRow[] }>;
}

export interface DisclosureWriter extends DisclosureReader {
  add(
    disclosure: Pick<
      DisclosureRow,
      | 'id'
      | 'kind'
      | 'means'
      | 'about'
      | 'viewer'
      | 'recipient'
      | 'organisation'
      | 'hours'
      | 'proposedBy'
      | 'proposedAs'
      | 'proposedAt'
      | 'duty'
    > & { readonly words: DisclosureWords },
    items: readonly DisclosureItemRow[],
  ): Promise<DisclosureRow>;
  change(
    id: Id,
    change: Partial<Omit<DisclosureRow, 'id' | 'number' | 'kind' | 'means' | 'viewer' | 'proposedBy'>>,
  ): Promise<void>;
}
