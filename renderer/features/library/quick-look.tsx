import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { RecordingLook } from '../../parts/recording-look.tsx';
import { Stars } from '../../parts/stars.tsx';
import { Veil } from '../../parts/veil.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Mono } from '../../ui/numbers.tsx';
import { spanText } from '../../ui/span-text.ts';
import { lookCommands } from './commands.ts';
import classes from './library.module.css';
import { useArranging } from './use-arranging.ts';
import type { Tile } from './use-tiles.ts';

/** Opening is written to the trail, so it waits until the arrows rest; until then the tile's own picture is shown. */
const restMs = 250;

interface QuickLookProps {
  readonly tile: Tile;
  readonly onMove: (step: number) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

const arrowSteps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Arrows inside a picture that is larger than its frame, or a player, belong to that. */
const hearsArrows = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('video, audio, input') || target.closest('[data-movable]') !== null);

/** A larger look without leaving the grid; arrows go on to the next. */
export function QuickLook({ tile, onMove, onOpen, onClose }: QuickLookProps) {
  const { rate } = useArranging();
  const [rested] = useDebouncedValue(tile.id, restMs);
  const stars = (count: number) => (): void => rate([tile.id], count);
  useCommands(lookCommands, {
    none: stars(0),
    one: stars(1),
    two: stars(2),
    three: stars(3),
    four: stars(4),
    five: stars(5),
  });
  useWindowEvent('keydown', (event) => {
    const step = arrowSteps[event.key];
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (step !== undefined && !hearsArrows(event.target)) onMove(step);
    else if (
      event.key === ' ' &&
      !(event.target instanceof HTMLElement && event.target.matches('button, video, audio'))
    )
      onClose();
    else return;
    event.preventDefault();
  });
  const small = tile.thumbnail ? (
    <Veil picture={tile.id} category={tile.category} large>
      <img src={tile.thumbnail} alt="" className={classes.meanwhile} draggable={false} />
    </Veil>
  ) : (
    <KindMark kind={tile.kind} word />
  );
  return (
    <Dialog onClose={onClose} size="min(96vw, 120rem)" title={`Quick look at ${tile.number}`}>
      <div className={classes.large}>
        {rested === tile.id ? (
          <RecordingLook key={tile.id} recording={tile.id} meanwhile={small} />
        ) : (
          <div className={classes.passing}>{small}</div>
        )}
      </div>
      <Group mt="sm" justify="space-between">
        <Group gap="sm">
          <Mono>{tile.number}</Mono>
          <StandingMark standing={tile.standing} />
          <Stars rating={tile.rating} />
          {spanText(tile.made) && <Text>{spanText(tile.made)}</Text>}
          <Text c="dimmed">Arrows go on, Space closes.</Text>
        </Group>
        <Group gap="xs">
          <ActionIcon
            variant="default"
            size={34}
            aria-label="Look at the one before"
            onClick={() => onMove(-1)}
          >
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" size={34} aria-label="Look at the next" onClick={() => onMove(1)}>
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <Button onClick={onOpen}>Open the recording</Button>
        </Group>
      </Group>
    </Dialog>
  );
}
