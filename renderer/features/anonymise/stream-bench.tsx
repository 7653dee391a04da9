import { useState } from 'react';
import type { Treatment } from '../../../shared/domain/recording/sound-span.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { type Opened, useRenewal } from '../../parts/opening.ts';
import { Player } from '../../parts/player/player.tsx';
import type { Span } from '../../parts/player/timing.ts';
import type { Detail } from '../../parts/renditions.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import classes from './anonymise.module.css';
import { streamBenchCommands } from './commands.ts';
import { atMoment, withKeyFrame } from './film-regions.ts';
import type { Made } from './made-copy.tsx';
import { RegionLayer } from './region-layer.tsx';
import { type BenchOpened, coveredOf, type SoundStretch } from './regions.ts';
import { StreamSide } from './stream-side.tsx';
import { beginWith, useDecisions } from './use-decisions.ts';
import { useRegions } from './use-regions.ts';

interface StreamBenchProps {
  readonly detail: Detail;
  readonly opened: Opened;
  readonly onMade: (made: Made) => void;
}

/** The film has moved to where the region is seen. */
const focusAfterMs = 150;

interface At {
  readonly time: number;
  readonly marks: Partial<Span>;
}

/** Regions and stretches of a film or sound, set between the marks of the player. */
function useWork({ detail, opened }: StreamBenchProps, bench: BenchOpened) {
  const size = { width: opened.width ?? 1, height: opened.height ?? 1 };
  const length = (opened.durationMs ?? 0) / 1000;
  const whole = useRegions(size, beginWith(bench));
  const [spans, setSpans] = useState<readonly SoundStretch[]>(bench.draft?.spans ?? []);
  const [at, setAt] = useState<At>({ time: 0, marks: {} });
  const [goTo, setGoTo] = useState<{ readonly time: number } | null>(null);
  const regions = atMoment(whole, at.time);
  useDecisions(bench, detail.id, whole, spans);
  const add = (): void => {
    const [w, h] = [size.width / 5, size.height / 8];
    const key = whole.add({ x: (size.width - w) / 2, y: (size.height - h) / 2, w, h }, at.marks);
    // It can be put in place only where it is seen.
    const { from = 0, to = Number.POSITIVE_INFINITY } = at.marks;
    if (at.time < from || at.time >= to) setGoTo({ time: from });
    setTimeout(() => document.getElementById(`region-${key}`)?.focus(), focusAfterMs);
  };
  const treat = (treatment: Treatment): void => {
    const key = Math.max(0, ...spans.map((span) => span.key)) + 1;
    const { from = 0, to = length } = at.marks;
    if (to > from) setSpans([...spans, { key, from, to, treatment }]);
  };
  const active = regions.all.find(({ key }) => key === regions.active);
  const follow = (): void => {
    const region = whole.all.find(({ key }) => key === regions.active);
    if (!region || !active) return;
    whole.remember();
    whole.change(withKeyFrame(region, at.time, active));
    say('A key frame is set. Go on in the film and move the region with the arrows: it follows.');
  };
  return {
    size,
    length,
    goTo,
    whole,
    regions,
    spans,
    setSpans,
    setAt,
    add,
    treat,
    follow: active ? follow : null,
  };
}

function Place(props: StreamBenchProps & { readonly bench: BenchOpened }) {
  const { detail, opened, onMade, bench } = props;
  const film = detail.kind === 'video';
  const make = useAct('anonymise.make');
  const work = useWork(props, bench);
  const { size, length, whole, regions, spans } = work;
  useRenewal(opened);
  const makeCopy = (): void =>
    make.mutate(
      {
        recording: detail.id,
        regions: coveredOf(whole.all),
        sound: spans.map(({ from, to, treatment }) => ({ from, to, treatment })),
      },
      {
        onSuccess: (made) => {
          say('The anonymised copy is made. Please look at it and sign it off.');
          onMade(made);
        },
      },
    );
  useCommands(streamBenchCommands, {
    ...(film ? { add: work.add, follow: work.follow ?? 'Please go to a region with Tab first.' } : {}),
    silence: () => work.treat('silence'),
    tone: () => work.treat('tone'),
    disguise: () => work.treat('disguise'),
    make: makeCopy,
  });
  const drawn = whole.all.map(({ from, to }) => ({
    from: from ?? 0,
    to: to ?? length,
    of: 'picture' as const,
  }));
  const heard = spans.map(({ from, to }) => ({ from, to, of: 'sound' as const }));
  return (
    <div className={classes.bench}>
      <Player
        opened={opened}
        label={`Original of ${detail.number}`}
        work={{
          over: film ? (
            <div className={classes.layer}>
              <RegionLayer size={size} regions={regions} />
            </div>
          ) : null,
          spans: [...drawn, ...heard],
          goTo: work.goTo,
          onMove: work.setAt,
        }}
      />
      <StreamSide
        film={film}
        regions={whole}
        spans={spans}
        onSpans={work.setSpans}
        onAdd={work.add}
        onTreat={work.treat}
        onMake={makeCopy}
        making={make.isPending}
        error={make.error}
      />
    </div>
  );
}

/** A film or a sound: what is covered between its marks, what becomes of its sound, and the making of its copy. */
export function StreamBench(props: StreamBenchProps) {
  const bench = useAsk('bench.open', { recording: props.detail.id });
  return <Answered query={bench}>{(answer) => <Place {...props} bench={answer} />}</Answered>;
}
