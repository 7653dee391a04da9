import { Button, Checkbox, Group, Paper, Stack, TextInput } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Id } from '../../shared/kernel/id.ts';
import { call } from '../client/bridge.ts';
import { invalidateAfter } from '../client/freshness.ts';
import { useAct } from '../client/queries.ts';
import { DayField } from '../ui/day-field.tsx';
import { Failure } from '../ui/failure.tsx';
import { filledIdentifiers, IdentifierFields, identifiersFit } from './identifier-fields.tsx';
import { useSession } from './session.ts';
import type { SubjectFacts } from './subject-facts.ts';
import { useSayWithWayBack } from './undo.ts';

export const blankFacts = (name = ''): SubjectFacts => {
  const numeric = /\d/.test(name);
  const words = numeric ? [] : name.split(/\s+/).filter(Boolean);
  return {
    familyName: words.at(-1) ?? '',
    givenName: words.slice(0, -1).join(' '),
    bornOn: null,
    diedOn: null,
    appointedPerson: false,
    capacityRegainedOn: null,
    lastSeenOn: null,
    identifiers: [{ kind: 'nhs', issuer: '', value: numeric ? name : '' }],
  };
};

export const factsFit = (facts: SubjectFacts): boolean =>
  facts.familyName.trim() !== '' && identifiersFit(facts.identifiers);

export const cleanFacts = (facts: SubjectFacts): SubjectFacts => ({
  ...facts,
  identifiers: filledIdentifiers(facts.identifiers),
});

interface SubjectFieldsProps {
  readonly facts: SubjectFacts;
  readonly onChange: (facts: SubjectFacts) => void;
}

/** What the library knows of a patient. */
export function SubjectFields({ facts, onChange }: SubjectFieldsProps) {
  const { library } = useSession();
  const change = (part: Partial<SubjectFacts>): void => onChange({ ...facts, ...part });
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <TextInput
          label="Given names"
          value={facts.givenName}
          onChange={({ currentTarget }) => change({ givenName: currentTarget.value })}
        />
        <TextInput
          label="Family name"
          value={facts.familyName}
          onChange={({ currentTarget }) => change({ familyName: currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <DayField label="Date of birth" value={facts.bornOn} onChange={(bornOn) => change({ bornOn })} />
        <DayField label="Date of death" value={facts.diedOn} onChange={(diedOn) => change({ diedOn })} />
      </Group>
      <Group grow align="flex-start">
        <DayField
          label="Last seen"
          description="Some health records are kept for years from then."
          value={facts.lastSeenOn}
          onChange={(lastSeenOn) => change({ lastSeenOn })}
        />
        <DayField
          label="Able to decide again since"
          description="Where others agreed before. The patient is asked."
          value={facts.capacityRegainedOn}
          onChange={(capacityRegainedOn) => change({ capacityRegainedOn })}
        />
      </Group>
      <IdentifierFields
        identifiers={facts.identifiers}
        onChange={(identifiers) => change({ identifiers: [...identifiers] })}
      />
      {library.jurisdiction === 'scotland' && (
        <Checkbox
          label="Somebody is appointed for this patient under the Adults with Incapacity (Scotland) Act 2000"
          checked={facts.appointedPerson}
          onChange={({ currentTarget }) => change({ appointedPerson: currentTarget.checked })}
        />
      )}
    </Stack>
  );
}

interface SubjectFormProps {
  readonly startName?: string;
  readonly onMade: (made: { id: Id; number: string; name: string }) => void;
  readonly onCancel: () => void;
}

/** Takes a patient out again for whom nothing was entered yet. */
const entryBack =
  ({ id, number }: { readonly id: Id; readonly number: string }) =>
  async (client: QueryClient): Promise<string> => {
    await call('subject.discard', { subject: id });
    invalidateAfter(client, 'subject.discard');
    return `${number} was taken out again. Entering it and taking it back stand in the trail.`;
  };

/** Enters a patient who is not in the library yet. No form element: it stands inside others. */
export function SubjectForm({ startName = '', onMade, onCancel }: SubjectFormProps) {
  const create = useAct('subject.create');
  const sayWithWayBack = useSayWithWayBack();
  const [facts, setFacts] = useState(() => blankFacts(startName));
  const save = (): void => {
    create.mutate(cleanFacts(facts), {
      onSuccess: ({ id, number }) => {
        sayWithWayBack(`${number} is entered.`, entryBack({ id, number }));
        onMade({ id, number, name: [facts.givenName, facts.familyName].filter(Boolean).join(' ') });
      },
    });
  };
  const form = useRef<HTMLDivElement>(null);
  // It comes in the place of the button that was pressed for it.
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <Paper withBorder p="md" role="group" aria-label="New patient" ref={form}>
      <Stack gap="sm">
        <SubjectFields facts={facts} onChange={setFacts} />
        <Failure error={create.error} />
        <Group>
          <Button onClick={save} disabled={!factsFit(facts)} loading={create.isPending}>
            Save the patient
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
