import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../client/bridge.ts';
import { type BenchOpened, decidedFrom, type Region, type SoundStretch } from './regions.ts';
import type { Regions } from './use-regions.ts';

/** So soon after a decision it is kept. */
const keptAfterMs = 500;

/** What the bench opens with: what was decided before, and whatever was found since. */
export const beginWith = ({ draft, proposals }: BenchOpened): readonly Region[] =>
  draft ? draft.regions : decidedFrom(proposals);

const noSpans: readonly SoundStretch[] = [];

/** Keeps decisions as they are made, and brings in what is found while the picture is open already. */
export function useDecisions(
  { rendition, proposals, search }: BenchOpened,
  recording: string,
  regions: Regions,
  spans: readonly SoundStretch[] = noSpans,
): void {
  const client = useQueryClient();
  const { offer, all } = regions;
  const draft = JSON.stringify({ regions: all, spans });
  const kept = useRef(draft);
  useEffect(() => {
    if (search !== 'waiting') offer(decidedFrom(proposals));
  }, [search, proposals, offer]);
  useEffect(() => {
    if (draft === kept.current) return;
    const timer = setTimeout(() => {
      kept.current = draft;
      // A decision that is not kept is still on the screen; making the copy says what is wrong.
      call('bench.decide', { rendition, draft: JSON.parse(draft) }).catch(() => undefined);
    }, keptAfterMs);
    return () => clearTimeout(timer);
  }, [draft, rendition]);
  useEffect(
    () => () => client.removeQueries({ queryKey: ['bench.open', { recording }] }),
    [client, recording],
  );
}
