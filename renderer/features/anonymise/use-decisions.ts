import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../client/bridge.ts';
import { type BenchOpened, decidedFrom, type Region } from './regions.ts';
import type { Regions } from './use-regions.ts';

/** So soon after a decision it is kept. */
const keptAfterMs = 500;

/** What the bench opens with: what was decided before, and whatever was found since. */
export const beginWith = ({ draft, proposals }: BenchOpened): readonly Region[] =>
  draft ? draft.regions : decidedFrom(proposals);

/** Keeps decisions as they are made, and brings in what is found while the picture is open already. */
export function useDecisions(
  { rendition, proposals, search }: BenchOpened,
  recording: string,
  regions: Regions,
): void {
  const client = useQueryClient();
  const kept = useRef(regions.all);
  const { offer, all } = regions;
  useEffect(() => {
    if (search === 'ready') offer(decidedFrom(proposals));
  }, [search, proposals, offer]);
  useEffect(() => {
    const now = JSON.stringify(all);
    if (now === JSON.stringify(kept.current)) return;
    const timer = setTimeout(() => {
      kept.current = all;
      // A decision that is not kept is still on the screen; making the copy says what is wrong.
      call('bench.decide', { rendition, draft: { regions: [...all], spans: [] } }).catch(() => undefined);
    }, keptAfterMs);
    return () => clearTimeout(timer);
  }, [all, rendition]);
  useEffect(
    () => () => client.removeQueries({ queryKey: ['bench.open', { recording }] }),
    [client, recording],
  );
}
