import { Text } from '@mantine/core';
import { useAct } from '../../client/queries.ts';
import { say } from '../../ui/announce.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { QueueItem } from './queue-item.ts';

interface WithdrawDialogProps {
  readonly item: QueueItem;
  readonly onClose: () => void;
}

/** Takes back a proposal to erase; the recording stays as it is. */
export function WithdrawDialog({ item, onClose }: WithdrawDialogProps) {
  const withdraw = useAct('erasure.withdraw');
  const { id, number } = item.recording;
  return (
    <ReasonDialog
      reasonFirst
      title={`Take back the proposal to erase ${number}`}
      label="Why"
      button="Take it back"
      busy={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onSave={(reason) =>
        withdraw.mutate(
          { recordings: [id], reason },
          {
            onSuccess: () => {
              say(`${number} is no longer proposed for erasure.`);
              onClose();
            },
          },
        )
      }
    >
      <Text>
        The recording stays, and nobody can approve its erasure until it is proposed again. What is owed on it
        stays in the queue. The reason is written to the trail.
      </Text>
    </ReasonDialog>
  );
}
