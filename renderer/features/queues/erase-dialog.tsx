import { Text } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct } from '../../client/queries.ts';
import { HowFar } from '../../parts/how-far.tsx';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

interface EraseDialogProps {
  readonly recordings: readonly Id[];
  readonly onClose: () => void;
  readonly onProposed?: (() => void) | undefined;
}

/** The first of the two steps of an erasure. Nothing is erased by it. */
export function EraseDialog({ recordings, onClose, onProposed }: EraseDialogProps) {
  const propose = useAct('erasure.propose');
  return (
    <ReasonDialog
      reasonFirst
      title={`Propose to erase ${counted(recordings.length, 'recording')}`}
      label="Why"
      button="Propose erasure"
      grave
      busy={propose.isPending}
      error={propose.error}
      onClose={onClose}
      onSave={(why) =>
        propose.mutate(
          { recordings: [...recordings], why },
          {
            onSuccess: ({ proposed }) => {
              say(`${counted(proposed.length, 'recording')} proposed for erasure.`);
              onClose();
              onProposed?.();
            },
          },
        )
      }
    >
      <Text>
        Nothing is erased yet. Somebody looks at every recording and approves; only then is it destroyed, and
        nobody can bring it back.
      </Text>
      <HowFar operation="erasure.propose" busy={propose.isPending} />
    </ReasonDialog>
  );
}
