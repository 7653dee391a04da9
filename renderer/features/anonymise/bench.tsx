import { Button, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAct } from '../../client/queries.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import type { Opened } from '../../parts/opening.ts';
import { say } from '../../ui/announce.tsx';
import { Failure } from '../../ui/failure.tsx';
import classes from './anonymise.module.css';
import { benchCommands } from './commands.ts';
import type { Made } from './made-copy.tsx';
import { RegionLayer } from './region-layer.tsx';
import { RegionList } from './region-list.tsx';
import { useRegions } from './use-regions.ts';

interface BenchProps {
  readonly detail: Output<'recording.show'>;
  readonly opened: Opened;
  readonly onMade: (made: Made) => void;
}

/** The picture with its regions, and the making of the copy. */
export function Bench({ detail, opened, onMade }: BenchProps) {
  const size = { width: opened.width ?? 1, height: opened.height ?? 1 };
  const regions = useRegions(size);
  const make = useAct('anonymise.make');
  const [filled, setFilled] = useState(false);
  useCommands(benchCommands, {
    move: true,
    resize: true,
    remove: true,
    add: () => addInMiddle(),
    fill: () => setFilled((now) => !now),
    undo: regions.canUndo ? () => regions.undo() : 'There is nothing to undo yet.',
    make: () => makeCopy(),
  });

  const addInMiddle = (): void => {
    const [w, h] = [size.width / 5, size.height / 8];
    const key = regions.add({ x: (size.width - w) / 2, y: (size.height - h) / 2, w, h });
    // The region exists after the next paint.
    requestAnimationFrame(() => document.getElementById(`region-${key}`)?.focus());
  };
  const makeCopy = (): void => {
    make.mutate(
      {
        recording: detail.id,
        regions: regions.all.map(({ x, y, w, h, source }) => ({ x, y, w, h, source })),
      },
      {
        onSuccess: (made) => {
          say('The anonymised copy is made. Please look at it and sign it off.');
          onMade(made);
        },
      },
    );
  };
  return (
    <div className={classes.bench}>
      <div className={classes.canvas} data-filled={filled || undefined}>
        <img
          src={opened.url}
          alt={`Original of ${detail.number}`}
          draggable={false}
          onContextMenu={(event) => event.preventDefault()}
        />
        <RegionLayer size={size} regions={regions} />
      </div>
      <section className={classes.side} aria-labelledby="regions">
        <Title order={2} id="regions">
          Regions to fill
        </Title>
        <Text c="dimmed">
          Draw over whatever could tell who this is. Arrows move a region, Shift and arrows resize it, Delete
          removes it.
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={addInMiddle}>
            Add a region
          </Button>
          <Button variant="default" disabled={!regions.canUndo} onClick={regions.undo}>
            Undo
          </Button>
          <Switch
            size="xs"
            label="Show them filled"
            checked={filled}
            onChange={({ currentTarget }) => setFilled(currentTarget.checked)}
          />
        </Group>
        <RegionList size={size} regions={regions} />
        <Stack gap="sm">
          <Failure error={make.error} />
          <Text c="dimmed">All metadata that is not on the list of what may stay is removed as well.</Text>
          <Button onClick={makeCopy} loading={make.isPending}>
            Make anonymised copy
          </Button>
        </Stack>
      </section>
    </div>
  );
}
