import { Stack, Text, Title } from '@mantine/core';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { useSession } from '../../parts/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { momentText } from '../../ui/dates.ts';
import classes from './recording.module.css';

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
        <Answered query={history}>
          {(events) => (
            <ol className={classes.history}>
              {events.map(({ at, by, what }) => (
                <li key={`${at} ${what}`}>
                  {what}{' '}
                  <Text span c="dimmed">
                    {momentText(at, library.zone)}
                    {by && `, ${by.name}`}
                  </Text>
                </li>
              ))}
              {events.length === 0 && <li>Nothing yet.</li>}
            </ol>
          )}
        </Answered>
      </Stack>
    </section>
  );
}
