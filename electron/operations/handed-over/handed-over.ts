import type { OperationName, Parsed } from '../../../shared/contract/contract.ts';
import type { Signer } from '../../../shared/domain/consent-form/signature.ts';
import { CustosError } from '../../../shared/kernel/error.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** What a patient has in their hands: one form to answer and sign, or the recordings of one agreement to look at. */
export type InHand = { readonly at: Instant } & (
  | { readonly view: 'signing'; readonly form: Id; readonly subject: Id; readonly signer: Signer }
  | { readonly view: 'viewing'; readonly agreement: Id; readonly renditions: readonly Id[] }
);

/** Sessions whose window is in a patient's hands. In memory only: a lock ends it, and nothing is left of it. */
export interface HandedOver {
  /** @throws CustosError `conflict` where the window is handed over already */
  begin(session: Id, inHand: InHand): void;
  of(session: Id): InHand | null;
  /** What it was handed over for is done; the window stays closed until it is taken back. */
  finish(session: Id): void;
  isFinished(session: Id): boolean;
  end(session: Id): void;
}

export function createHandedOver(): HandedOver {
  const sessions = new Map<Id, InHand>();
  const finished = new Set<Id>();
  return {
    begin(session, inHand) {
      if (sessions.has(session))
        throw new CustosError('conflict', 'This window is in a patient’s hands already.');
      sessions.set(session, inHand);
    },
    of: (session) => sessions.get(session) ?? null,
    finish: (session) => void finished.add(session),
    isFinished: (session) => finished.has(session),
    end(session) {
      sessions.delete(session);
      finished.delete(session);
    },
  };
}

/** Locking is always safe; the state of the library names nobody then. */
const always: readonly OperationName[] = [
  'library.status',
  'session.touch',
  'session.lock',
  'session.takeBack',
];

/** What each view needs besides, and nothing more. */
export const needs: Readonly<Record<InHand['view'], readonly OperationName[]>> = {
  signing: ['signing.show', 'signing.complete'],
  viewing: ['round.viewing', 'round.shown', 'open.custody', 'open.renew'],
};

/** Whether what is asked is about the very thing that was handed over. */
function concerns(inHand: InHand, name: OperationName, input: unknown): boolean {
  if (inHand.view === 'signing') return true;
  if (name === 'round.viewing' || name === 'round.shown')
    return (input as Parsed<'round.viewing'>).agreement === inHand.agreement;
  if (name !== 'open.custody') return true;
  const { rendition, purpose } = input as Parsed<'open.custody'>;
  return purpose === 'consentWork' && inHand.renditions.includes(rendition);
}

export const handedOverError = (): CustosError =>
  new CustosError(
    'not-allowed',
    'This device is in a patient’s hands. Nothing else can be done here until it is handed back.',
  );

/** Refuses what no patient was handed, whatever its input. @throws CustosError `not-allowed` */
export function assertBelongs(inHand: InHand, name: OperationName): void {
  if (!always.includes(name) && !needs[inHand.view].includes(name)) throw handedOverError();
}

/** Refuses what belongs to the view but is about something else. @throws CustosError `not-allowed` */
export function assertConcerns(inHand: InHand, name: OperationName, input: unknown): void {
  if (!concerns(inHand, name, input)) throw handedOverError();
}
