import { Autocomplete, Button, Group, Pill, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { counted } from '../../ui/amounts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useArranging } from './use-arranging.ts';

const longest = 60;

interface LabelDialogProps {
  readonly recordings: readonly Id[];
  readonly onClose: () => void;
}

/** Sets a label by typing it and pressing Enter, or takes one away. */
export function LabelDialog({ recordings, onClose }: LabelDialogProps) {
  const { label, tilesOf } = useArranging();
  const known = useAsk('label.list', {}).data ?? [];
  const [typed, setTyped] = useState('');
  const [theirs] = useState(() => [...new Set(tilesOf(recordings).flatMap(({ labels }) => labels))].sort());
  const set = (event: FormEvent): void => {
    event.preventDefault();
    const text = typed.trim();
    if (text === '') return;
    label(recordings, { add: [text], remove: [] });
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={`Label ${counted(recordings.length, 'recording')}`}>
      <form onSubmit={set}>
        <Stack gap="md">
          {theirs.length > 0 && (
            <div>
              <Text mb={4}>Labels they have</Text>
              <Group gap="xs">
                {theirs.map((text) => (
                  <Pill
                    key={text}
                    withRemoveButton
                    removeButtonProps={{
                      'aria-label': `Take “${text}” away`,
                      'aria-hidden': false,
                      tabIndex: 0,
                    }}
                    onRemove={() => {
                      label(recordings, { add: [], remove: [text] });
                      onClose();
                    }}
                  >
                    {text}
                  </Pill>
                ))}
              </Group>
            </div>
          )}
          <Autocomplete
            label="Label"
            description="Everybody who may find the recording reads it: no name and no number of a patient"
            data-autofocus
            size="xs"
            openOnFocus={false}
            maxLength={longest}
            limit={8}
            data={known.map((each) => each.label)}
            value={typed}
            onChange={setTyped}
          />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={typed.trim() === ''}>
              Set the label
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
