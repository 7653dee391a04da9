import { Text } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { say } from '../../ui/announce.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

type Agreement = Output<'agreement.show'>;

interface UntieDialogProps {
  readonly agreement: Pick<Agreement, 'id' | 'number' | 'afterRecording'>;
  readonly recording: Agreement['recordings'][number];
  readonly onClose: () => void;
}

export const hasEnded = ({ afterRecording }: Pick<Agreement, 'afterRecording'>): boolean =>
  afterRecording === 'withdrawn' || afterRecording === 'notConfirmed';

/** For a recording that was tied to the wrong agreement. */
export function UntieDialog({ agreement, recording, onClose }: UntieDialogProps) {
  const untie = useAct('agreement.unlink');
  return (
    <ReasonDialog
      reasonFirst
      title={`Untie ${recording.number} from ${agreement.number}`}
      label="Why they do not belong together"
      button="Untie"
      busy={untie.isPending}
      error={untie.error}
      onClose={onClose}
      onSave={(reason) =>
        untie.mutate(
          { agreement: agreement.id, recordings: [recording.id], reason },
          {
            onSuccess: () => {
              say(`${recording.number} is tied to ${agreement.number} no more.`);
              onClose();
            },
          },
        )
      }
    >
      {hasEnded(agreement) ? (
        <Text>
          This was withdrawn or not confirmed, so the recording stays in quarantine and nobody may use it. Its
          erasure is asked for no more. In the queue Review another person than you decides whether it comes
          back into use.
        </Text>
      ) : (
        <Text>
          Nothing that was agreed to holds for the recording any more. Copies that are out are asked back, and
          the queues say what it then needs. The agreement itself stays as it is.
        </Text>
      )}
    </ReasonDialog>
  );
}
