import { useEffect, useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';

/** How often a recording that is still being searched is asked for. */
const askAgainMs = 1_000;

/** Everything that the bench knows of a recording, asked again until it was searched. */
export function useBench(recording: Id) {
  const [waiting, setWaiting] = useState(false);
  // The word that a search is through may come before the answer that it still goes on.
  const bench = useAsk('bench.open', { recording }, waiting ? { every: askAgainMs } : {});
  const search = bench.data?.search;
  useEffect(() => setWaiting(search === 'waiting'), [search]);
  return bench;
}
