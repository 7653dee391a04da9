import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { useKeyProps } from '../../parts/commands/key-hint.tsx';
import { defineCommands } from '../../parts/commands/registry.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { libraryQuery } from '../../parts/library-query.ts';
import { places } from '../../parts/places.ts';
import { useStore } from '../../ui/store.ts';

const commands = defineCommands(
  { id: 'recording', place: 'Recording' },
  {
    previous: { name: 'Previous recording of the library', keys: ['p', 'PageUp'] },
    next: { name: 'Next recording of the library', keys: ['n', 'PageDown'] },
  },
);

/** As many as one question answers. */
const most = 10_000;

/** The recordings before and after this one, in the order and with the filters that the library has now. */
export function Neighbours({ id }: { readonly id: Id }) {
  const go = useGo();
  const query = useStore(libraryQuery);
  const { data: ids = [] } = useAsk('recording.ids', { query, limit: most }, { keep: true });
  const place = ids.indexOf(id);
  const before = place > 0 ? ids[place - 1] : undefined;
  const after = place >= 0 ? ids[place + 1] : undefined;
  const goTo = (there: Id | undefined, none: string) => (there ? () => go(places.recording(there)) : none);
  const acts = {
    previous: goTo(before, 'This is the first recording of those found.'),
    next: goTo(after, 'This is the last recording of those found.'),
  };
  useCommands(commands, place < 0 ? {} : acts);
  const previousProps = useKeyProps(commands.previous);
  const nextProps = useKeyProps(commands.next);
  if (place < 0) return null;
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        {...previousProps}
        aria-label="Previous recording"
        disabled={!before}
        onClick={() => before && go(places.recording(before))}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <Text span c="dimmed" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {(place + 1).toLocaleString('en-GB')} of {ids.length.toLocaleString('en-GB')}
        {ids.length === most && '+'}
      </Text>
      <ActionIcon
        {...nextProps}
        aria-label="Next recording"
        disabled={!after}
        onClick={() => after && go(places.recording(after))}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}
