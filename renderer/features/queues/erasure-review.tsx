import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { Go } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { MediaView } from '../../parts/media-view.tsx';
import { useOpening, type Way } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { useSession } from '../../parts/session.ts';
import { Veil } from '../../parts/veil.tsx';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import type { QueueItem } from './queue-item.ts';
import classes from './queues.module.css';

function Opened({
  rendition,
  way,
  label,
}: {
  readonly rendition: Id;
  readonly way: Way;
  readonly label: string;
}) {
  const { opened, error, retry } = useOpening(rendition, way);
  if (opened) return <MediaView opened={opened} label={label} small />;
  return <Failure error={error} onRetry={retry} />;
}

/** The recording itself, opened for this decision, without which the engine takes no approval. */
function Picture({ item }: { readonly item: QueueItem }) {
  const shown = useAsk('recording.show', { recording: item.recording.id });
  const original = shown.data?.renditions.find(({ kind }) => kind === 'original');
  if (!original) return <Failure error={shown.error} />;
  const opened = (
    <Opened
      rendition={original.id}
      way={{ kind: 'custody', purpose: 'approvingErasure' }}
      label={`Original of ${item.recording.number}`}
    />
  );
  if (shown.data?.kind === 'audio') return opened;
  return (
    <Veil picture={item.recording.id} category={shown.data?.classification.category} large>
      {opened}
    </Veil>
  );
}

interface ReviewItemProps {
  readonly item: QueueItem;
  readonly chosen: boolean;
  readonly onChange: (chosen: boolean) => void;
}

function ReviewItem({ item, chosen, onChange }: ReviewItemProps) {
  return (
    <li>
      <Picture item={item} />
      <Mono>{item.recording.number}</Mono>
      <Text>
        {item.reason} <Cite paragraph={item.paragraph} />
      </Text>
      {item.proposedBy && <Text c="dimmed">Proposed by {item.proposedBy.name}</Text>}
      <Checkbox
        label={`Erase ${item.recording.number}`}
        checked={chosen}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </li>
  );
}

function Outcome({
  outcome,
  onClose,
}: {
  readonly outcome: Output<'erasure.approve'>;
  readonly onClose: () => void;
}) {
  return (
    <Stack gap="md">
      {outcome.certificates.map(({ id, number, recording }) => (
        <Text key={id}>
          {recording.number} is erased. <Go to={places.certificate(id)}>Certificate {number}</Go>
        </Text>
      ))}
      {outcome.refused.map(({ recording, message }) => (
        <Notice key={recording.id} tone="needs" title={`${recording.number} is not erased`}>
          {message}
        </Notice>
      ))}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}

interface ErasureReviewProps {
  readonly items: readonly QueueItem[];
  readonly onClose: () => void;
}

/** Shows every recording before its erasure is approved, and afterwards the certificates. */
export function ErasureReview({ items, onClose }: ErasureReviewProps) {
  const { secondPersonPresent } = useSession();
  // What is shown stays as it was, whatever the queue does meanwhile.
  const [shown] = useState(items);
  const approve = useAct('erasure.approve');
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  const run = (): void =>
    approve.mutate(
      { recordings: [...chosen] },
      {
        onSuccess: ({ certificates }) => {
          if (certificates.length > 0) say(`${counted(certificates.length, 'recording')} erased.`);
        },
      },
    );
  return (
    <Dialog onClose={onClose} size="90rem" title="Approve erasure">
      {approve.data ? (
        <Outcome outcome={approve.data} onClose={onClose} />
      ) : (
        <Stack gap="md">
          <Notice tone="grave">
            What is approved here is destroyed with its copies, previews and keys. Nobody can bring it back. A
            certificate remains.
            {!secondPersonPresent && ' The library has no second person; the certificate will say so.'}
          </Notice>
          <ul className={classes.review}>
            {shown.map((item) => (
              <ReviewItem
                key={item.id}
                item={item}
                chosen={chosen.includes(item.recording.id)}
                onChange={(on) =>
                  setChosen(
                    on ? [...chosen, item.recording.id] : chosen.filter((id) => id !== item.recording.id),
                  )
                }
              />
            ))}
          </ul>
          <Failure error={approve.error} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
            <Button color="deep" disabled={chosen.length === 0} loading={approve.isPending} onClick={run}>
              Approve erasure of {counted(chosen.length, 'recording')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
