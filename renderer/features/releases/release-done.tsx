import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Output } from '../../../shared/contract/contract.ts';
import { counted } from '../../ui/amounts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { ReleaseItems } from './release-items.tsx';

interface ReleaseDoneProps {
  readonly done: Output<'release.make'>;
  readonly onClose: () => void;
}

/** What left the library, where it lies, and what stayed. */
export function ReleaseDone({ done, onClose }: ReleaseDoneProps) {
  const { release, items, folder, download } = done;
  const staying = items.filter(({ decision }) => decision.outcome === 'refuse');
  return (
    <Dialog onClose={onClose} size="xl" title={release ? `Release ${release.number}` : 'Nothing went out'}>
      <Stack gap="md">
        {release && (
          <Notice tone="fine">
            {counted(release.items.length, 'copy', 'copies')} for {release.recipient}, recorded as out.
            {folder && (
              <Text>
                They lie in <Mono>{folder}</Mono>
              </Text>
            )}
          </Notice>
        )}
        {download && (
          <Group>
            <Button
              component="a"
              href={download}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              Download the copies
            </Button>
            <Text c="dimmed">The download works once.</Text>
          </Group>
        )}
        {staying.length > 0 && (
          <>
            <Text>{counted(staying.length, 'recording')} stayed here:</Text>
            <ReleaseItems items={staying} />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
