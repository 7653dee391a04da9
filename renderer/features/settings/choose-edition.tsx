import { Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../client/queries.ts';
import { useSession } from '../../parts/session.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Notice } from '../../ui/failure.tsx';
import { editionNames } from './edition-names.ts';

const choices = [
  {
    edition: 'gmc-stricter',
    meaning: 'Allows what both editions allow. The safe way to begin with the later edition.',
  },
  {
    edition: 'gmc-2002',
    meaning: 'Asks the patient again after the recording, and publishes nothing without consent.',
  },
  {
    edition: 'gmc-2011',
    meaning:
      'Opens anonymised care recordings to research, audit and assessment, and takes spoken consent that is on record.',
  },
] as const;

/** Chooses by which edition of the guidance the library decides, after saying what that does. */
export function ChooseEdition({ onClose }: { readonly onClose: () => void }) {
  const now = useSession().library.edition;
  const [edition, setEdition] = useState<(typeof choices)[number]['edition']>(
    now === 'gmc-2002' ? 'gmc-stricter' : now,
  );
  const [reason, setReason] = useState('');
  const choose = useAct('library.chooseEdition');
  const client = useQueryClient();
  const submit = (): void =>
    choose.mutate(
      { edition, reason: reason.trim() },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: ['library.status'] });
          say(`The library decides by another edition now: ${editionNames[edition]}.`);
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} title="The edition of the guidance">
      <Stack gap="md">
        <Radio.Group
          label="The library decides by"
          value={edition}
          onChange={(value) => setEdition(value as typeof edition)}
        >
          <Stack gap="sm" mt="xs">
            {choices.map((choice) => (
              <Radio
                key={choice.edition}
                value={choice.edition}
                label={editionNames[choice.edition]}
                description={choice.meaning}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="Why"
          description="It is written to the trail with your name."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Notice tone="needs">
          Every recording is worked out anew. In a large library this takes some minutes, in which nobody can
          work. Releases that have left are not called back by it.
        </Notice>
        <Failure error={choose.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={choose.isPending}
            disabled={edition === now || reason.trim() === ''}
            onClick={submit}
          >
            Decide by this edition
          </Button>
        </Group>
        {edition === now && <Text>The library decides by this one already.</Text>}
      </Stack>
    </Dialog>
  );
}
