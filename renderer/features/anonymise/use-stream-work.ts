import { useEffect, useRef, useState } from 'react';
import type { Treatment } from '../../../shared/domain/recording/sound-span.ts';
import type { Opened } from '../../parts/opening.ts';
import type { Span } from '../../parts/player/timing.ts';
import type { Detail } from '../../parts/renditions.ts';
import { say } from '../../ui/announce.tsx';
import { atMoment, throughout, withEnd, withKeyFrame, withoutKeyFrame } from './film-regions.ts';
import type { BenchOpened, Region } from './regions.ts';
import { beginWith, useDecisions } from './use-decisions.ts';
import { useRegions } from './use-regions.ts';

/** The film has moved to where the region is seen. */
const focusAfterMs = 150;

interface At {
  readonly time: number;
  readonly marks: Partial<Span>;
}

const chooseFirst = 'Please go to a region with Tab first.';

/** Regions and stretches of a film or sound, set between the marks of the player. */
export function useStreamWork(detail: Detail, opened: Opened, bench: BenchOpened) {
  const size = { width: opened.width ?? 1, height: opened.height ?? 1 };
  const length = (opened.durationMs ?? 0) / 1000;
  const whole = useRegions(size, beginWith(bench), bench.draft?.spans);
  const { spans, setSpans } = whole;
  const [at, setAt] = useState<At>({ time: 0, marks: {} });
  const [goTo, setGoTo] = useState<{ readonly time: number } | null>(null);
  const regions = atMoment(whole, at.time);
  useDecisions(bench, detail.id, whole, spans);
  /** Shows a region where it is seen, and gives it the focus. */
  const show = ({ key, from = 0, to = Number.POSITIVE_INFINITY }: Pick<Region, 'key' | 'from' | 'to'>) => {
    if (at.time < from || at.time >= to) setGoTo({ time: from });
    setTimeout(() => document.getElementById(`region-${key}`)?.focus(), focusAfterMs);
  };
  const first = useRef(whole.all[0]);
  const begin = useRef(show);
  useEffect(() => {
    if (first.current) begin.current(first.current);
  }, []);
  const add = (): void => {
    const [w, h] = [size.width / 5, size.height / 8];
    const key = whole.add({ x: (size.width - w) / 2, y: (size.height - h) / 2, w, h }, at.marks);
    show({ key, ...at.marks });
  };
  const treat = (treatment: Treatment): void => {
    const key = Math.max(0, ...spans.map((span) => span.key)) + 1;
    const { from = 0, to = length } = at.marks;
    if (to > from) setSpans([...spans, { key, from, to, treatment }]);
  };
  const place = whole.all.findIndex(({ key }) => key === whole.active);
  const region = whole.all[place];
  const decide = (state: Region['state']) => (): void => {
    if (!region) return;
    whole.decide(region.key, state);
    show(whole.all[place + 1] ?? region);
  };
  const change = (next: Region, words: string): void => {
    whole.remember();
    whole.change(next);
    say(words);
  };
  const seen = regions.all.find(({ key }) => key === region?.key);
  const follow = region && seen && (() => change(withKeyFrame(region, at.time, seen), followWords));
  const acts = {
    add,
    keep: region ? decide('kept') : chooseFirst,
    drop: region ? decide('dropped') : chooseFirst,
    begins: region ? () => change(withEnd(region, 'from', at.time), 'It begins here.') : chooseFirst,
    ends: region ? () => change(withEnd(region, 'to', at.time), 'It ends here.') : chooseFirst,
    always: region ? () => change(throughout(region), 'It stays throughout.') : chooseFirst,
    follow: follow ?? chooseFirst,
    unfollow: region?.keyFrames
      ? () => change(withoutKeyFrame(region, at.time), 'The key frame is taken away.')
      : 'This region has no key frame.',
    undo: whole.canUndo ? whole.undo : 'There is nothing to undo yet.',
    redo: whole.canRedo ? whole.redo : 'There is nothing to do again.',
  };
  return { size, length, goTo, whole, regions, spans, setSpans, setAt, treat, acts };
}

const followWords = 'A key frame is set. Go on in the film and move the region with the arrows: it follows.';
