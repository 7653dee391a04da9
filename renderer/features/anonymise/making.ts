import type { QueryClient } from '@tanstack/react-query';
import type { Input } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import { invalidateAfter } from '../../client/freshness.ts';
import { say } from '../../ui/announce.tsx';
import { createStore } from '../../ui/store.ts';
import { coveredOf, keptOf, type Region } from './regions.ts';

/** Copies that are made while somebody is at the next picture already. */
export interface Making {
  readonly recording: Id;
  readonly number: string;
  /** Why it came to nothing. */
  readonly fault: string | null;
}

export const making = createStore<readonly Making[]>([]);

/** What is to be done with a photograph. */
export type Treatment = Pick<Input<'anonymise.make'>, 'keep'> & {
  readonly regions: ReturnType<typeof coveredOf>;
};

export const treatmentOf = (regions: readonly Region[]): Treatment => ({
  regions: coveredOf(regions),
  keep: keptOf(regions),
});

const without = (recording: Id): readonly Making[] =>
  making.get().filter((other) => other.recording !== recording);

/** Makes a copy in the background. What goes wrong is said at once and stands on the list of what waits. */
export function makeBehind(
  client: QueryClient,
  { recording, number }: Omit<Making, 'fault'>,
  treatment: Treatment,
): void {
  followed(client, { recording, number }, call('anonymise.make', { recording, ...treatment }));
}

/** The same for a film or a sound: it is made as a job, which goes on after the window is closed. */
export function startBehind(
  client: QueryClient,
  { number, ...copy }: Input<'anonymise.start'> & Pick<Making, 'number'>,
): void {
  followed(client, { recording: copy.recording as Id, number }, call('anonymise.start', copy));
}

function followed(
  client: QueryClient,
  { recording, number }: Omit<Making, 'fault'>,
  made: Promise<unknown>,
): void {
  making.set([...without(recording), { recording, number, fault: null }]);
  made.then(
    () => {
      making.set(without(recording));
      invalidateAfter(client, 'anonymise.make');
    },
    (error: Error) => {
      making.set([...without(recording), { recording, number, fault: error.message }]);
      say(`The copy of ${number} was not made. ${error.message}`);
    },
  );
}
