import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { roleNames } from '../../../shared/domain/user/role.ts';
import { isId } from '../../../shared/kernel/id.ts';
import { roleMay } from '../../client/may.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useSession } from '../../parts/session.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import type { QueueItem } from './queue-item.ts';

interface AssignDialogProps {
  readonly items: readonly QueueItem[];
  readonly onClose: () => void;
}

const nobody = 'nobody';

/** Says who sees to one duty or several. */
export function AssignDialog({ items, onClose }: AssignDialogProps) {
  const { user: me } = useSession();
  const users = useAsk('user.list', {});
  const assign = useAct('queue.assign');
  const [only] = items;
  const [to, setTo] = useState<string | null>(items.length === 1 ? (only?.owner?.id ?? null) : null);
  const people = (users.data ?? []).filter(
    ({ state, role }) => state === 'active' && roleMay(role, 'queue.items'),
  );
  const refused = assign.data?.refused ?? [];
  const save = (): void =>
    assign.mutate(
      { items: items.map(({ id }) => id), to: to && isId(to) ? to : null },
      {
        onSuccess: (answer) => {
          say(`${counted(answer.assigned, 'duty', 'duties')} given.`);
          if (answer.refused.length === 0) onClose();
        },
      },
    );
  return (
    <Dialog
      onClose={onClose}
      title={
        items.length === 1
          ? `Who sees to ${only?.recording.number ?? ''}`
          : `Who sees to ${counted(items.length, 'duty', 'duties')}`
      }
    >
      <Stack gap="md">
        <Select
          label="Responsible"
          placeholder="Choose a person"
          searchable
          data-autofocus
          allowDeselect={false}
          data={[
            ...people.map(({ id, name, role }) => ({
              value: id,
              label: id === me.id ? `${name} (you)` : `${name}, ${roleNames[role]}`,
            })),
            { value: nobody, label: 'Nobody in particular' },
          ]}
          value={to}
          onChange={setTo}
        />
        <Text c="dimmed">It stands in the trail, and opens no recording to anybody.</Text>
        {refused.map(({ recording, message }) => (
          <Notice key={recording.id} tone="needs" title={`${recording.number} is not given`}>
            {message}
          </Notice>
        ))}
        <Failure error={assign.error ?? users.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            {refused.length > 0 ? 'Done' : 'Cancel'}
          </Button>
          <Button loading={assign.isPending} disabled={to === null} onClick={save}>
            Save
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
