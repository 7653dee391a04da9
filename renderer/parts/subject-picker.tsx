import { Button, CloseButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { formatIdentifier, identifierNames } from '../../shared/domain/subject/identifier.ts';
import type { Id } from '../../shared/kernel/id.ts';
import { useAsk } from '../client/queries.ts';
import { dayText } from '../ui/dates.ts';
import { Failure } from '../ui/failure.tsx';
import { Mono } from '../ui/numbers.tsx';
import { Identifier } from './identifier.tsx';
import { SubjectForm } from './subject-form.tsx';

export type Subject = Output<'subject.find'>[number];
/** A patient as the picker hands one over. */
export interface Picked {
  readonly id: Id;
  readonly number: string;
  readonly name: string;
}

export const fullName = ({ givenName, familyName }: Pick<Subject, 'givenName' | 'familyName'>): string =>
  [givenName, familyName].filter(Boolean).join(' ');

function SubjectLine({ subject }: { readonly subject: Subject }) {
  const [identifier] = subject.identifiers;
  return (
    <span>
      <strong>{fullName(subject)}</strong>
      {subject.bornOn && <>, born {dayText(subject.bornOn)}</>}{' '}
      {identifier && (
        <>
          {identifierNames[identifier.kind]}{' '}
          <Identifier>{formatIdentifier(identifier.kind, identifier.value)}</Identifier>
        </>
      )}
    </span>
  );
}

interface FoundProps {
  readonly text: string;
  readonly onPick: (picked: Picked) => void;
  readonly onNew: () => void;
}

function Found({ text, onPick, onNew }: FoundProps) {
  const found = useAsk('subject.find', { text }, { keep: true });
  return (
    <Stack gap={4}>
      <Failure error={found.error} />
      {found.data?.map((subject) => (
        <Group key={subject.id} gap="sm" wrap="nowrap" justify="space-between">
          <SubjectLine subject={subject} />
          <Button
            variant="default"
            aria-label={`Choose ${fullName(subject)}`}
            onClick={() => onPick({ id: subject.id, number: subject.number, name: fullName(subject) })}
          >
            Choose
          </Button>
        </Group>
      ))}
      <Group gap="sm">
        {found.data?.length === 0 && (
          <Text c="dimmed">No patient of that name or number is in the library.</Text>
        )}
        {found.data && (
          <Button variant="subtle" onClick={onNew}>
            Enter a new patient
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface SubjectPickerProps {
  readonly label: string;
  readonly chosen: readonly Picked[];
  readonly onChange: (chosen: readonly Picked[]) => void;
  /** One only, as where a recording is moved to another patient. */
  readonly single?: boolean;
}

/** Finds patients by name or number, or enters a new one, and holds those that were chosen. */
export function SubjectPicker({ label, chosen, onChange, single = false }: SubjectPickerProps) {
  const [text, setText] = useState('');
  const [entering, setEntering] = useState(false);
  const [asked] = useDebouncedValue(text.trim(), 200);
  const pick = (picked: Picked): void => {
    setText('');
    setEntering(false);
    if (chosen.some(({ id }) => id === picked.id)) return;
    onChange(single ? [picked] : [...chosen, picked]);
  };
  const keepFormOpen = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') event.preventDefault();
  };
  return (
    <Stack gap="xs">
      {(!single || chosen.length === 0) && (
        <TextInput
          label={label}
          description="A name, an NHS, CHI, H&C or hospital number"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onKeyDown={keepFormOpen}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      {asked !== '' && !entering && <Found text={asked} onPick={pick} onNew={() => setEntering(true)} />}
      {entering && <SubjectForm startName={text.trim()} onMade={pick} onCancel={() => setEntering(false)} />}
      {chosen.length > 0 && (
        <Group gap="sm" role="list" aria-label={`Chosen: ${label}`}>
          {chosen.map((subject) => (
            <Group key={subject.id} role="listitem" gap={4} wrap="nowrap">
              <Mono>{subject.number}</Mono>
              <span>{subject.name}</span>
              <CloseButton
                size="sm"
                aria-label={`Take out ${subject.name}`}
                onClick={() => onChange(chosen.filter(({ id }) => id !== subject.id))}
              />
            </Group>
          ))}
        </Group>
      )}
    </Stack>
  );
}
