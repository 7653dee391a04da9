import { Progress, Stack, Text } from '@mantine/core';
import type { OperationName } from '../../shared/contract/contract.ts';
import type { Progress as Told } from '../client/events.ts';
import { createStore, useStore } from '../ui/store.ts';

/** What the engine told last of an act on many things. */
export const howFar = createStore<Told | null>(null);

/** How far an act on many is while it runs; nothing of a short one, which is done before anything is told. */
export function HowFar({ operation, busy }: { readonly operation: OperationName; readonly busy: boolean }) {
  const told = useStore(howFar);
  if (!busy || told?.operation !== operation) return null;
  const { done, of } = told;
  return (
    <Stack gap={4}>
      <Progress value={(100 * done) / of} aria-label="How far it is" />
      <Text c="dimmed">
        {done.toLocaleString('en-GB')} of {of.toLocaleString('en-GB')}
      </Text>
    </Stack>
  );
}
