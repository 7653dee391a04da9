import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { roleNames } from '../../../shared/domain/user/role.ts';
import { type Id, isId } from '../../../shared/kernel/id.ts';
import { roleMay } from '../../client/may.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { HowFar } from '../../parts/how-far.tsx';
import { useSession } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { duties, settledMeanwhile } from './duty.ts';
import type { QueueItem } from './queue-item.ts';

interface AssignDialogProps {
  readonly items: readonly Id[];
  /** The one duty, where it is of one only. */
  readonly only?: QueueItem;
  readonly onClose: () => void;
}

const nobody = 'nobody';

/** Says who sees to one duty or several. */
export function AssignDialog({ items, only, onClose }: AssignDialogProps) {
  const { user: me } = useSession();
  const users = useAsk('user.list', {});
  const assign = useAct('queue.assign');
  const [to, setTo] = useState<string | null>(only?.owner?.id ?? null);
  const people = (users.data ?? []).filter(
    ({ state, role }) => state === 'active' && roleMay(role, 'queue.items'),
  );
  const refused = assign.data?.refused ?? [];
  const save = (): void =>
    assign.mutate(
      { items: [...items], to: to && isId(to) ? to : null },
      {
        onSuccess: (answer) => {
          say(`${duties(answer.assigned)} given.${settledMeanwhile(answer.settled)}`);
          if (answer.refused.length === 0) onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} title={`Who sees to ${only ? only.recording.number : duties(items.length)}`}>
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
        <HowFar operation="queue.assign" busy={assign.isPending} />
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
