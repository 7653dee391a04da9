import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly label: string;
  readonly button: string;
  readonly grave?: boolean;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly blocked?: boolean;
  /** Nothing else is to be filled in before it. */
  readonly reasonFirst?: boolean;
  readonly children?: ReactNode;
  readonly onSave: (reason: string) => void;
  readonly onClose: () => void;
}

/** An act that needs a reason: what it does, why it is done, and one button. */
export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Dialog onClose={props.onClose} size="lg" title={props.title}>
      <Stack gap="md">
        {props.children}
        <Textarea
          label={props.label}
          {...(props.reasonFirst ? { 'data-autofocus': true } : {})}
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Failure error={props.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={props.onClose}>
            Cancel
          </Button>
          <Button
            {...(props.grave ? { color: 'deep' } : {})}
            loading={props.busy}
            disabled={reason.trim().length < 3 || props.blocked === true}
            onClick={() => props.onSave(reason.trim())}
          >
            {props.button}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
