import { Text } from '@mantine/core';
import { useAct } from '../../client/queries.ts';
import type { Detail } from '../../parts/renditions.ts';
import { say } from '../../ui/announce.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

interface HoldDialogProps {
  readonly detail: Detail;
  readonly onClose: () => void;
}

/** A hold keeps a recording from being erased while a disclosure or proceedings need it [19]. */
export function HoldDialog({ detail, onClose }: HoldDialogProps) {
  const hold = useAct('recording.hold');
  const held = detail.hold === null;
  return (
    <ReasonDialog
      reasonFirst
      title={held ? `Put ${detail.number} on hold` : `Lift the hold on ${detail.number}`}
      label="Why"
      button={held ? 'Put on hold' : 'Lift the hold'}
      busy={hold.isPending}
      error={hold.error}
      onClose={onClose}
      onSave={(reason) =>
        hold.mutate(
          { recordings: [detail.id], reason, held },
          {
            onSuccess: () => {
              say(held ? `${detail.number} is on hold.` : `The hold on ${detail.number} is lifted.`);
              onClose();
            },
          },
        )
      }
    >
      <Text c="dimmed">
        {held
          ? 'While it is on hold it is not erased, whatever is agreed or withdrawn. Holds are for proceedings and for the protection of the patient or others [19].'
          : 'Without the hold the usual rules for keeping and erasing apply again at once.'}
      </Text>
    </ReasonDialog>
  );
}
