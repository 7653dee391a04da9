import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { gapChoices, usualGapMinutes } from '../../../shared/domain/recording/visits.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAct, useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { isStroke } from '../../parts/commands/shortcuts.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { StandingMark } from '../../parts/marks.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { useMay } from '../../parts/session.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { counted } from '../../ui/amounts.ts';
import { say } from '../../ui/announce.tsx';
import { Answered } from '../../ui/answered.tsx';
import { dayText } from '../../ui/dates.ts';
import { useStore } from '../../ui/store.ts';
import { classText, type RecentClass, recentClasses } from './recent-classes.ts';
import { inOrder, visitCommands } from './visit-commands.ts';
import classes from './visits.module.css';

type Visit = Output<'job.visits'>[number];

/** 3 March 2024, 10:32 to 10:47: by the clock of the camera. */
function whenOf({ from, to }: Visit): string {
  if (from === null || to === null) return 'No time of day in the files';
  const clock = (local: string): string => local.slice(11, 16);
  const begin = [dayText(from.slice(0, 10)), clock(from)].filter(Boolean).join(', ');
  if (to === from) return begin;
  const end = to.slice(0, 10) === from.slice(0, 10) ? clock(to) : `${dayText(to.slice(0, 10))}, ${clock(to)}`;
  return `${begin} to ${end}`;
}

/** How many stand where, in the order in which they first appear. */
function standingsOf({ recordings }: Visit) {
  const counts = new Map<Visit['recordings'][number]['standing'], number>();
  for (const { standing } of recordings) counts.set(standing, (counts.get(standing) ?? 0) + 1);
  return [...counts];
}

interface VisitRowProps {
  readonly visit: Visit;
  readonly place: number;
  readonly onClass: (recordings: readonly Id[], given: RecentClass) => void;
}

function VisitRow({ visit, place, onClass }: VisitRowProps) {
  const go = useGo();
  const may = useMay();
  const recent = useStore(recentClasses);
  const ids = visit.recordings.map(({ id }) => id);
  const when = whenOf(visit);
  const [newest] = recent;
  const hear = (event: KeyboardEvent): void => {
    const given = recent[inOrder.findIndex((command) => isStroke(event.nativeEvent, command))];
    if (!given || !may('recording.classify')) return;
    event.preventDefault();
    event.stopPropagation();
    onClass(ids, given);
  };
  return (
    <li className={classes.visit} onKeyDown={hear} aria-label={`Visit ${place}: ${when}`}>
      <div className={classes.strip} aria-hidden>
        {visit.recordings.slice(0, 8).map(({ id, thumbnail }) => (
          <Veil key={id} picture={id} small>
            <Thumb src={thumbnail} className={classes.thumb} />
          </Veil>
        ))}
      </div>
      <div className={classes.words}>
        <Text fw={600}>{when}</Text>
        <Group gap="md">
          <Text c="dimmed">{counted(ids.length, 'recording')}</Text>
          {standingsOf(visit).map(([standing, count]) => (
            <span key={standing} className={classes.standing}>
              {count.toLocaleString('en-GB')} <StandingMark standing={standing} />
            </span>
          ))}
        </Group>
      </div>
      <Group gap="xs" className={classes.acts}>
        {may('recording.classify') && (
          <Button
            variant={
              visit.recordings.some(({ standing }) => standing === 'needsClass') ? 'filled' : 'default'
            }
            aria-label={`Classify visit ${place}`}
            onClick={() => beginAct({ kind: 'classify', recordings: ids })}
          >
            Classify
          </Button>
        )}
        {may('recording.classify') && newest && (
          <Button
            variant="default"
            title={classText(newest)}
            aria-label={`Classify visit ${place} as last time: ${classText(newest)}`}
            onClick={() => onClass(ids, newest)}
          >
            As last time
          </Button>
        )}
        <Button
          variant="subtle"
          aria-label={`Choose visit ${place} in the library`}
          onClick={() => {
            selection.set(ids);
            go(places.library);
          }}
        >
          Choose
        </Button>
      </Group>
    </li>
  );
}

/** What came in, by visits: one patient, one class, said once for all of it. */
export function Visits({ job }: { readonly job: Id }) {
  const [gapMinutes, setGap] = useState(usualGapMinutes);
  const asked = useAsk('job.visits', { job, gapMinutes }, { keep: true });
  const recent = useStore(recentClasses);
  const classify = useAct('recording.classify');
  useCommands(
    visitCommands,
    Object.fromEntries(
      Object.keys(visitCommands).map((key, index) => [
        key,
        recent[index] ? true : 'Nothing was classified yet since this window was opened.',
      ]),
    ) as Parameters<typeof useCommands<keyof typeof visitCommands>>[1],
  );
  const give = (recordings: readonly Id[], given: RecentClass): void =>
    classify.mutate(
      { recordings: [...recordings], classification: given },
      {
        onSuccess: ({ changed }) => say(`${counted(changed, 'recording')}: ${classText(given)}.`),
        onError: (error) => say(error.message),
      },
    );
  return (
    <Answered query={asked}>
      {(visits) =>
        visits.length === 0 ? null : (
          <section aria-label="Visits">
            <Stack gap="xs">
              <Title order={2}>Visits</Title>
              <Text c="dimmed">
                Say once for each visit whom it shows and what it was made for; what is unclear can wait.
              </Text>
              <NativeSelect
                label="A new visit begins after a pause of more than"
                w="22rem"
                value={gapMinutes}
                onChange={({ currentTarget }) => setGap(Number(currentTarget.value))}
                data={gapChoices.map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` }))}
              />
              {recent.length > 0 && (
                <ol className={classes.recent} aria-label="Classes used last, each with its key">
                  {recent.map((each) => (
                    <li key={classText(each)}>{classText(each)}</li>
                  ))}
                </ol>
              )}
              <ol className={classes.visits}>
                {visits.map((visit, index) => (
                  <VisitRow key={visit.recordings[0]?.id} visit={visit} place={index + 1} onClass={give} />
                ))}
              </ol>
            </Stack>
          </section>
        )
      }
    </Answered>
  );
}
