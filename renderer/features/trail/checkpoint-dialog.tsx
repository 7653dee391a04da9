import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../client/queries.ts';
import { PlaceField } from '../../parts/place-field.tsx';
import { useSession } from '../../parts/session.ts';
import { momentText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure } from '../../ui/failure.tsx';

/** The file of a checkpoint made now; its name sorts by time and holds none of a patient. */
const fileIn = (folder: string): string => {
  const now = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${folder.replace(/[/\\]+$/, '')}/custos-checkpoint-${now}.json`;
};

/** A signed mark of where the trail stands, to be kept elsewhere and held against it later. */
export function CheckpointDialog({ onClose }: { readonly onClose: () => void }) {
  const { library } = useSession();
  const make = useAct('trail.checkpoint');
  const [folder, setFolder] = useState('');
  const checkpoint = make.data;
  return (
    <Dialog onClose={onClose} size="lg" title="Checkpoint of the trail">
      <Stack gap="md">
        <Text>
          A checkpoint proves later that nothing before it was altered or removed. It holds no names. Keep it
          outside the library.
        </Text>
        {checkpoint ? (
          <Facts
            facts={[
              { name: 'Up to entry', value: checkpoint.sequence.toLocaleString('en-GB') },
              { name: 'Made', value: momentText(checkpoint.at, library.zone) },
              { name: 'Saved as', value: make.variables?.file ?? '' },
            ]}
          />
        ) : (
          <PlaceField
            label="Folder to save it in"
            description="Best on another machine or a memory stick."
            purpose="checkpoint"
            value={folder}
            onChange={setFolder}
          />
        )}
        <Failure error={make.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            {checkpoint ? 'Close' : 'Cancel'}
          </Button>
          {!checkpoint && (
            <Button
              disabled={folder.trim() === ''}
              loading={make.isPending}
              onClick={() => make.mutate({ file: fileIn(folder.trim()) })}
            >
              Make the checkpoint
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
