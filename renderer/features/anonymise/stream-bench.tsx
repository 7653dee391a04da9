import { useQueryClient } from '@tanstack/react-query';
import { useAct } from '../../client/queries.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { type Opened, useRenewal } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import { Player } from '../../parts/player/player.tsx';
import type { Detail } from '../../parts/renditions.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { useAhead } from './ahead.ts';
import classes from './anonymise.module.css';
import { streamBenchCommands } from './commands.ts';
import { startBehind } from './making.ts';
import { heardByRegions, RegionLayer } from './region-layer.tsx';
import { type BenchOpened, coveredOf } from './regions.ts';
import { StreamSide } from './stream-side.tsx';
import { useBench } from './use-bench.ts';
import { useEnter } from './use-bench-keys.ts';
import { useHeld } from './use-held.ts';
import { useStreamWork } from './use-stream-work.ts';

interface StreamBenchProps {
  readonly detail: Detail;
  readonly opened: Opened;
}

type Work = ReturnType<typeof useStreamWork>;

const copyOf = ({ id }: Detail, { whole, spans }: Work) => ({
  recording: id,
  regions: coveredOf(whole.all),
  sound: spans.map(({ from, to, treatment }) => ({ from, to, treatment })),
});

/** What lies over the pictures, and what the keys that are held make of it. */
function Over({ work: { size, regions } }: { readonly work: Work }) {
  const filled = useHeld(streamBenchCommands.fill);
  const bare = useHeld(streamBenchCommands.original);
  return (
    <div className={classes.layer} data-filled={filled || undefined} data-bare={bare || undefined}>
      <RegionLayer size={size} regions={regions} />
    </div>
  );
}

/** What is drawn on the timeline. */
const drawnOf = ({ whole, spans, length }: Work) => [
  ...whole.all
    .filter(({ state }) => state === 'kept')
    .map(({ from, to, keyFrames }) => ({
      ...{ from: from ?? 0, to: to ?? length, of: 'picture' as const },
      keyFrames: keyFrames?.map(({ at }) => at) ?? [],
    })),
  ...spans.map(({ from, to }) => ({ from, to, of: 'sound' as const, keyFrames: [] })),
];

function Place({ detail, opened, bench }: StreamBenchProps & { readonly bench: BenchOpened }) {
  const film = detail.kind === 'video';
  const go = useGo();
  const client = useQueryClient();
  const start = useAct('anonymise.start');
  const work = useStreamWork(detail, opened, bench);
  const { whole, spans } = work;
  useRenewal(opened);
  useAhead(bench.next, bench.search !== 'waiting');
  const onwards = (): void => go(bench.next ? places.bench(bench.next) : places.anonymise);
  const accept = (): void => {
    startBehind(client, { ...copyOf(detail, work), number: detail.number });
    onwards();
  };
  const makeAndStay = (): void =>
    start.mutate(copyOf(detail, work), {
      onSuccess: () => say('The copy is being made. It stands here once it is done.'),
    });
  useEnter([{ command: streamBenchCommands.accept, act: accept }]);
  useCommands(streamBenchCommands, {
    ...(film ? { ...work.acts, ...heardByRegions, fill: true, original: true } : {}),
    undo: work.acts.undo,
    redo: work.acts.redo,
    silence: () => work.treat('silence'),
    tone: () => work.treat('tone'),
    disguise: () => work.treat('disguise'),
    make: makeAndStay,
    accept: true,
    forward: bench.next ? onwards : 'This is the last one that waits for a copy.',
  });
  return (
    <div className={classes.bench}>
      <Player
        opened={opened}
        label={`Original of ${detail.number}`}
        work={{
          over: film ? <Over work={work} /> : null,
          spans: drawnOf(work),
          goTo: work.goTo,
          onMove: work.setAt,
        }}
      />
      <StreamSide
        film={film}
        bench={bench}
        regions={whole}
        spans={spans}
        onSpans={work.setSpans}
        onAdd={work.acts.add}
        onTreat={work.treat}
        onMake={makeAndStay}
        onAccept={accept}
        making={start.isPending}
        error={start.error}
      />
    </div>
  );
}

/** A film or a sound: what is covered between its marks, what becomes of its sound, and the making of its copy. */
export function StreamBench(props: StreamBenchProps) {
  const bench = useBench(props.detail.id);
  return <Answered query={bench}>{(answer) => <Place {...props} bench={answer} />}</Answered>;
}
