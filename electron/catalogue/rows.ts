import type { AgreementEvent, Terms } from '../../shared/domain/agreement/agreement.ts';
import type { Obligation } from '../../shared/domain/obligation/obligation.ts';
import type {
  AfterRecording,
  Audience,
  Category,
  Circumstances,
  Identifiability,
  Use,
} from '../../shared/domain/policy/words.ts';
import type { Made } from '../../shared/domain/recording/made.ts';
import type { RecordingQuery } from '../../shared/domain/recording/query.ts';
import type { Kind, RecordingState, Standing } from '../../shared/domain/recording/state.ts';
import type { RecordKind } from '../../shared/domain/retention/schedule.ts';
import type { Identifier } from '../../shared/domain/subject/identifier.ts';
import type { Role } from '../../shared/domain/user/role.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { Id } from '../../shared/kernel/id.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { SealFacts } from './sealing.ts';

/** Who is looking; discovery is filtered inside the query by what is stored for this person and role. */
export interface Viewer {
  readonly user: Id;
  readonly role: Role;
}

/** The facts about a recording that a person states; null where nobody has yet. */
export interface ClassRow {
  readonly category: Category | null;
  readonly madeFor: Use | null;
  readonly circumstances: Circumstances | null;
  readonly callerNotice: boolean;
  readonly colleagueConsulted: boolean;
  readonly medicoLegalInvestigation: boolean;
  readonly coronerDiscussed: boolean;
  readonly externalFilming: boolean;
  readonly bodiesInformed: boolean;
  readonly records: RecordKind;
}

/** Against any disposal [19]. It never ends by itself: on its last day somebody is asked whether it is still needed. */
export interface Hold {
  readonly reason: string;
  readonly by: Id;
  readonly at: Instant;
  /** The senior colleague who agreed; empty where nobody was named. */
  readonly senior: string;
  /** The last day before it is looked at again; null where none was set. */
  readonly until: Day | null;
}

export interface RecordingRow extends ClassRow {
  readonly id: Id;
  readonly number: number;
  readonly kind: Kind;
  readonly state: RecordingState;
  readonly container: string;
  readonly codecs: readonly string[];
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly bytes: number;
  readonly made: Made;
  readonly addedAt: Instant;
  readonly addedBy: Id;
  readonly fileName: string;
  /** HMAC of the file's SHA-256 under a secret of the library: knows the same file again, and says nothing else. */
  readonly mark: string;
  readonly hold: Hold | null;
  /** The day to which an appraisal lets it be kept beyond its schedule; null where none did. */
  readonly appraisedUntil: Day | null;
  readonly standing: Standing;
  /** Stars from 0 to 5; null where nobody has rated. */
  readonly rating: number | null;
}

/** How much of a recording somebody may find: nothing, a tile without picture, the anonymised or the original picture. */
export type VisibilityLevel = 0 | 1 | 2 | 3;

/** What is stored beside a recording so that discovery needs no rule: recomputed with every change of a fact. */
export interface DerivedRow {
  readonly standing: Standing;
  readonly roles: Readonly<Record<Role, VisibilityLevel>>;
  /** Persons who see more than their role does: care team, named viewers. `treats` lets names be read and searched. */
  readonly users: readonly {
    readonly user: Id;
    readonly level: VisibilityLevel;
    readonly treats: boolean;
  }[];
  /** The next day on which the passing of time alone may change any of this; null for never. */
  readonly refreshOn: Day | null;
}

export interface SubjectRow {
  readonly id: Id;
  readonly number: number;
  readonly familyName: string;
  readonly givenName: string;
  readonly bornOn: Day | null;
  readonly diedOn: Day | null;
  readonly appointedPerson: boolean;
  /** The day from which the patient could decide again; null where nobody has entered one. */
  readonly capacityRegainedOn: Day | null;
  /** The last day on which the patient was seen or treated; null where nobody has entered it. */
  readonly lastSeenOn: Day | null;
  /** When somebody last noted what came of asking after a change of status. */
  readonly statusNotedOn: Day | null;
  readonly identifiers: readonly Identifier[];
  readonly mergedInto: Id | null;
}

export interface CareTeamRow {
  readonly subject: Id;
  readonly user: Id;
  readonly from: Day;
  readonly to: Day | null;
}

export interface AgreementRow {
  readonly id: Id;
  readonly number: number;
  readonly terms: Terms;
  readonly afterRecording: AfterRecording;
  /** The last day on which it was confirmed or varied. */
  readonly answeredOn: Day | null;
  readonly subjects: readonly Id[];
}

export interface AgreementEventRow {
  readonly at: Instant;
  readonly by: Id;
  readonly event: AgreementEvent;
}

export interface ScanRow {
  readonly id: Id;
  readonly agreement: Id;
  readonly blob: Id;
  readonly type: string;
  readonly bytes: number;
}

export interface SignOffRow {
  readonly rendition: Id;
  readonly by: Id;
  readonly at: Instant;
  readonly lookedAt: readonly string[];
  readonly identifiability: Identifiability;
  /** HMAC mark of the rendition's content when it was signed; another content voids the sign-off. */
  readonly mark: string;
  readonly trailHead: string;
  /** Ed25519 by the person's own key over canonical JSON of (rendition, mark, judgement, trail head). */
  readonly signature: string;
  readonly voidedAt: Instant | null;
  /** Given where the library asks for two readers, and nobody else has said the same yet: it holds nothing alone. */
  readonly awaitsSecond: boolean;
}

export interface RenditionRow {
  readonly id: Id;
  readonly recording: Id;
  readonly kind: 'original' | 'anonymised';
  readonly parent: Id | null;
  readonly blob: Id;
  readonly container: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number;
  readonly mark: string;
  readonly madeAt: Instant;
  readonly madeBy: Id;
  /** JSON of the recipe and of the verification; null for the original. */
  readonly recipe: string | null;
  readonly verification: string | null;
}

/** All rows on which a decision about one recording rests. */
export interface FactRows {
  readonly recording: RecordingRow;
  /** Each with its newest sign-off, which may have been voided since. */
  readonly renditions: readonly { readonly row: RenditionRow; readonly newest: SignOffRow | null }[];
  readonly subjects: readonly { readonly row: SubjectRow; readonly careTeam: readonly CareTeamRow[] }[];
  /** Those tied to it, of whichever of its subjects. */
  readonly agreements: readonly AgreementRow[];
  /** The releases of which copies are out. */
  readonly copiesOut: readonly Pick<ReleaseRow, 'use' | 'until'>[];
  readonly seal: SealFacts;
}

export interface ReleaseRow {
  readonly id: Id;
  readonly number: number;
  readonly at: Instant;
  readonly by: Id;
  /** Null, like the audience, where the copies were given under a disclosure: that is no use. */
  readonly use: Use | null;
  readonly audience: Audience | null;
  readonly disclosure: Id | null;
  readonly recipient: string;
  readonly organisation: string;
  readonly purpose: string;
  readonly until: Day | null;
}

export interface ReleaseItemRow {
  readonly release: Id;
  readonly recording: Id;
  readonly rendition: Id;
  readonly fileName: string;
  readonly sha256: string;
  readonly state: 'out' | 'recalled' | 'returned' | 'destroyed';
}

export interface ObligationRow extends Obligation {
  readonly id: Id;
  readonly recording: Id;
  readonly raisedAt: Instant;
  readonly snoozedUntil: Day | null;
  readonly settledAt: Instant | null;
  /** `facts` ones come and go with the facts; `person` and `system` ones end only when settled. */
  readonly source: 'facts' | 'person' | 'system';
  /** Who sees to it; nobody in particular where it is left out. */
  readonly owner?: Id | null;
}

export interface ErasureRow {
  readonly id: Id;
  readonly number: number;
  readonly recording: Id;
  readonly state: 'proposed' | 'withdrawn' | 'approved' | 'completed';
  readonly why: string;
  readonly paragraph: string;
  readonly proposedBy: Id;
  readonly proposedAt: Instant;
  readonly approvedBy: Id | null;
  readonly approvedAt: Instant | null;
  readonly signature: string | null;
  readonly completedAt: Instant | null;
  /** JSON of the certificate once completed; it identifies nobody. */
  readonly certificate: string | null;
}

export interface UserRow {
  readonly id: Id;
  readonly name: string;
  readonly role: Role;
  readonly addedAt: Instant;
  readonly addedBy: Id | null;
  readonly removedAt: Instant | null;
  /** Ed25519 public key, base64url, by which sign-offs and approvals are checked. */
  readonly publicKey: string;
}

export interface BackupRow {
  readonly id: Id;
  readonly place: string;
  readonly lastMadeAt: Instant | null;
}

/** A collection as it stands; its recordings lie beside it. */
export interface CollectionRow {
  readonly id: Id;
  readonly name: string;
  readonly madeBy: Id;
  readonly madeAt: Instant;
}

export interface SavedViewRow {
  readonly id: Id;
  readonly name: string;
  readonly query: RecordingQuery;
  readonly shared: boolean;
  readonly madeBy: Id;
}

/** Something done to many recordings at once that can be taken back. */
export interface ChangeRow {
  readonly id: Id;
  readonly kind: 'rated' | 'labelled' | 'classified' | 'collected' | 'taken' | 'replaced';
  readonly by: Id;
  readonly at: Instant;
  readonly undoneAt: Instant | null;
}

/** What a change did to one recording, as JSON of its kind. */
export interface ChangeItemRow {
  readonly recording: Id;
  readonly before: string;
  readonly after: string;
}

/** The likeness of a picture in four parts of 16 bits; null where it has none to compare. */
export type Likeness = readonly [number, number, number, number];
