import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import { counted } from '../../ui/amounts.ts';
import { Failure, Notice } from '../../ui/failure.tsx';
import classes from './anonymise.module.css';
import { benchCommands } from './commands.ts';
import { HoldButton } from './hold-button.tsx';
import { RegionList } from './region-list.tsx';
import { type BenchOpened, isCrop } from './regions.ts';
import type { Regions } from './use-regions.ts';

interface BenchSideProps {
  readonly bench: BenchOpened;
  readonly regions: Regions;
  readonly error: Error | null;
  readonly making: boolean;
  readonly onAdd: () => void;
  readonly onCrop: () => void;
  readonly onPreview: () => void;
  readonly onLearn: () => void;
  readonly onMake: () => void;
  readonly onAccept: () => void;
  /** Null where no other picture is of the same visit and size. */
  readonly onSeries: (() => void) | null;
}

/** How the search for writing went. */
export function Search({ bench: { search, fault, proposals, templates } }: Pick<BenchSideProps, 'bench'>) {
  if (search === 'waiting') {
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" aria-hidden />
        <Text>Looking for writing. You can draw meanwhile.</Text>
      </Group>
    );
  }
  if (search === 'failed')
    return (
      <Notice
        tone="needs"
        title={`This recording was not ${proposals.length > 0 ? 'searched to the end' : 'searched'}`}
      >
        {fault}
      </Notice>
    );
  if (templates.length === 0) return null;
  return <Text c="dimmed">Device template: {templates.map(({ name }) => name).join(', ')}</Text>;
}

/** Beside the picture: the regions in the order of deciding, and what to do next. */
export function BenchSide(props: BenchSideProps) {
  const { bench, regions, error, making, onAdd, onCrop, onPreview, onLearn, onMake, onAccept, onSeries } =
    props;
  const cropped = regions.all.find(isCrop);
  const covered = regions.all.filter(({ state }) => state === 'kept').length;
  return (
    <section className={classes.side} aria-labelledby="regions">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Title order={2} id="regions">
          Regions
        </Title>
        <Text c="dimmed">
          {covered} of {cropped ? regions.all.length - 1 : regions.all.length} covered{cropped && ', cropped'}
        </Text>
      </Group>
      <Search bench={bench} />
      <div className={classes.list}>
        <RegionList regions={regions} />
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          onClick={onAdd}
          rightSection={<KeyHint command={benchCommands.add} />}
        >
          Add a region
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={onCrop}
          rightSection={<KeyHint command={benchCommands.crop} />}
        >
          {cropped ? 'Keep all' : 'Crop'}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!regions.canUndo}
          onClick={regions.undo}
          rightSection={<KeyHint command={benchCommands.undo} />}
        >
          Undo
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={onPreview}
          rightSection={<KeyHint command={benchCommands.preview} />}
        >
          Preview
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!bench.device || covered === 0}
          onClick={onLearn}
          rightSection={<KeyHint command={benchCommands.learn} />}
        >
          Always on this device
        </Button>
        <HoldButton command={benchCommands.fill}>Filled</HoldButton>
        <HoldButton command={benchCommands.original}>Original</HoldButton>
      </Group>
      <Stack gap="xs">
        <Failure error={error} />
        <Button onClick={onAccept} rightSection={<KeyHint command={benchCommands.accept} />}>
          Accept all and go on
        </Button>
        {onSeries && (
          <Button
            variant="default"
            onClick={onSeries}
            rightSection={<KeyHint command={benchCommands.series} />}
          >
            The same for the series
          </Button>
        )}
        <Button variant="default" onClick={onMake} loading={making}>
          Make anonymised copy
        </Button>
        <Text c="dimmed" size="xs">
          All metadata that is not on the list of what may stay is removed as well.
          {bench.left > 1 && ` ${counted(bench.left, 'recording')} wait.`}
        </Text>
      </Stack>
    </section>
  );
}
