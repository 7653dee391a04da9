import { Button, CloseButton, Group, Stack, TextInput } from '@mantine/core';
import { type Identifier, identifierFault, identifierNames } from '../../shared/domain/subject/identifier.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { choices } from './words.ts';

const kinds = choices(identifierNames);
const blank: Identifier = { kind: 'nhs', issuer: '', value: '' };

interface IdentifierFieldsProps {
  readonly identifiers: readonly Identifier[];
  readonly onChange: (identifiers: readonly Identifier[]) => void;
}

/** The numbers that are filled in. */
export const filledIdentifiers = (identifiers: readonly Identifier[]): Identifier[] =>
  identifiers.filter(({ value }) => value.trim() !== '');

/** Whether every number that is filled in can be right. */
export const identifiersFit = (identifiers: readonly Identifier[]): boolean =>
  filledIdentifiers(identifiers).every(
    ({ kind, issuer, value }) =>
      identifierFault(kind, value) === null && (kind !== 'hospital' || issuer.trim() !== ''),
  );

/** The numbers of a patient; the check digit is tested while it is typed. */
export function IdentifierFields({ identifiers, onChange }: IdentifierFieldsProps) {
  const change = (index: number, part: Partial<Identifier>): void =>
    onChange(
      identifiers.map((identifier, place) => (place === index ? { ...identifier, ...part } : identifier)),
    );
  return (
    <Stack gap="xs">
      {identifiers.map((identifier, index) => {
        const typed = identifier.value.trim() !== '';
        const fault = typed ? identifierFault(identifier.kind, identifier.value) : null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place while it is typed
          <Group key={index} gap="sm" align="flex-start" wrap="nowrap">
            <ChoiceField
              label="Kind of number"
              w={190}
              data={kinds}
              value={identifier.kind}
              onChange={(kind) => change(index, { kind })}
            />
            {identifier.kind === 'hospital' && (
              <TextInput
                label="Hospital"
                value={identifier.issuer}
                onChange={({ currentTarget }) => change(index, { issuer: currentTarget.value })}
              />
            )}
            <TextInput
              label="Number"
              flex={1}
              className="mono-input"
              autoComplete="off"
              spellCheck={false}
              value={identifier.value}
              error={fault}
              description={typed && !fault ? 'This number is well formed.' : undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              onChange={({ currentTarget }) => change(index, { value: currentTarget.value })}
            />
            <CloseButton
              mt={24}
              aria-label={`Remove number ${index + 1}`}
              onClick={() => onChange(identifiers.filter((_, place) => place !== index))}
            />
          </Group>
        );
      })}
      <Group>
        <Button variant="subtle" onClick={() => onChange([...identifiers, blank])}>
          Add a number
        </Button>
      </Group>
    </Stack>
  );
}
