import { Button, Group, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Mono } from '../../ui/numbers.tsx';
import classes from './library.module.css';
import type { Tile } from './use-tiles.ts';

interface QuickLookProps {
  readonly tile: Tile;
  readonly onMove: (step: number) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** A larger look without leaving the grid; it shows the tile's own picture, so nothing is opened. */
export function QuickLook({ tile, onMove, onOpen, onClose }: QuickLookProps) {
  useWindowEvent('keydown', (event) => {
    if (event.key === 'ArrowRight') onMove(1);
    else if (event.key === 'ArrowLeft') onMove(-1);
    else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) onClose();
    else return;
    event.preventDefault();
  });
  return (
    <Dialog onClose={onClose} size="80rem" title={`Quick look at ${tile.number}`}>
      <div className={classes.large}>
        {tile.thumbnail ? (
          <img src={tile.thumbnail} alt={`Thumbnail of ${tile.number}`} />
        ) : (
          <KindMark kind={tile.kind} word />
        )}
      </div>
      <Group mt="sm" justify="space-between">
        <Group gap="sm">
          <Mono>{tile.number}</Mono>
          <StandingMark standing={tile.standing} />
          <Text c="dimmed">Arrows go on, Space closes.</Text>
        </Group>
        <Button onClick={onOpen}>Open the recording</Button>
      </Group>
    </Dialog>
  );
}
