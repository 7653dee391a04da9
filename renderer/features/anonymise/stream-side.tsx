import { Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { type Treatment, treatments } from '../../../shared/domain/recording/sound-span.ts';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import { timeText } from '../../parts/player/timing.ts';
import { counted } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import classes from './anonymise.module.css';
import { Search } from './bench-side.tsx';
import { streamBenchCommands } from './commands.ts';
import { sayTimes } from './film-regions.ts';
import { HoldButton } from './hold-button.tsx';
import { stateWords } from './region-list.tsx';
import { type BenchOpened, type SoundStretch, sayRegion } from './regions.ts';
import type { Regions } from './use-regions.ts';

const treatmentNames: Readonly<Record<Treatment, string>> = {
  silence: 'Silence',
  tone: 'A tone',
  disguise: 'Voice disguised',
  remove: 'Whole sound track removed',
};

interface StreamSideProps {
  readonly film: boolean;
  readonly bench: BenchOpened;
  readonly regions: Regions;
  readonly spans: readonly SoundStretch[];
  readonly onSpans: (spans: readonly SoundStretch[]) => void;
  readonly onAdd: () => void;
  readonly onTreat: (treatment: Treatment) => void;
  readonly onMake: () => void;
  readonly onAccept: () => void;
  readonly making: boolean;
  readonly error: Error | null;
}

function Covered({ regions }: { readonly regions: Regions }) {
  if (regions.all.length === 0) return <Text c="dimmed">Nothing is covered yet.</Text>;
  return (
    <ol className={classes.regions} aria-label="Covered parts of the picture">
      {regions.all.map((region, index) => (
        <li key={region.key} data-active={region.key === regions.active || undefined}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <div className={classes.said}>
              <Text>
                {index + 1}. {sayRegion(region)}
              </Text>
              <Text c="dimmed" size="xs">
                {stateWords(region)}, {sayTimes(region, timeText)}
              </Text>
            </div>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`${region.state === 'kept' ? 'Covered' : 'Visible'}: region ${index + 1}`}
              onClick={() => regions.decide(region.key, region.state === 'kept' ? 'dropped' : 'kept')}
            >
              {region.state === 'kept' ? 'Covered' : 'Visible'}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Remove region ${index + 1}`}
              onClick={() => regions.remove(region.key)}
            >
              Remove
            </Button>
          </Group>
        </li>
      ))}
    </ol>
  );
}

function Treated({ spans, onSpans }: Pick<StreamSideProps, 'spans' | 'onSpans'>) {
  if (spans.length === 0) return <Text c="dimmed">The sound stays as it was recorded.</Text>;
  const change = (key: number, treatment: string | null): void =>
    onSpans(
      spans.map((span) =>
        span.key === key ? { ...span, treatment: (treatment ?? 'silence') as Treatment } : span,
      ),
    );
  return (
    <ol className={classes.regions} aria-label="Treated stretches of sound">
      {spans.map(({ key, from, to, treatment }, index) => (
        <li key={key}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text>
              {timeText(from)} to {timeText(to)}
            </Text>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Remove stretch ${index + 1}`}
              onClick={() => onSpans(spans.filter((other) => other.key !== key))}
            >
              Remove
            </Button>
          </Group>
          <Select
            size="xs"
            aria-label={`What becomes of stretch ${index + 1}`}
            data={treatments.map((value) => ({ value, label: treatmentNames[value] }))}
            value={treatment}
            onChange={(value) => change(key, value)}
          />
        </li>
      ))}
    </ol>
  );
}

/** Beside a film or sound: what is covered and when, what becomes of the sound, and the making of the copy. */
export function StreamSide(props: StreamSideProps) {
  const { film, bench, regions, spans, onSpans, onAdd, onTreat, onMake, onAccept, making, error } = props;
  const { silence, tone, disguise } = streamBenchCommands;
  return (
    <section className={classes.side} aria-labelledby="cleaning">
      <Title order={2} id="cleaning">
        What is taken out
      </Title>
      <Text c="dimmed">
        I and O mark where a part begins and ends; without marks it is the whole recording. Everything the
        file says beside {film ? 'its pictures and its sound' : 'its sound'} is removed as well.
      </Text>
      {film && <Search bench={bench} />}
      {film && (
        <Stack gap="xs">
          <Covered regions={regions} />
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              onClick={onAdd}
              rightSection={<KeyHint command={streamBenchCommands.add} />}
            >
              Cover a part of the picture
            </Button>
            <HoldButton command={streamBenchCommands.fill}>Filled</HoldButton>
            <HoldButton command={streamBenchCommands.original}>Original</HoldButton>
          </Group>
        </Stack>
      )}
      <Stack gap="xs">
        <Treated spans={spans} onSpans={onSpans} />
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            onClick={() => onTreat('silence')}
            rightSection={<KeyHint command={silence} />}
          >
            Silence
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => onTreat('tone')}
            rightSection={<KeyHint command={tone} />}
          >
            Tone
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => onTreat('disguise')}
            rightSection={<KeyHint command={disguise} />}
          >
            Disguise
          </Button>
        </Group>
        {spans.some(({ treatment }) => treatment === 'disguise') && (
          <Text c="dimmed" size="xs">
            A disguised voice is hard to know again, and shifting it back does not restore it. Whoever knows
            the person may still tell them by their words, their accent or their pace, and what is said stays:
            silence a name that is spoken.
          </Text>
        )}
      </Stack>
      <Stack gap="sm">
        <Failure error={error} />
        <Button onClick={onAccept} rightSection={<KeyHint command={streamBenchCommands.accept} />}>
          Accept all and go on
        </Button>
        <Button variant="default" onClick={onMake} loading={making}>
          Make anonymised copy
        </Button>
        {bench.left > 1 && (
          <Text c="dimmed" size="xs">
            {counted(bench.left, 'recording')} wait.
          </Text>
        )}
      </Stack>
    </section>
  );
}
