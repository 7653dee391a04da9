import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../../parts/session.ts';
import { Page } from '../../ui/page.tsx';
import { Appearance } from './appearance.tsx';
import { Backups } from './backups/backups.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { DeviceTemplates } from './device-templates.tsx';
import { FormWordings } from './form-wordings.tsx';
import { Retention } from './retention.tsx';
import { SecondReader } from './second-reader.tsx';
import classes from './settings.module.css';
import { Shortcuts } from './shortcuts.tsx';
import { ThisLibrary } from './this-library.tsx';
import { Users } from './users.tsx';
import { VerifyLibrary } from './verify-library.tsx';

interface Matter {
  readonly id: string;
  readonly name: string;
  readonly view: ReactNode;
}

function goTo(id: string): void {
  const matter = document.getElementById(id);
  matter?.scrollIntoView({ block: 'start' });
  matter?.focus({ preventScroll: true });
}

/** Appearance, keys and passphrase of whoever is here; people, soundness and backups of the library. */
export function SettingsPage() {
  const may = useMay();
  const matters: Matter[] = [
    { id: 'this-library', name: 'This library', view: <ThisLibrary /> },
    { id: 'people', name: 'People', view: <Users /> },
    { id: 'sign-off', name: 'Sign-off', view: <SecondReader /> },
    ...(may('template.list')
      ? [{ id: 'templates', name: 'Device templates', view: <DeviceTemplates /> }]
      : []),
    ...(may('form.templates') ? [{ id: 'wordings', name: 'Consent forms', view: <FormWordings /> }] : []),
    { id: 'passphrase', name: 'Your passphrase', view: <ChangePassphrase /> },
    { id: 'appearance', name: 'Appearance', view: <Appearance /> },
    ...(may('retention.schedule') ? [{ id: 'retention', name: 'Keeping', view: <Retention /> }] : []),
    ...(may('library.verify') ? [{ id: 'soundness', name: 'Soundness', view: <VerifyLibrary /> }] : []),
    ...(may('backup.make') ? [{ id: 'backups', name: 'Backups', view: <Backups /> }] : []),
    { id: 'keys', name: 'Keys', view: <Shortcuts /> },
  ];
  return (
    <Page title="Settings" wide>
      <div className={classes.settings}>
        <nav className={classes.list} aria-label="Settings">
          {matters.map(({ id, name }) => (
            <UnstyledButton key={id} className={classes.to} onClick={() => goTo(id)}>
              {name}
            </UnstyledButton>
          ))}
        </nav>
        <div className={classes.matters}>
          {matters.map(({ id, view }) => (
            <div key={id} id={id} tabIndex={-1} className={classes.matter}>
              {view}
            </div>
          ))}
        </div>
      </div>
    </Page>
  );
}
