import type { Json } from '../../kernel/canonical-json.ts';
import type { Id } from '../../kernel/id.ts';
import type { Instant } from '../../kernel/instant.ts';

/** Everything that is ever written to the trail. Closed: a new kind is added here. */
export const trailKinds = [
  'library.created',
  'library.editionChosen',
  'library.scheduleSet',
  'notice.entered',
  'notice.ended',
  'session.unlocked',
  'session.locked',
  'session.refused',
  'session.handedOver',
  'session.takenBack',
  'passphrase.changed',
  'library.recovered',
  'user.added',
  'user.removed',
  'user.roleChanged',
  'recording.stored',
  'recording.setAside',
  'recording.duplicate',
  'recording.erasedBefore',
  'recording.sourceRemoved',
  'recording.classified',
  'recording.rated',
  'recording.labelled',
  'collection.made',
  'collection.renamed',
  'collection.removed',
  'collection.added',
  'collection.taken',
  'view.saved',
  'view.removed',
  'change.undone',
  'recording.held',
  'recording.holdLifted',
  'recording.replaced',
  'circumstance.entered',
  'seal.set',
  'seal.lifted',
  'seal.named',
  'seal.asked',
  'seal.refused',
  'seal.opened',
  'seal.closed',
  'seal.consulted',
  'recording.quarantined',
  'recording.reactivated',
  'subject.created',
  'subject.discarded',
  'subject.changed',
  'subject.statusNoted',
  'subject.careTeam',
  'subject.moved',
  'subject.merged',
  'subject.separated',
  'subject.split',
  'agreement.given',
  'agreement.discarded',
  'agreement.linked',
  'agreement.unlinked',
  'agreement.confirmed',
  'agreement.varied',
  'agreement.withdrawn',
  'agreement.notConfirmed',
  'agreement.asked',
  'agreement.shown',
  'agreement.attached',
  'agreement.scanOpened',
  'form.issued',
  'form.printed',
  'form.returned',
  'form.signed',
  'form.scanOpened',
  'form.entered',
  'form.voided',
  'form.templateChanged',
  'rendition.made',
  'rendition.signedOff',
  'rendition.signOffVoided',
  'rendition.discarded',
  'rendition.findingsRead',
  'template.saved',
  'template.removed',
  'library.rulesChanged',
  'decision.made',
  'decision.browsed',
  'decision.panel',
  'copies.sought',
  'lecture.checked',
  'lecture.reportPrinted',
  'lecture.cleaned',
  'custody.opened',
  'custody.refused',
  'release.made',
  'release.refused',
  'release.settled',
  'release.letterPrinted',
  'disclosure.proposed',
  'disclosure.withdrawn',
  'disclosure.refused',
  'disclosure.confirmed',
  'disclosure.opened',
  'disclosure.giving',
  'disclosure.given',
  'disclosure.denied',
  'disclosure.revoked',
  'disclosure.reviewed',
  'disclosure.printed',
  'obligation.raised',
  'obligation.settled',
  'obligation.snoozed',
  'obligation.assigned',
  'obligation.listed',
  'erasure.proposed',
  'erasure.withdrawn',
  'erasure.approved',
  'erasure.completed',
  'erasure.certificatePrinted',
  'backup.made',
  'backup.failed',
  'backup.planned',
  'library.verified',
  'trail.verified',
  'trail.checkpointed',
  'clock.ranBack',
] as const;
export type TrailKind = (typeof trailKinds)[number];

/** A thing an entry is about. Ids only: a name in the trail could never be erased. */
export interface About {
  readonly noun:
    | 'recording'
    | 'rendition'
    | 'subject'
    | 'agreement'
    | 'form'
    | 'release'
    | 'disclosure'
    | 'user'
    | 'erasure'
    | 'job'
    | 'obligation'
    | 'collection'
    | 'view'
    | 'template'
    | 'library';
  readonly id: Id;
}

/**
 * One line of the trail. `previous` is the hash of the entry before it (64 zeros for the first), so that none can
 * be altered, removed or put elsewhere unseen. `facts` holds ids, numbers, closed words and digests, never names;
 * words lie elsewhere and `textCommitment` is SHA-256 over salt and words.
 */
export interface TrailEntry {
  readonly sequence: number;
  readonly at: Instant;
  readonly by: Id | null;
  readonly kind: TrailKind;
  readonly about: readonly About[];
  readonly facts: { readonly [name: string]: Json };
  readonly textCommitment: string | null;
  readonly previous: string;
}
