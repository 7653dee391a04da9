import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { type CustodyPurpose, custodyAllows } from '../../shared/domain/custody/custody.ts';
import type { Audience, Use } from '../../shared/domain/policy/words.ts';
import type { RecordingState } from '../../shared/domain/recording/state.ts';
import type { Role } from '../../shared/domain/user/role.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { call } from '../client/bridge.ts';
import { useAsk } from '../client/queries.ts';

export type Opened = Output<'open.custody'>;
export type Decision = Output<'open.use'>['decision'];

/** How somebody comes to see a recording: as one who keeps it, or for a use that the policy decides on. */
export type Way =
  | { readonly kind: 'custody'; readonly purpose: CustodyPurpose }
  | { readonly kind: 'use'; readonly use: Use; readonly audience: Audience };

const purposes: readonly CustodyPurpose[] = ['cataloguing', 'consentWork', 'appraising'];

const usesOf: Readonly<Partial<Record<Role, { use: Use; audience: Audience }>>> = {
  clinician: { use: 'care', audience: 'careTeam' },
  educator: { use: 'teaching', audience: 'medicalSetting' },
  researcher: { use: 'research', audience: 'medicalSetting' },
};

/** The usual way for a role to a recording in this state; null where the role opens none. */
export function wayFor(role: Role, state: RecordingState): Way | null {
  const purpose = purposes.find((each) => custodyAllows(each, role, state));
  if (purpose) return { kind: 'custody', purpose };
  const use = usesOf[role];
  return use ? { kind: 'use', ...use } : null;
}

/** Whether a role ever has something to release: who opens no recording sends none out. */
export const mayRelease = (role: Role): boolean => wayFor(role, 'active') !== null;

interface Opening {
  readonly opened: Opened | null;
  /** The policy's answer where the way is a use. */
  readonly decision: Decision | null;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly retry: () => void;
}

/** Opens a rendition and forgets its address on leaving. Opening is written to the trail, so it is done once. */
export function useOpening(rendition: Id, way: Way): Opening {
  const custody = useAsk(
    'open.custody',
    { rendition, purpose: way.kind === 'custody' ? way.purpose : 'cataloguing' },
    { enabled: way.kind === 'custody', fresh: true },
  );
  const use = useAsk(
    'open.use',
    {
      rendition,
      use: way.kind === 'use' ? way.use : 'care',
      audience: way.kind === 'use' ? way.audience : 'careTeam',
    },
    { enabled: way.kind === 'use', fresh: true },
  );
  const asked = way.kind === 'custody' ? custody : use;
  return {
    opened: (way.kind === 'custody' ? custody.data : use.data?.opened) ?? null,
    decision: way.kind === 'use' ? (use.data?.decision ?? null) : null,
    error: asked.error,
    pending: asked.isPending,
    retry: () => void asked.refetch(),
  };
}

/** How long before its end an address is renewed. */
const beforeEndMs = 15_000;

/** Keeps the address of a film or sound alive while it is on screen. */
export function useRenewal(opened: Opened | null): void {
  const [expiresAt, setExpiresAt] = useState<string | null>(null);
  const url = opened?.url ?? null;
  const current = useRef(url);
  current.current = url;
  useEffect(() => setExpiresAt(opened?.expiresAt ?? null), [opened]);
  useEffect(() => {
    if (!url || !expiresAt) return;
    const wait = Math.max(1_000, Date.parse(expiresAt) - Date.now() - beforeEndMs);
    const timer = setTimeout(() => {
      call('open.renew', { url }).then(
        (answer) => current.current === url && setExpiresAt(answer.expiresAt),
        // The player itself reports an address that is no longer served.
        () => undefined,
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [url, expiresAt]);
}
