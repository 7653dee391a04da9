import { Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { useSession } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import { Pager } from '../../ui/pager.tsx';
import classes from './recording.module.css';

type Events = Output<'recording.history'>;

const perPage = 10;

const nobody = 'Custos itself';
const doer = ({ by }: Events[number]): string => by?.name ?? nobody;

function Listed({ events, zone }: { readonly events: Events; readonly zone: string }) {
  return (
    <ol className={classes.history}>
      {events.map((event) => (
        <li key={`${event.at} ${event.what}`}>
          {event.what}{' '}
          <Text span c="dimmed">
            {momentText(event.at, zone)}
            {event.by && `, ${event.by.name}`}
          </Text>
        </li>
      ))}
    </ol>
  );
}

/** Filtered by words and by person, a page at a time, the newest first. */
function Filtered({ events, zone }: { readonly events: Events; readonly zone: string }) {
  const [words, setWords] = useState('');
  const [person, setPerson] = useState<string | null>(null);
  const [offset, setOffset] = useState(0);
  const wanted = words.trim().toLowerCase();
  const found = events.filter(
    (event) => event.what.toLowerCase().includes(wanted) && (person === null || doer(event) === person),
  );
  const people = [...new Set(events.map(doer))].sort((one, other) => one.localeCompare(other));
  const from = offset < found.length ? offset : 0;
  const many = events.length > perPage;
  return (
    <>
      {many && (
        <Group gap="sm" grow>
          <TextInput
            aria-label="Words in the history"
            placeholder="Words"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Select
            aria-label="By whom"
            placeholder="By anybody"
            clearable
            value={person}
            onChange={setPerson}
            data={people}
          />
        </Group>
      )}
      {found.length === 0 ? (
        <Text c="dimmed">{events.length === 0 ? 'Nothing yet.' : 'Nothing fits these words.'}</Text>
      ) : (
        <Listed events={found.slice(from, from + perPage)} zone={zone} />
      )}
      <Pager offset={from} limit={perPage} total={found.length} onGo={setOffset} />
    </>
  );
}

/** What happened to the recording, from the trail. */
export function History({ recording }: { readonly recording: Id }) {
  const { library } = useSession();
  const history = useAsk('recording.history', { recording });
  return (
    <section aria-labelledby="history">
      <Stack gap="xs">
        <Title order={2} id="history">
          History
        </Title>
        <Answered query={history}>{(events) => <Filtered events={events} zone={library.zone} />}</Answered>
      </Stack>
    </section>
  );
}
