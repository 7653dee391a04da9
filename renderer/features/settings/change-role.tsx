import { Button, Group, Stack, Text } from '@mantine/core';
import { type Role, roleDuties, roleNames } from '../../../shared/domain/user/role.ts';
import { useAct } from '../../client/queries.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import type { User } from './user.ts';

interface ChangeRoleProps {
  readonly user: User;
  readonly role: Role;
  readonly onClose: () => void;
}

/** Gives a person another role, after saying what that opens and closes to them. */
export function ChangeRole({ user, role, onClose }: ChangeRoleProps) {
  const set = useAct('user.setRole');
  const change = (): void =>
    set.mutate(
      { user: user.id, role },
      {
        onSuccess: () => {
          say(`${user.name}: ${roleNames[role]}.`);
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} title={`Another role for ${user.name}`}>
      <Stack gap="md">
        <Text>
          <strong>{roleNames[role]}.</strong> {roleDuties[role]}
        </Text>
        <Notice tone="needs">
          What the role of {roleNames[user.role]} allowed ends at once: where {user.name} has the library
          open, it locks.
        </Notice>
        <Failure error={set.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={set.isPending} onClick={change}>
            Change the role
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
