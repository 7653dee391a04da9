import { Button, Group, TextInput } from '@mantine/core';
import type { FolderPurpose } from '../../shared/contract/bridge.ts';
import { chooseFolder, hasDialogs } from '../client/files.ts';
import { say } from '../ui/announce.tsx';

interface PlaceFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly purpose: FolderPurpose;
  readonly value: string;
  readonly onChange: (place: string) => void;
}

/** A folder on this machine: typed, or chosen in the system's own dialog where there is one. */
export function PlaceField({ label, description, purpose, value, onChange }: PlaceFieldProps) {
  const choose = (): void => {
    chooseFolder(purpose).then(
      (folder) => folder && onChange(folder),
      () => say('The dialog could not be opened. The folder can be typed as well.'),
    );
  };
  return (
    <Group align="flex-end" gap="sm" wrap="nowrap">
      <TextInput
        flex={1}
        label={label}
        {...(description ? { description } : {})}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {hasDialogs() && (
        <Button variant="default" onClick={choose}>
          Choose a folder
        </Button>
      )}
    </Group>
  );
}
