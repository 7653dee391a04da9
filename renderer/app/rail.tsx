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
import { useKeyProps } from '../parts/commands/key-hint.tsx';
import type { Command } from '../parts/commands/registry.ts';
import { places } from '../parts/places.ts';
import { useMay } from '../parts/session.ts';
import { general, going } from './commands.ts';
import classes from './shell.module.css';

interface Place {
  readonly command: Command;
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
      command: going.library,
      to: places.library,
      name: 'Library',
      icon: IconPhoto,
      count: may('recording.classify') ? standings?.needsClass : undefined,
    },
    {
      command: going.anonymise,
      to: places.anonymise,
      name: 'Anonymise',
      icon: IconMask,
      count: standings?.needsAnonymising,
    },
    {
      command: going.consent,
      to: places.consent,
      name: 'Consent',
      icon: IconCertificate,
      count: consent,
    },
    { command: going.releases, to: places.releases, name: 'Releases', icon: IconPackageExport },
    { command: going.queues, to: places.queues, name: 'Queues', icon: IconChecklist, count: total },
    { command: going.trail, to: places.trail, name: 'Trail', icon: IconListSearch },
  ].filter(({ command: { needs } }) => !needs || may(needs));
}

function PlaceLink({ command, to, name, icon: Icon, count, here }: Place & { readonly here: boolean }) {
  const keys = useKeyProps(command);
  return (
    <li>
      <a
        {...keys}
        className={classes.place}
        href={`#${to}`}
        {...(here ? { 'aria-current': 'page' as const } : {})}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
        <span className={classes.placeName}>{name}</span>
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
  const lockKeys = useKeyProps(general.lock);
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
        <PlaceLink
          command={going.settings}
          to={places.settings}
          name="Settings"
          icon={IconSettings}
          here={isHere(places.settings)}
        />
        <li>
          <UnstyledButton {...lockKeys} className={classes.place} onClick={() => lock.mutate({})}>
            <IconLock size={18} stroke={1.6} aria-hidden />
            <span className={classes.placeName}>Lock</span>
          </UnstyledButton>
        </li>
      </ul>
    </nav>
  );
}
