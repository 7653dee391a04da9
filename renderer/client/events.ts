import type { QueryClient } from '@tanstack/react-query';
import type { Output } from '../../shared/contract/contract.ts';
import type { EngineEvent } from '../../shared/contract/event.ts';
import { subscribe } from './bridge.ts';
import { invalidate } from './freshness.ts';

type Changed = Extract<EngineEvent, { kind: 'changed' }>;
/** How far an act on many things is. */
export type Progress = Extract<EngineEvent, { kind: 'progress' }>;
type Job = Output<'job.list'>[number];

/** A running import changes facts many times a second; the screens follow at this pace. */
const paceMs = 700;

function placeJob(client: QueryClient, job: Job): void {
  client.setQueryData<Output<'job.list'>>(['job.list', {}], (jobs) =>
    jobs?.some(({ id }) => id === job.id)
      ? jobs.map((known) => (known.id === job.id ? job : known))
      : [job, ...(jobs ?? [])],
  );
}

interface EventHandlers {
  readonly onLocked: () => void;
  readonly onLocksAt: (at: string) => void;
  readonly onDemonstration: (progress: { readonly share: number; readonly doing: string }) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** Lets the screens follow what the engine tells. Returns the way to stop. */
export function followEvents(client: QueryClient, handlers: EventHandlers): () => void {
  const nouns = new Set<Changed['nouns'][number]>();
  const jobs = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = (): void => {
    timer = null;
    invalidate(client, [...nouns]);
    for (const job of jobs) {
      void client.invalidateQueries({
        predicate: ({ queryKey: [name, input] }) =>
          name === 'job.show' && (input as { job?: string } | undefined)?.job === job,
      });
    }
    nouns.clear();
    jobs.clear();
  };

  const stop = subscribe((event) => {
    if (event.kind === 'locked') return handlers.onLocked();
    if (event.kind === 'locksAt') return handlers.onLocksAt(event.at);
    if (event.kind === 'demonstration') return handlers.onDemonstration(event);
    if (event.kind === 'progress') return handlers.onProgress(event);
    if (event.kind === 'job') {
      placeJob(client, event.job);
      jobs.add(event.job.id);
    } else for (const noun of event.nouns) nouns.add(noun);
    timer ??= setTimeout(flush, paceMs);
  });
  return () => {
    stop();
    if (timer) clearTimeout(timer);
  };
}
