import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconCertificate,
  IconChecklist,
  IconListSearch,
  IconLock,
  IconMask,
  IconPackageExport,
  IconPhoto,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useAct, useAsk } from '../client/queries.ts';
import { places } from '../parts/places.ts';
import { useMay } from '../parts/session.ts';
import classes from './shell.module.css';

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: TablerIcon;
  readonly count?: number | undefined;
}

/** Queues that wait for consent work, and so count beside Consent. */
const consentQueues = ['confirm', 'obtainConsent', 'renew'];

function usePlaces(): Place[] {
  const may = useMay();
  const queues = useAsk('queue.counts', {}).data;
  const standings = useAsk('recording.counts', { query: {} }).data?.standings;
  const total = queues ? Object.values(queues).reduce((sum, count) => sum + count, 0) : undefined;
  const consent = consentQueues.reduce((sum, name) => sum + (queues?.[name] ?? 0), 0);
  return [
    {
      to: places.library,
      name: 'Library',
      icon: IconPhoto,
      count: may('recording.classify') ? standings?.needsClass : undefined,
    },
    ...(may('anonymise.make')
      ? [{ to: places.anonymise, name: 'Anonymise', icon: IconMask, count: standings?.needsAnonymising }]
      : []),
    ...(may('agreement.list')
      ? [{ to: places.consent, name: 'Consent', icon: IconCertificate, count: consent }]
      : []),
    ...(may('release.list') ? [{ to: places.releases, name: 'Releases', icon: IconPackageExport }] : []),
    ...(may('queue.items') ? [{ to: places.queues, name: 'Queues', icon: IconChecklist, count: total }] : []),
    ...(may('trail.window') ? [{ to: places.trail, name: 'Trail', icon: IconListSearch }] : []),
  ];
}

function PlaceLink({ to, name, icon: Icon, count, here }: Place & { readonly here: boolean }) {
  return (
    <li>
      <a className={classes.place} href={`#${to}`} {...(here ? { 'aria-current': 'page' as const } : {})}>
        <Icon size={18} stroke={1.6} aria-hidden />
        {name}
        {count ? (
          <span className={classes.count}>
            {count.toLocaleString('en-GB')}
            <VisuallyHidden> waiting</VisuallyHidden>
          </span>
        ) : null}
      </a>
    </li>
  );
}

/** The places of the window with what waits in each. Those that a role has no business in are not shown. */
export function Rail() {
  const { pathname } = useLocation();
  const lock = useAct('session.lock');
  const isHere = (to: string): boolean => {
    if (to === places.library) return pathname === '/' || pathname.startsWith('/job');
    if (to === places.anonymise) return pathname.endsWith('/anonymise');
    return pathname.startsWith(to);
  };
  return (
    <nav className={classes.rail} aria-label="Places">
      <ul>
        {usePlaces().map((place) => (
          <PlaceLink key={place.to} {...place} here={isHere(place.to)} />
        ))}
      </ul>
      <ul className={classes.foot}>
        <PlaceLink to={places.settings} name="Settings" icon={IconSettings} here={isHere(places.settings)} />
        <li>
          <UnstyledButton className={classes.place} onClick={() => lock.mutate({})}>
            <IconLock size={18} stroke={1.6} aria-hidden />
            Lock
          </UnstyledButton>
        </li>
      </ul>
    </nav>
  );
}
