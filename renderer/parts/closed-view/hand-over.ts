import { useQueryClient } from '@tanstack/react-query';
import type { Input, Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';

type Status = Output<'library.status'>;
type InHand = NonNullable<Status['session']>['inHand'];

const statusKey = ['library.status', {}];

/** The window closes or opens in the same turn in which the engine has said so, and then asks how it stands. */
function useShow(): (inHand: InHand) => void {
  const client = useQueryClient();
  return (inHand) => {
    client.setQueryData<Status>(statusKey, (known) =>
      known?.session ? { ...known, session: { ...known.session, inHand } } : known,
    );
    void client.invalidateQueries({ queryKey: statusKey });
  };
}

/** Closes the window for all but what is handed over, until it is taken back. */
export function useHandOver() {
  const show = useShow();
  const act = useAct('session.handOver');
  const handOver = (asked: Input<'session.handOver'>): void =>
    act.mutate(asked, {
      onSuccess: () =>
        show(
          asked.view === 'signing' ? { view: 'signing' } : { view: 'viewing', agreement: asked.agreement },
        ),
    });
  return { handOver, isPending: act.isPending, error: act.error };
}

export function useTakeBack() {
  const show = useShow();
  const act = useAct('session.takeBack');
  const takeBack = (passphrase: string, onSettled: () => void): void =>
    act.mutate({ passphrase }, { onSuccess: () => show(null), onSettled });
  return { takeBack, isPending: act.isPending, error: act.error };
}
