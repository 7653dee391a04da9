import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { PassphraseFields, passphraseFits } from '../../parts/passphrase-fields.tsx';
import { PlaceField } from '../../parts/place-field.tsx';
import { choices, jurisdictionNames } from '../../parts/words.ts';
import { flush } from '../../ui/card-page.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Failure } from '../../ui/failure.tsx';

interface MakeLibraryProps {
  readonly onMade: (made: Output<'library.create'>) => void;
  readonly onBack: () => void;
}

const jurisdictions = choices(jurisdictionNames);
type Jurisdiction = (typeof jurisdictions)[number]['value'];

/** Name, place, country, first person and passphrase. */
export function MakeLibrary({ onMade, onBack }: MakeLibraryProps) {
  const create = useAct('library.create');
  const [name, setName] = useState('');
  const [place, setPlace] = useState('');
  const [user, setUser] = useState('');
  const [jurisdiction, setJurisdiction] = useState<Jurisdiction>('england');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const complete =
    [name, place, user].every((text) => text.trim() !== '') && passphraseFits(passphrase, again);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate({ name, place, user, passphrase, jurisdiction }, { onSuccess: onMade });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">
          A library is one folder, encrypted as a whole. Nothing in it leaves this machine by itself.
        </Text>
        <TextInput
          label="Name of the library"
          placeholder="Medical Illustration"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <PlaceField
          label="Folder for the library"
          description="On a disk of this machine, not on the network."
          purpose="library"
          value={place}
          onChange={setPlace}
        />
        <ChoiceField
          label="Where the department works"
          description="The guidance differs a little between the countries."
          data={jurisdictions}
          value={jurisdiction}
          onChange={setJurisdiction}
        />
        <TextInput
          label="Your name"
          autoComplete="name"
          value={user}
          onChange={({ currentTarget }) => setUser(currentTarget.value)}
        />
        <PassphraseFields
          label="Your passphrase"
          value={passphrase}
          again={again}
          onChange={setPassphrase}
          onAgain={setAgain}
        />
        <Failure error={create.error} />
        <Group justify="space-between">
          <Button variant="subtle" ml={flush} onClick={onBack}>
            Back
          </Button>
          <Button type="submit" disabled={!complete} loading={create.isPending}>
            Make the library
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
