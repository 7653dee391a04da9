import { Button, Group, Stack } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import type { User } from './user.ts';

interface RemoveUserProps {
  readonly user: User;
  readonly onClose: () => void;
  readonly onRemoved: (kit: Output<'user.remove'>['recoveryKit']) => void;
}

/** Removes a person: the library gets a new identity, and with it a new recovery kit. */
export function RemoveUser({ user, onClose, onRemoved }: RemoveUserProps) {
  const remove = useAct('user.remove');
  return (
    <Dialog onClose={onClose} title={`Remove ${user.name}`}>
      <Stack gap="md">
        <Notice tone="needs">
          {user.name} can no longer open the library, and this cannot be undone: they would be added anew. The
          library gets a new identity and a new recovery kit, which is shown next; the old kit no longer opens
          it. Backups made until now still open with the old keys.
        </Notice>
        <Failure error={remove.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={remove.isPending}
            onClick={() =>
              remove.mutate(
                { user: user.id },
                {
                  onSuccess: ({ recoveryKit }) => {
                    say(`${user.name} is removed.`);
                    onRemoved(recoveryKit);
                  },
                },
              )
            }
          >
            Remove
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
