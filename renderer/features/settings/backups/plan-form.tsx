import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../../shared/contract/contract.ts';
import { call } from '../../../client/bridge.ts';
import { invalidateAfter } from '../../../client/freshness.ts';
import { useAct, useAsk } from '../../../client/queries.ts';
import { PlaceField } from '../../../parts/place-field.tsx';
import { useSayWithWayBack } from '../../../parts/undo.ts';
import { say } from '../../../ui/announce.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { ChoiceField } from '../../../ui/choice-field.tsx';
import { dayText } from '../../../ui/dates.ts';
import { Failure } from '../../../ui/failure.tsx';

type Standing = Output<'backup.plan'>;

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** What can be chosen: every day, or one day of each week. */
const days = [
  { value: 'day', label: 'Every day' },
  ...weekdays.map((name, index) => ({ value: String(index + 1), label: `Every ${name}` })),
];

/** Goes by the plan again that was given up. */
const planAgain =
  (plan: Standing['plan']) =>
  async (client: QueryClient): Promise<string> => {
    await call('backup.setPlan', { plan });
    invalidateAfter(client, 'backup.setPlan');
    return 'Backups are made by themselves as before.';
  };

function Form({ standing: { plan, next } }: { readonly standing: Standing }) {
  const set = useAct('backup.setPlan');
  const sayWithWayBack = useSayWithWayBack();
  const [destination, setDestination] = useState(plan?.destination ?? '');
  const [when, setWhen] = useState(plan?.every === 'week' ? String(plan.weekday) : 'day');
  const [at, setAt] = useState(plan?.at ?? '12:30');
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const asked =
      when === 'day'
        ? { destination, at, every: 'day' as const }
        : { destination, at, every: 'week' as const, weekday: Number(when) };
    set.mutate({ plan: asked }, { onSuccess: () => say('Backups are made by themselves from now on.') });
  };
  const stop = (): void =>
    set.mutate(
      { plan: null },
      {
        onSuccess: () =>
          sayWithWayBack(
            'No backup is made by itself any more. What is taken in from now on lies on this disk alone until somebody makes one.',
            planAgain(plan),
          ),
      },
    );
  return (
    <form onSubmit={save}>
      <Stack gap="sm" align="flex-start">
        <Text>
          {next
            ? `The next backup is made on ${dayText(next.day)} at ${next.time}, or as soon after as Custos is open and unlocked.`
            : 'No backup is made by itself.'}
        </Text>
        <PlaceField
          label="Folder for backups made by themselves"
          description="On another disk than the library. Each one is opened and read after it was made."
          purpose="backup"
          value={destination}
          onChange={setDestination}
        />
        <Group align="flex-end" gap="sm">
          <ChoiceField label="How often" w={200} data={days} value={when} onChange={setWhen} />
          <TextInput
            type="time"
            label="At"
            w={120}
            value={at}
            onChange={({ currentTarget }) => setAt(currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={set.isPending}
            disabled={destination.trim() === '' || at === ''}
          >
            {plan ? 'Change' : 'Make backups by itself'}
          </Button>
          {plan && (
            <Button variant="subtle" disabled={set.isPending} onClick={stop}>
              No longer
            </Button>
          )}
        </Group>
        <Failure error={set.error} />
      </Stack>
    </form>
  );
}

/** When and where the library is backed up by itself. */
export function PlanForm() {
  const standing = useAsk('backup.plan', {});
  return (
    <Answered query={standing}>
      {(known) => <Form key={JSON.stringify(known.plan)} standing={known} />}
    </Answered>
  );
}
