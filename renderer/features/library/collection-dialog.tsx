import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useArranging } from './use-arranging.ts';

interface CollectionDialogProps {
  readonly recordings: readonly Id[];
  readonly onClose: () => void;
}

const anew = 'new';

/** Adds recordings to a collection of one's own, or to one that is made here. */
export function CollectionDialog({ recordings, onClose }: CollectionDialogProps) {
  const { collect } = useArranging();
  const list = useAsk('collection.list', {});
  const create = useAct('collection.create');
  const mine = (list.data ?? []).filter((collection) => collection.mine);
  const [picked, setPicked] = useState<string | null>(null);
  const [name, setName] = useState('');
  const chosen = picked ?? mine[0]?.id ?? anew;
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const into = (collection: { id: Id; name: string }): void => {
      collect(recordings, collection);
      onClose();
    };
    const known = mine.find(({ id }) => id === chosen);
    const text = name.trim();
    if (known) into(known);
    else if (text) create.mutate({ name: text }, { onSuccess: ({ id }) => into({ id, name: text }) });
  };
  return (
    <Dialog onClose={onClose} title={`Add ${counted(recordings.length, 'recording')} to a collection`}>
      <form onSubmit={add}>
        <Answered query={list}>
          {() => (
            <Stack gap="md">
              <Radio.Group label="Collection" value={chosen} onChange={setPicked}>
                <Stack gap="xs" mt="xs">
                  {mine.map(({ id, name: text, count }, place) => (
                    <Radio
                      key={id}
                      value={id}
                      data-autofocus={place === 0 || undefined}
                      label={`${text} (${count.toLocaleString('en-GB')})`}
                    />
                  ))}
                  <Radio value={anew} label="A new collection" />
                </Stack>
              </Radio.Group>
              {chosen === anew && (
                <TextInput
                  label="Name of the new collection"
                  description="No name of a patient: others may come to see it"
                  maxLength={200}
                  value={name}
                  onChange={({ currentTarget }) => setName(currentTarget.value)}
                />
              )}
              <Failure error={create.error} />
              <Group justify="flex-end">
                <Button variant="subtle" onClick={onClose}>
                  Cancel
                </Button>
                <Button
                  type="submit"
                  loading={create.isPending}
                  disabled={chosen === anew && name.trim() === ''}
                >
                  Add to the collection
                </Button>
              </Group>
            </Stack>
          )}
        </Answered>
      </form>
    </Dialog>
  );
}
