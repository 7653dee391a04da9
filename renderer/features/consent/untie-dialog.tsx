import { Text } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { say } from '../../ui/announce.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

type Agreement = Output<'agreement.show'>;

interface UntieDialogProps {
  readonly agreement: Pick<Agreement, 'id' | 'number'>;
  readonly recording: Agreement['recordings'][number];
  readonly onClose: () => void;
}

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
      <Text>
        Nothing that was agreed to holds for the recording any more. Copies that are out are asked back, and
        the queues say what it then needs. The agreement itself stays as it is.
      </Text>
    </ReasonDialog>
  );
}
