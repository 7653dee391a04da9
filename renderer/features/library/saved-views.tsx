import { ActionIcon, Button, Checkbox, Group, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { IconBookmark, IconCopy, IconTrash, IconUsers } from '@tabler/icons-react';
import type { QueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { recordingQuery } from '../../../shared/contract/recording.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { type LibraryQuery, libraryQuery } from '../../parts/library-query.ts';
import { places } from '../../parts/places.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { useSayWithWayBack } from '../../parts/undo.ts';
import { say } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { GroupFrame } from './filter-group.tsx';
import { isFiltered } from './filtered.ts';
import classes from './library.module.css';

const same = (one: LibraryQuery, other: LibraryQuery): boolean =>
  JSON.stringify(recordingQuery.parse(one)) === JSON.stringify(recordingQuery.parse(other));

interface SaveViewProps {
  readonly query: LibraryQuery;
  readonly onClose: () => void;
}

function SaveView({ query, onClose }: SaveViewProps) {
  const { user } = useSession();
  const save = useAct('view.save');
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const mayShare = user.role === 'custodian' || user.role === 'governance';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    save.mutate(
      { name: name.trim(), query, shared },
      {
        onSuccess: () => {
          say(`The view “${name.trim()}” is saved.`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title="Save this view">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            data-autofocus
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {mayShare && (
            <Checkbox
              label="Everybody in this library may open it"
              description="A shared view holds filters only: words that may be a name stay with you"
              checked={shared}
              onChange={({ currentTarget }) => setShared(currentTarget.checked)}
            />
          )}
          <Failure error={save.error} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Save the view
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const keepAgain =
  ({ name, query, shared }: Output<'view.list'>[number]) =>
  async (client: QueryClient): Promise<string> => {
    await call('view.save', { name, query, shared });
    invalidateAfter(client, 'view.save');
    return `The view “${name}” is kept again.`;
  };

/** Searches kept under a name: to open, to keep another, to remove one's own. */
export function SavedViews({ query }: { readonly query: LibraryQuery }) {
  const may = useMay();
  const views = useAsk('view.list', {}).data ?? [];
  const remove = useAct('view.remove');
  const sayWithWayBack = useSayWithWayBack();
  const [saving, setSaving] = useState(false);
  const offers = may('view.save') && isFiltered(query);
  const twins = may('recording.twins');
  if (views.length === 0 && !offers && !twins) return null;
  return (
    <GroupFrame title="Views">
      <ul className={classes.views}>
        {views.map((view) => (
          <li key={view.id}>
            <UnstyledButton
              className={classes.view}
              aria-current={same(view.query, query) || undefined}
              onClick={() => libraryQuery.set(view.query)}
            >
              {view.shared ? (
                <IconUsers size={14} aria-label="Shared:" />
              ) : (
                <IconBookmark size={14} aria-hidden />
              )}
              {view.name}
            </UnstyledButton>
            {view.mine && (
              <ActionIcon
                size="sm"
                aria-label={`Remove the view ${view.name}`}
                onClick={() =>
                  remove.mutate(
                    { view: view.id },
                    {
                      onSuccess: () => sayWithWayBack(`The view “${view.name}” is removed.`, keepAgain(view)),
                    },
                  )
                }
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {twins && (
        <a className={classes.view} href={`#${places.twins}`}>
          <IconCopy size={14} aria-hidden />
          Twins
        </a>
      )}
      <Failure error={remove.error} />
      {offers && (
        <Button variant="default" size="compact-sm" mt={4} onClick={() => setSaving(true)}>
          Save this view
        </Button>
      )}
      {saving && <SaveView query={query} onClose={() => setSaving(false)} />}
    </GroupFrame>
  );
}
