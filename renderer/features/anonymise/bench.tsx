import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import type { Opened } from '../../parts/opening.ts';
import { places } from '../../parts/places.ts';
import type { Detail } from '../../parts/renditions.ts';
import { useStore } from '../../ui/store.ts';
import { useAhead } from './ahead.ts';
import classes from './anonymise.module.css';
import { BenchSide } from './bench-side.tsx';
import { benchCommands } from './commands.ts';
import { LearnDialog } from './learn-dialog.tsx';
import { makeBehind, type Treatment, treatmentOf } from './making.ts';
import { PreviewDialog } from './preview-dialog.tsx';
import { focusOn, heardByRegions, RegionLayer } from './region-layer.tsx';
import { type BenchOpened, coveredOf, isCrop, type Size } from './regions.ts';
import { runOn, seriesRun, shownMs } from './series-run.ts';
import { SeriesStrip } from './series-strip.tsx';
import { useEnter } from './use-bench-keys.ts';
import { beginWith, useDecisions } from './use-decisions.ts';
import { useHeld } from './use-held.ts';
import { type Regions, useRegions } from './use-regions.ts';

interface BenchProps {
  readonly detail: Detail;
  readonly bench: BenchOpened;
  readonly opened: Opened;
  /** Makes the copy and stays. */
  readonly onMake: (treatment: Treatment) => void;
  readonly making: boolean;
  readonly error: Error | null;
}

/** Moves the focus from region to region as decisions are made. */
function deciding(regions: Regions) {
  const at = regions.all.findIndex(({ key }) => key === regions.active);
  const decide = (state: 'kept' | 'dropped') => (): void => {
    const region = regions.all[at];
    if (!region) return;
    // To agree with the part that stays is not to cover it.
    if (!(isCrop(region) && state === 'kept')) regions.decide(region.key, state);
    focusOn(regions.all[at + 1]?.key ?? region.key);
  };
  const none = 'Please go to a region with Tab first.';
  return {
    keep: at < 0 ? none : decide('kept'),
    drop: at < 0 ? none : decide('dropped'),
    lock: at < 0 ? none : () => regions.lock(regions.all[at]?.key ?? 0),
  };
}

/** Cuts to the part just drawn, else to the middle, which can then be moved; or takes the cut back. */
const cutting =
  (regions: Regions, { width, height }: Size) =>
  (): void => {
    const part = regions.all.find(isCrop);
    const drawn = regions.all.find(({ key, origin }) => key === regions.active && origin === 'drawn');
    if (part) regions.remove(part.key);
    else if (drawn) regions.decide(drawn.key, 'crop');
    else {
      const [x, y] = [width / 10, height / 10];
      focusOn(regions.add({ x, y, w: width - 2 * x, h: height - 2 * y }, { state: 'crop' }));
    }
  };

/** Lets the run of a series go on by itself, until a key is pressed. */
function useSeriesRun(here: string, ready: boolean, accept: () => void): boolean {
  const run = useStore(seriesRun);
  const running = run?.left[0] === here;
  const act = useRef(accept);
  act.current = accept;
  useEffect(() => {
    if (!running || !ready) return;
    const timer = setTimeout(() => act.current(), shownMs);
    const stop = (): void => seriesRun.set(null);
    window.addEventListener('keydown', stop);
    window.addEventListener('pointerdown', stop);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', stop);
      window.removeEventListener('pointerdown', stop);
    };
  }, [running, ready]);
  return running;
}

/** What Enter does: the copy is made behind, and the next picture comes. */
function useGoingOn({ detail, bench }: Pick<BenchProps, 'detail' | 'bench'>, regions: Regions) {
  const go = useGo();
  const client = useQueryClient();
  const make = (): void =>
    makeBehind(client, { recording: detail.id, number: detail.number }, treatmentOf(regions.all));
  const onwards = (next: string | null): void => go(next ? places.bench(next) : places.anonymise);
  return {
    accept(): void {
      make();
      const inRun = seriesRun.get()?.left[0] === detail.id;
      onwards((inRun ? runOn() : null) ?? bench.next);
    },
    series(): void {
      const left = bench.series
        .filter(({ id, stage }) => id !== detail.id && stage === 'toMake')
        .map(({ id }) => id);
      make();
      const taken = regions.all.map((region) => ({
        ...region,
        origin: 'series' as const,
        text: null,
        critical: false,
      }));
      seriesRun.set(left.length > 0 ? { regions: taken, left } : null);
      onwards(left[0] ?? bench.next);
    },
    forward: bench.next ? () => onwards(bench.next) : 'This is the last one that waits for a copy.',
  };
}

/** The picture as large as the window allows, its regions, and what is decided on them. */
export function Bench({ detail, bench, opened, onMake, making, error }: BenchProps) {
  const size = { width: opened.width ?? 1, height: opened.height ?? 1 };
  const regions = useRegions(size, beginWith(bench));
  const [loaded, setLoaded] = useState(false);
  const [dialog, setDialog] = useState<'preview' | 'learn' | null>(null);
  const filled = useHeld(benchCommands.fill);
  const bare = useHeld(benchCommands.original);
  const goingOn = useGoingOn({ detail, bench }, regions);
  const ready = loaded && bench.search !== 'waiting';
  const running = useSeriesRun(detail.id, ready, goingOn.accept);
  useDecisions(bench, detail.id, regions);
  useAhead(bench.next, ready);
  useEnter([
    { command: benchCommands.accept, act: goingOn.accept },
    { command: benchCommands.series, act: goingOn.series },
  ]);
  const { offer } = regions;
  useEffect(() => {
    if (running && ready) offer(seriesRun.get()?.regions ?? []);
  }, [running, ready, offer]);
  const first = regions.all[0]?.key;
  const begun = useRef(false);
  useEffect(() => {
    // What was found comes a moment after the search is said to be through.
    if (!ready || begun.current || first === undefined) return;
    begun.current = true;
    focusOn(first);
  }, [ready, first]);
  const addInMiddle = (): void => {
    const [w, h] = [size.width / 5, size.height / 8];
    focusOn(regions.add({ x: (size.width - w) / 2, y: (size.height - h) / 2, w, h }));
  };
  const cut = cutting(regions, size);
  const makeAndStay = (): void => onMake(treatmentOf(regions.all));
  useCommands(benchCommands, {
    ...deciding(regions),
    ...heardByRegions,
    ...{ fill: true, original: true },
    accept: true,
    series: bench.series.length > 1 ? true : 'There is no other picture of this visit with this frame size.',
    add: addInMiddle,
    crop: cut,
    undo: regions.canUndo ? regions.undo : 'There is nothing to undo yet.',
    redo: regions.canRedo ? regions.redo : 'There is nothing to do again.',
    preview: () => setDialog('preview'),
    learn: bench.device ? () => setDialog('learn') : 'Nothing is known yet of what made this picture.',
    make: makeAndStay,
    forward: goingOn.forward,
  });
  return (
    <div className={classes.bench}>
      <div className={classes.light}>
        <div className={classes.canvas} data-filled={filled || undefined} data-bare={bare || undefined}>
          <img
            src={opened.url}
            alt={`Original of ${detail.number}`}
            draggable={false}
            onLoad={() => setLoaded(true)}
            onContextMenu={(event) => event.preventDefault()}
          />
          <RegionLayer size={size} regions={regions} />
          {running && (
            <p role="status" className={classes.running}>
              The same regions for the series. Press any key to stop here.
            </p>
          )}
        </div>
        <SeriesStrip series={bench.series} here={detail.id} />
      </div>
      <BenchSide
        bench={bench}
        regions={regions}
        error={error}
        making={making}
        onAdd={addInMiddle}
        onCrop={cut}
        onPreview={() => setDialog('preview')}
        onLearn={() => setDialog('learn')}
        onMake={makeAndStay}
        onAccept={goingOn.accept}
        onSeries={bench.series.length > 1 ? goingOn.series : null}
      />
      {dialog === 'preview' && (
        <PreviewDialog
          recording={detail.id}
          treatment={treatmentOf(regions.all)}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'learn' && (
        <LearnDialog bench={bench} regions={coveredOf(regions.all)} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}
