import { PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { passphraseStrength, type StrengthWord } from '../../shared/domain/passphrase/strength.ts';

interface PassphraseFieldsProps {
  readonly label: string;
  readonly value: string;
  readonly again: string;
  readonly onChange: (value: string) => void;
  readonly onAgain: (value: string) => void;
}

/** Whether a new passphrase is strong enough and was typed twice alike. */
export const passphraseFits = (value: string, again: string): boolean =>
  passphraseStrength(value).acceptable && value === again;

const words: Readonly<Record<StrengthWord, string>> = {
  weak: 'Easily guessed.',
  fair: 'Good enough.',
  good: 'Strong.',
  strong: 'Very strong.',
};

/** The bar is full at what counts as very strong. */
const fullBits = 80;

function StrengthView({ passphrase }: { readonly passphrase: string }) {
  const { bits, word, acceptable, advice } = passphraseStrength(passphrase);
  return (
    <div>
      <Progress
        value={Math.min(100, (bits / fullBits) * 100)}
        aria-label="Strength of the passphrase"
        color={acceptable ? 'leaf' : 'amber'}
        size="sm"
      />
      <Text size="xs" role="status">
        {[acceptable || word === 'weak' ? words[word] : 'Too short.', ...advice].join(' ')}
      </Text>
    </div>
  );
}

/** A new passphrase, typed twice, with its strength in words. */
export function PassphraseFields({ label, value, again, onChange, onAgain }: PassphraseFieldsProps) {
  return (
    <Stack gap="sm">
      <PasswordInput
        label={label}
        description="Four or more words that do not belong together are good and can be remembered."
        autoComplete="new-password"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {value !== '' && <StrengthView passphrase={value} />}
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
