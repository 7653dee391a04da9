import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct } from '../../client/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { PaperLink } from '../../ui/paper-link.tsx';
import type { Narrowing } from './narrowing.ts';

interface PapersDialogProps {
  readonly by: Narrowing;
  /** Only these; all that the list holds where none is chosen. */
  readonly items: readonly Id[];
  readonly onClose: () => void;
}

function Draft({
  draft,
}: {
  readonly draft: { readonly url: string; readonly subject: string; readonly body: string };
}) {
  return (
    <>
      <PaperLink href={draft.url} saveAs="duties.eml">
        Save the message
      </PaperLink>
      <Text c="dimmed">
        A mail program opens it as a message that is not sent yet and goes to nobody yet.
      </Text>
      <Textarea label={draft.subject} readOnly autosize minRows={4} maxRows={14} value={draft.body} />
    </>
  );
}

/** A list of duties to print and tick off, or to send to somebody: numbers, what to do and by when, and no patient. */
export function PapersDialog({ by, items, onClose }: PapersDialogProps) {
  const worklist = useAct('queue.worklist');
  const draft = useAct('queue.draft');
  const asked = { ...by, ...(items.length > 0 ? { items: [...items] } : {}) };
  const url = worklist.data?.url;
  return (
    <Dialog onClose={onClose} size="lg" title="A list to print or to send">
      <Stack gap="sm">
        <Text>
          It holds the recordings’ numbers, what is owed and by when. It names no patient and no file; that it
          was made stands in the trail.
        </Text>
        <Group gap="sm">
          <Button variant="default" loading={worklist.isPending} onClick={() => worklist.mutate(asked)}>
            Make a list to print
          </Button>
          <Button variant="default" loading={draft.isPending} onClick={() => draft.mutate(asked)}>
            Write a message
          </Button>
        </Group>
        {url && <PaperLink href={url}>Open the list</PaperLink>}
        {draft.data && <Draft draft={draft.data} />}
        <Failure error={worklist.error ?? draft.error} />
      </Stack>
    </Dialog>
  );
}
