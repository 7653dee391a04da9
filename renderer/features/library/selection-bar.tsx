import { ActionIcon, Button, CloseButton, Group, Menu, Text } from '@mantine/core';
import { IconCheck, IconChevronDown, IconSquareCheck, IconStarFilled } from '@tabler/icons-react';
import type { Id } from '../../../shared/kernel/id.ts';
import { beginAct } from '../../parts/acts.ts';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import { useGo } from '../../parts/go.tsx';
import { mayRelease } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { useMay, useSession } from '../../parts/session.ts';
import { starWords } from '../../parts/stars.tsx';
import { counted } from '../../ui/amounts.ts';
import { useStore } from '../../ui/store.ts';
import { arrangeCommands, libraryCommands } from './commands.ts';
import { arranging } from './use-arrange-keys.ts';
import { useArranging } from './use-arranging.ts';
import { chooseNone, choosingSeveral, inSight, looking } from './use-choosing.ts';
import { changeView, viewChoice } from './view-choice.ts';

const quiet = { variant: 'default', size: 'compact-xs' } as const;

/** How many of the chosen are not on screen now, so that nobody acts on what they have forgotten. */
export function OutOfSight() {
  const chosen = useStore(selection);
  const seen = useStore(inSight);
  const out = chosen.reduce((count, id) => (seen.has(id) ? count : count + 1), 0);
  if (out === 0) return null;
  return <Text c="dimmed">{out.toLocaleString('en-GB')} of the chosen out of sight</Text>;
}

const ratings = [
  [5, arrangeCommands.five],
  [4, arrangeCommands.four],
  [3, arrangeCommands.three],
  [2, arrangeCommands.two],
  [1, arrangeCommands.one],
  [0, arrangeCommands.none],
] as const;

/** In the head, where it moves nothing that stands below: a finger holds no Ctrl. */
export function ChooseSeveral() {
  const several = useStore(choosingSeveral);
  return (
    <ActionIcon
      variant={several ? 'light' : 'subtle'}
      aria-label="Choose several"
      aria-pressed={several}
      title="Choose several: a click adds to what is chosen or takes out of it, as it does with Ctrl held"
      onClick={() => choosingSeveral.set(!several)}
    >
      <IconSquareCheck size={18} aria-hidden />
    </ActionIcon>
  );
}

/** A quick look, stars, labels, collections and the light table, for who does not know their keys. */
function Arrange({ recordings }: { readonly recordings: readonly Id[] }) {
  const may = useMay();
  const go = useGo();
  const { rate } = useArranging();
  const { advance } = useStore(viewChoice);
  return (
    <Menu position="bottom-start" shadow="md" width={270}>
      <Menu.Target>
        <Button {...quiet} rightSection={<IconChevronDown size={14} aria-hidden />}>
          Arrange
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          rightSection={<KeyHint command={libraryCommands.look} />}
          onClick={() => looking.set(true)}
        >
          Look at it quickly
        </Menu.Item>
        <Menu.Divider />
        {may('recording.rate') && (
          <>
            {ratings.map(([count, command]) => (
              <Menu.Item
                key={count}
                leftSection={<IconStarFilled size={14} aria-hidden />}
                rightSection={<KeyHint command={command} />}
                onClick={() => rate(recordings, count)}
              >
                {count === 0 ? 'No star' : starWords(count)}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => rate(recordings, null)}>Take the rating away</Menu.Item>
            <Menu.Item
              role="menuitemcheckbox"
              aria-checked={advance}
              closeMenuOnClick={false}
              leftSection={<IconCheck size={14} aria-hidden opacity={advance ? 1 : 0} />}
              onClick={() => changeView({ advance: !advance })}
            >
              Go on to the next after rating
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        {may('recording.label') && (
          <Menu.Item
            rightSection={<KeyHint command={arrangeCommands.label} />}
            onClick={() => arranging.set({ what: 'label', recordings })}
          >
            Label
          </Menu.Item>
        )}
        {may('collection.add') && (
          <Menu.Item
            rightSection={<KeyHint command={arrangeCommands.collection} />}
            onClick={() => arranging.set({ what: 'collection', recordings })}
          >
            Add to a collection
          </Menu.Item>
        )}
        <Menu.Item
          disabled={recordings.length < 2 || recordings.length > 4}
          rightSection={<KeyHint command={arrangeCommands.compare} />}
          onClick={() => go(places.lightTable)}
        >
          Compare two to four
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What can be done with the chosen recordings, as far as the role reaches. */
export function SelectionBar() {
  const may = useMay();
  const go = useGo();
  const { user } = useSession();
  const recordings = useStore(selection);
  const [first] = recordings;
  return (
    <Group gap="xs" mih={30} role="toolbar" aria-label="What to do with the chosen recordings">
      <Text c="dimmed">
        {recordings.length === 0 ? 'Nothing chosen' : `${counted(recordings.length, 'recording')} chosen`}
      </Text>
      {first && (
        <>
          <CloseButton size="sm" aria-label="Choose none" title="Choose none (Esc)" onClick={chooseNone} />
          <Arrange recordings={recordings} />
          {may('recording.classify') && (
            <Button {...quiet} onClick={() => beginAct({ kind: 'classify', recordings })}>
              Classify
            </Button>
          )}
          {may('anonymise.make') && (
            <Button {...quiet} onClick={() => go(places.bench(first))}>
              Anonymise
            </Button>
          )}
          {may('agreement.create') && (
            <Button {...quiet} onClick={() => go(places.newAgreement)}>
              New agreement
            </Button>
          )}
          {mayRelease(user.role) && (
            <Button {...quiet} onClick={() => beginAct({ kind: 'release', recordings })}>
              Release
            </Button>
          )}
          {may('erasure.propose') && (
            <Button {...quiet} onClick={() => beginAct({ kind: 'erase', recordings })}>
              Propose erasure
            </Button>
          )}
        </>
      )}
    </Group>
  );
}
