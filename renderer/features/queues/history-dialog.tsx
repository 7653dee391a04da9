import { Stack, Text } from '@mantine/core';
import { useAsk } from '../../client/queries.ts';
import { useSession } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { dayText, momentText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import type { QueueItem } from './queue-item.ts';

interface HistoryDialogProps {
  readonly item: QueueItem;
  readonly onClose: () => void;
}

/** What became of one duty: raised, given to somebody, put off and why. */
export function HistoryDialog({ item, onClose }: HistoryDialogProps) {
  const { library } = useSession();
  const history = useAsk('queue.history', { item: item.id });
  return (
    <Dialog onClose={onClose} title={`History of this duty: ${item.recording.number}`}>
      <Stack gap="sm">
        <Text>{item.reason}</Text>
        <Answered query={history}>
          {({ entries }) => (
            <ol>
              {entries.map(({ at, by, says, until, note }) => (
                <li key={`${at} ${says}`}>
                  {momentText(at, library.zone)}: {says}
                  {until && ` Until ${dayText(until)}.`}
                  {by ? ` By ${by.name}.` : ' By the passing of time.'}
                  {note && ` ${note}`}
                </li>
              ))}
            </ol>
          )}
        </Answered>
      </Stack>
    </Dialog>
  );
}
