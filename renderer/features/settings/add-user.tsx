import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Role, roleDuties, roleNames } from '../../../shared/domain/user/role.ts';
import { useAct } from '../../client/queries.ts';
import { PassphraseFields, passphraseFits } from '../../parts/passphrase-fields.tsx';
import { choices } from '../../parts/words.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';

/** Adds a person with a role and a first passphrase that they change themselves. */
export function AddUser({ onClose }: { readonly onClose: () => void }) {
  const add = useAct('user.add');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!role) return;
    add.mutate(
      { name, role, passphrase },
      {
        onSuccess: () => {
          say(`${name} is added.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title="Add a person">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            autoComplete="off"
            data-autofocus
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Select
            label="Role"
            placeholder="Choose a role"
            data={choices(roleNames)}
            allowDeselect={false}
            {...(role ? { description: roleDuties[role] } : {})}
            value={role}
            onChange={(value) => setRole(value as Role | null)}
          />
          <PassphraseFields
            label="Their first passphrase"
            value={passphrase}
            again={again}
            onChange={setPassphrase}
            onAgain={setAgain}
          />
          <Text c="dimmed">Hand it over in person. They change it under Settings.</Text>
          <Failure error={add.error} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={add.isPending}
              disabled={name.trim() === '' || !role || !passphraseFits(passphrase, again)}
            >
              Add the person
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
