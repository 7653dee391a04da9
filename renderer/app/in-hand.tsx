import type { Output } from '../../shared/contract/contract.ts';
import { ViewingView } from '../features/consent/viewing-view.tsx';
import { SigningView } from '../features/signing/signing-view.tsx';
import { usePresence } from './auto-lock.ts';
import { LockNotice } from './lock-notice.tsx';

interface InHandProps {
  readonly inHand: NonNullable<NonNullable<Output<'library.status'>['session']>['inHand']>;
  readonly onLocked: () => void;
}

/** The window in a patient's hands stands in the place of the frame, so that nothing of that is there to be reached. */
export function InHand({ inHand, onLocked }: InHandProps) {
  usePresence(onLocked);
  return (
    <>
      {inHand.view === 'signing' ? <SigningView /> : <ViewingView agreement={inHand.agreement} />}
      <LockNotice />
    </>
  );
}
