import { SegmentedControl, Stack, useMantineColorScheme } from '@mantine/core';
import { useMay } from '../../parts/session.ts';
import { Page } from '../../ui/page.tsx';
import { Backups } from './backups/backups.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { Section } from './section.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { ThisLibrary } from './this-library.tsx';
import { Users } from './users.tsx';
import { VerifyLibrary } from './verify-library.tsx';

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title="Appearance">
      <SegmentedControl
        aria-label="Light or dark"
        size="xs"
        value={colorScheme}
        onChange={(value) => setColorScheme(value as typeof colorScheme)}
        data={[
          { value: 'auto', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </Section>
  );
}

/** People, passphrase, soundness, backups, appearance. */
export function SettingsPage() {
  const may = useMay();
  return (
    <Page title="Settings">
      <Stack gap="lg" maw="64rem">
        <ThisLibrary />
        <Users />
        <ChangePassphrase />
        {may('library.verify') && <VerifyLibrary />}
        {may('backup.make') && <Backups />}
        <Appearance />
        <Shortcuts />
      </Stack>
    </Page>
  );
}
