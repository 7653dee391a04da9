import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useAct } from '../../client/queries.ts';
import { useSession } from '../../parts/session.ts';
import { momentText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Failure } from '../../ui/failure.tsx';

/** A signed mark of where the trail stands, to be kept elsewhere and held against it later. */
export function CheckpointDialog({ onClose }: { readonly onClose: () => void }) {
  const { library } = useSession();
  const make = useAct('trail.checkpoint');
  const checkpoint = make.data;
  return (
    <Dialog onClose={onClose} size="lg" title="Checkpoint of the trail">
      <Stack gap="md">
        <Text>
          A checkpoint proves later that nothing before it was altered or removed. It holds no names. Keep it
          outside the library.
        </Text>
        {checkpoint && (
          <Facts
            facts={[
              { name: 'Up to entry', value: checkpoint.sequence.toLocaleString('en-GB') },
              { name: 'Made', value: momentText(checkpoint.at, library.zone) },
              { name: 'Hash', value: checkpoint.hash },
              { name: 'Signature', value: checkpoint.signature },
            ]}
          />
        )}
        <Failure error={make.error} />
        <Group justify="flex-end">
          {checkpoint ? (
            <CopyButton value={JSON.stringify(checkpoint)}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy the checkpoint'}
                </Button>
              )}
            </CopyButton>
          ) : (
            <Button loading={make.isPending} onClick={() => make.mutate({})}>
              Make it
            </Button>
          )}
          <Button variant="subtle" onClick={onClose}>
            Close
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
