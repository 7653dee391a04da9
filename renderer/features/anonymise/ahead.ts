import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { OperationName, Output, Parsed } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import { useAsk } from '../../client/queries.ts';
import { originalOf } from '../../parts/renditions.ts';

/** As long as an address is good, and a little less. */
const keptMs = 240_000;

const fetched = <Name extends OperationName>(
  client: QueryClient,
  name: Name,
  input: Parsed<Name>,
): Promise<Output<Name>> =>
  client.fetchQuery({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input as never, signal),
    staleTime: keptMs,
    gcTime: keptMs,
  });

/** Asked for where nothing follows, which is not asked. */
const nobody = '' as Id;

/** Opens a recording before its turn and decodes the picture of a still, so that it stands there at once. */
async function openAhead(client: QueryClient, recording: Id): Promise<void> {
  const detail = await fetched(client, 'recording.show', { recording });
  const original = originalOf(detail);
  if (!original) return;
  const opened = await fetched(client, 'open.custody', { rendition: original.id, purpose: 'anonymising' });
  if (detail.kind !== 'photo') return;
  const picture = new Image();
  picture.src = opened.url;
  await picture.decode();
}

/** The next picture is opened while somebody is at this one. What fails is met again, and told, in its turn. */
export function useAhead(recording: Id | null, ready: boolean): void {
  const client = useQueryClient();
  // Asked again when its search has ended, so that nothing is left to ask for in its turn.
  useAsk('bench.open', { recording: recording ?? nobody }, { enabled: recording !== null && ready });
  useEffect(() => {
    if (recording && ready) openAhead(client, recording).catch(() => undefined);
  }, [client, recording, ready]);
}
