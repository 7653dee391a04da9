import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../client/queries.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import type { BenchOpened, coveredOf } from './regions.ts';

interface LearnDialogProps {
  readonly bench: BenchOpened;
  readonly regions: ReturnType<typeof coveredOf>;
  readonly onClose: () => void;
}

/** Learns what is always covered on a device. */
export function LearnDialog({ bench: { rendition, device }, regions, onClose }: LearnDialogProps) {
  const learn = useAct('template.learn');
  const said = [device?.maker, device?.model].filter(Boolean).join(' ');
  const [name, setName] = useState(said);
  const boxes = regions.map(({ x, y, w, h }) => ({ x, y, w, h }));
  const save = (): void =>
    learn.mutate(
      { rendition, name, regions: boxes },
      {
        onSuccess: () => {
          say('From now on these are covered on every picture of this device.');
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} title="Always cover these on this device">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="sm">
          <Text>
            {counted(boxes.length, 'region')} will be proposed on every picture of {device?.width} by{' '}
            {device?.height} pixels {said ? `from ${said}` : 'whose file names no device'}. Each picture is
            still looked at.
          </Text>
          <TextInput
            label="Name of the template"
            data-autofocus
            required
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Failure error={learn.error} />
          <Group>
            <Button
              type="submit"
              loading={learn.isPending}
              disabled={name.trim() === '' || boxes.length === 0}
            >
              Save the template
            </Button>
            <Button variant="subtle" onClick={onClose}>
              Not now
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
