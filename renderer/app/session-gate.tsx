import { Center, Loader } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { onLocked } from '../client/bridge.ts';
import { followEvents } from '../client/events.ts';
import { useAsk } from '../client/queries.ts';
import { FirstRun } from '../features/first-run/first-run.tsx';
import { Unlock } from '../features/unlock/unlock.tsx';
import { demonstrationProgress } from '../parts/demonstration.ts';
import { howFar } from '../parts/how-far.tsx';
import { useLecture } from '../parts/lecture.ts';
import { useLook } from '../parts/preferences.ts';
import { SessionContext } from '../parts/session.ts';
import { Failure } from '../ui/failure.tsx';
import { resetStores } from '../ui/store.ts';
import { locksAt } from './auto-lock.ts';
import { Frame } from './frame.tsx';
import { InHand } from './in-hand.tsx';

type Status = Output<'library.status'>;

const statusKey = ['library.status', {}];

/** Nothing that was answered or said stays in the window. */
function forget(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== statusKey[0] });
  client.getMutationCache().clear();
  notifications.clean();
}

/** What the window held goes before a patient has it in their hands; only the time of the lock is kept. */
function useForgetting(inHand: boolean): void {
  const client = useQueryClient();
  useLayoutEffect(() => {
    if (!inHand) return;
    const until = locksAt.get();
    forget(client);
    resetStores();
    locksAt.set(until);
  }, [client, inHand]);
}

/** Shows the first run, the unlocking or the library, and empties the window the moment it locks. */
export function SessionGate() {
  const client = useQueryClient();
  const status = useAsk('library.status', {});
  const lecture = useLecture();
  useLook();
  // The kit is shown once, after the library exists: the wizard stays until it was kept.
  const [settingUp, setSettingUp] = useState(false);
  const [elsewhere, setElsewhere] = useState(false);

  const blank = useCallback(() => {
    client.setQueryData<Status>(statusKey, (known) =>
      known ? { ...known, state: 'locked', session: null } : known,
    );
    void client.cancelQueries();
    forget(client);
    resetStores();
    window.location.hash = '#/';
    void client.invalidateQueries({ queryKey: statusKey });
  }, [client]);

  const enter = useCallback(
    (session: NonNullable<Status['session']>) => {
      client.setQueryData<Status>(statusKey, (known) =>
        known ? { ...known, state: 'unlocked', session } : known,
      );
      void client.invalidateQueries({ queryKey: statusKey });
    },
    [client],
  );

  const inHand = status.data?.session?.inHand ?? null;
  useForgetting(inHand !== null);

  useEffect(() => onLocked(blank), [blank]);
  useEffect(
    () =>
      followEvents(client, {
        onLocked: blank,
        onLocksAt: (at) => locksAt.set(at),
        onDemonstration: (progress) => demonstrationProgress.set(progress),
        onProgress: (progress) => howFar.set(progress),
      }),
    [client, blank],
  );

  if (!status.data) {
    return (
      <Center component="main" h="100%" p="md">
        {status.error ? (
          <Failure error={status.error} onRetry={() => void status.refetch()} />
        ) : (
          <Loader aria-label="Starting" />
        )}
      </Center>
    );
  }
  const { state, session, files } = status.data;
  if (state === 'none' || settingUp || (elsewhere && state === 'locked')) {
    return (
      <FirstRun
        elsewhere={elsewhere}
        onBegin={() => setSettingUp(true)}
        onOpened={() => {
          setElsewhere(false);
          void client.invalidateQueries({ queryKey: statusKey });
        }}
        onDone={(made) => {
          setSettingUp(false);
          setElsewhere(false);
          enter(made);
        }}
        onBack={state === 'none' ? null : () => setElsewhere(false)}
      />
    );
  }
  if (state === 'locked' || !session) {
    const leave = (): void => setElsewhere(true);
    return <Unlock status={status.data} onUnlocked={enter} onElsewhere={leave} />;
  }
  return (
    <SessionContext value={{ session, files }}>
      {inHand ? (
        <InHand inHand={inHand} onLocked={blank} />
      ) : (
        <Frame key={String(lecture)} onLocked={blank} />
      )}
    </SessionContext>
  );
}
