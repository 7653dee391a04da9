import { PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { passphraseStrength } from './passphrase-strength.ts';

interface PassphraseFieldsProps {
  readonly label: string;
  readonly value: string;
  readonly again: string;
  readonly onChange: (value: string) => void;
  readonly onAgain: (value: string) => void;
}

/** Whether a new passphrase is strong enough and was typed twice alike. */
export const passphraseFits = (value: string, again: string): boolean =>
  passphraseStrength(value).enough && value === again;

/** A new passphrase, typed twice, with its strength in words. */
export function PassphraseFields({ label, value, again, onChange, onAgain }: PassphraseFieldsProps) {
  const strength = passphraseStrength(value);
  return (
    <Stack gap="sm">
      <PasswordInput
        label={label}
        description="Four or more words that do not belong together are good and can be remembered."
        autoComplete="new-password"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {value !== '' && (
        <div>
          <Progress
            value={strength.share * 100}
            aria-label="Strength of the passphrase"
            color={strength.enough ? 'leaf' : 'amber'}
            size="sm"
          />
          <Text size="xs" role="status">
            {strength.says}
          </Text>
        </div>
      )}
      <PasswordInput
        label="The same passphrase again"
        autoComplete="new-password"
        value={again}
        onChange={({ currentTarget }) => onAgain(currentTarget.value)}
        error={again !== '' && again !== value ? 'The two are not the same yet.' : null}
      />
    </Stack>
  );
}
