import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { useAct } from '../../client/queries.ts';
import { libraryQuery } from '../../parts/library-query.ts';
import { selection } from '../../parts/selection.ts';
import { useSayWithUndo, useSayWithWayBack } from '../../parts/undo.ts';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useStore } from '../../ui/store.ts';

type Collection = Output<'collection.list'>[number];

interface ActProps {
  readonly collection: Collection;
  readonly onClose: () => void;
}

const callBack =
  ({ id, name }: Collection) =>
  async (client: QueryClient): Promise<string> => {
    await call('collection.rename', { collection: id, name });
    invalidateAfter(client, 'collection.rename');
    return `The collection is called “${name}” again.`;
  };

function Rename({ collection, onClose }: ActProps) {
  const rename = useAct('collection.rename');
  const sayWithWayBack = useSayWithWayBack();
  const [name, setName] = useState(collection.name);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    rename.mutate(
      { collection: collection.id, name: name.trim() },
      {
        onSuccess: () => {
          sayWithWayBack(`The collection is called “${name.trim()}”.`, callBack(collection));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title="Rename the collection">
      <form onSubmit={save}>
        <Stack gap="md">
          <TextInput
            label="Name"
            description="No name of a patient: others may come to see it"
            data-autofocus
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Failure error={rename.error} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={rename.isPending} disabled={name.trim() === ''}>
              Save the name
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Remove({ collection, onClose }: ActProps) {
  const remove = useAct('collection.remove');
  const act = (): void =>
    remove.mutate(
      { collection: collection.id },
      {
        onSuccess: () => {
          libraryQuery.set({ ...libraryQuery.get(), collections: [] });
          say(`The collection “${collection.name}” is removed. Its recordings are as they were.`);
          onClose();
        },
      },
    );
  return (
    <Dialog onClose={onClose} title={`Remove “${collection.name}”`}>
      <Stack gap="md">
        <Text>
          The collection goes, and undo does not reach that; every recording in it stays in the library.
        </Text>
        <Failure error={remove.error} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={act} loading={remove.isPending}>
            Remove the collection
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** What the maker of a collection can do with it while it is looked at. */
export function CollectionActs({ collection }: { readonly collection: Collection }) {
  const chosen = useStore(selection);
  const take = useAct('collection.take');
  const sayWithUndo = useSayWithUndo();
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  const takeOut = (): void =>
    take.mutate(
      { collection: collection.id, recordings: [...chosen] },
      {
        onSuccess: ({ changed, change }) =>
          sayWithUndo(`${counted(changed, 'recording')} taken out of “${collection.name}”.`, change),
        onError: ({ message }) => say(message),
      },
    );
  const Open = open === 'rename' ? Rename : Remove;
  return (
    <>
      {chosen.length > 0 && (
        <Button variant="default" size="compact-sm" onClick={takeOut}>
          Take the chosen out
        </Button>
      )}
      <Button variant="default" size="compact-sm" onClick={() => setOpen('rename')}>
        Rename the collection
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => setOpen('remove')}>
        Remove the collection
      </Button>
      {open && <Open collection={collection} onClose={() => setOpen(null)} />}
    </>
  );
}
