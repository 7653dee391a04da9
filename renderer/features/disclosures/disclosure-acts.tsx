import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/contract.ts';
import { hasDialogs } from '../../client/files.ts';
import { useAct } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { PaperLink } from '../../ui/paper-link.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { Whole } from './disclosure-view.tsx';

interface ActProps {
  readonly whole: Whole;
  readonly onClose: () => void;
}

export function ConfirmDialog({ whole, onClose }: ActProps) {
  const confirm = useAct('disclosure.confirm');
  const save = (): void =>
    confirm.mutate(
      { disclosure: whole.id },
      {
        onSuccess: () => {
          say(`Disclosure ${whole.number} is in force.`);
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} size="lg" title={`Confirm disclosure ${whole.number}`}>
      <Stack gap="md">
        <Text>
          You are the second person. Confirm it only where you have read the reason, looked at every recording
          in it, and know of no way that shows or gives less. It is in force at once, and your name stands
          under it. Undo does not reach this: it can only be ended.
        </Text>
        <Failure error={confirm.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={confirm.isPending} onClick={save}>
            Confirm the disclosure
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

export function EndDialog({ whole, onClose }: ActProps) {
  const end = useAct('disclosure.end');
  const inForce = whole.standing === 'inForce';
  const save = (reason: string): void =>
    end.mutate(
      { disclosure: whole.id, reason },
      {
        onSuccess: () => {
          say(`Disclosure ${whole.number} is ended.`);
          onClose();
        },
      },
    );
  return (
    <ReasonDialog
      reasonFirst
      title={inForce ? `End disclosure ${whole.number} now` : `Do not disclose: ${whole.number}`}
      label="Why"
      button={inForce ? 'End it now' : 'Do not disclose'}
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onSave={save}
    >
      <Text>
        {inForce && 'Nobody sees its recordings under it from now on, and no more copies leave. '}
        Undo does not reach this: what is still needed is proposed anew.
      </Text>
    </ReasonDialog>
  );
}

type Outcome = Input<'disclosure.review'>['outcome'];

export function ReviewDialog({ whole, onClose }: ActProps) {
  const review = useAct('disclosure.review');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const save = (note: string): void => {
    if (!outcome) return;
    review.mutate(
      { disclosure: whole.id, outcome, note },
      {
        onSuccess: () => {
          say(`Disclosure ${whole.number} is looked back at.`);
          onClose();
        },
      },
    );
  };
  return (
    <ReasonDialog
      title={`Look back at disclosure ${whole.number}`}
      label="What you found, and what follows from it"
      button="Save"
      busy={review.isPending}
      error={review.error}
      blocked={outcome === null}
      onClose={onClose}
      onSave={save}
    >
      <Radio.Group label="Was it in order" value={outcome} onChange={(value) => setOutcome(value as Outcome)}>
        <Stack gap={4} mt={4}>
          <Radio value="inOrder" label="It was in order" />
          <Radio
            value="notInOrder"
            label="It was not in order"
            description="Copies that are out under it are then to be called back."
          />
        </Stack>
      </Radio.Group>
      <Text c="dimmed">Undo does not reach what is saved here.</Text>
    </ReasonDialog>
  );
}

export function GiveDialog({ whole, onClose }: ActProps) {
  const give = useAct('disclosure.give');
  const [folder, setFolder] = useState('');
  const native = hasDialogs();
  if (give.data) {
    return (
      <Dialog onClose={onClose} size="lg" title={`Copies of disclosure ${whole.number}`}>
        <Notice tone="fine">
          The copies for {whole.recipient} are written and recorded as release {give.data.release.number}.
          <Text>
            They lie in <Mono>{give.data.folder}</Mono>
          </Text>
        </Notice>
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} size="lg" title={`Write the copies of disclosure ${whole.number}`}>
      <Stack gap="md">
        <Text>
          The copies are for {whole.recipient} and nobody else. They can be written once, come with a page for
          the recipient, and are recorded as copies out.
        </Text>
        {native && (
          <PlaceField label="Folder for the copies" purpose="release" value={folder} onChange={setFolder} />
        )}
        <Failure error={give.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={give.isPending}
            disabled={native && folder.trim() === ''}
            onClick={() => give.mutate({ disclosure: whole.id, ...(native ? { folder } : {}) })}
          >
            Write the copies
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** The record as a page to print and file. */
export function RecordLink({ whole }: { readonly whole: Whole }) {
  const print = useAct('disclosure.print');
  const url = print.data?.url;
  if (url) return <PaperLink href={url}>Open the record</PaperLink>;
  return (
    <>
      <Button
        variant="default"
        loading={print.isPending}
        onClick={() => print.mutate({ disclosure: whole.id })}
      >
        Make the record
      </Button>
      <Failure error={print.error} />
    </>
  );
}
