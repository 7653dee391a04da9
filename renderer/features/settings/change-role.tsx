import { Button, Group, Stack, Text } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { type Role, roleDuties, roleNames } from '../../../shared/domain/user/role.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { useAct } from '../../client/queries.ts';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import type { User } from './user.ts';

interface ChangeRoleProps {
  readonly user: User;
  readonly role: Role;
  readonly onClose: () => void;
}

const roleAgain =
  ({ id, name, role }: User) =>
  async (client: QueryClient): Promise<string> => {
    await call('user.setRole', { user: id, role });
    invalidateAfter(client, 'user.setRole');
    return `${name}: ${roleNames[role]} again.`;
  };

/** Gives a person another role, after saying what that opens and closes to them. */
export function ChangeRole({ user, role, onClose }: ChangeRoleProps) {
  const set = useAct('user.setRole');
  const sayWithWayBack = useSayWithWayBack();
  const change = (): void =>
    set.mutate(
      { user: user.id, role },
      {
        onSuccess: () => {
          sayWithWayBack(`${user.name}: ${roleNames[role]}.`, roleAgain(user));
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
