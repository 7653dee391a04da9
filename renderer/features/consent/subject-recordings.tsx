import { Button, Checkbox, Group, Text, Title } from '@mantine/core';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { useAsk } from '../../client/queries.ts';
import { beginAct } from '../../parts/acts.ts';
import { Go, useGo } from '../../parts/go.tsx';
import { emptyQuery, libraryQuery } from '../../parts/library-query.ts';
import { KindMark, StandingMark } from '../../parts/marks.tsx';
import { places } from '../../parts/places.ts';
import { selection, useChosenKept } from '../../parts/selection.ts';
import { useMay } from '../../parts/session.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { spanText } from '../../ui/span-text.ts';
import { useStore } from '../../ui/store.ts';
import classes from './consent.module.css';

type Tile = Output<'recording.window'>['tiles'][number];

/** As many as one question brings; the library shows the rest. */
const atOnce = 500;
const mostOnTable = 4;

/** What was made on one day was made at one visit, as far as the files tell. */
function byDay(tiles: readonly Tile[]): [string, Tile[]][] {
  const days = new Map<string, Tile[]>();
  for (const tile of tiles) {
    const day = spanText(tile.made) ?? 'Day not known';
    days.set(day, [...(days.get(day) ?? []), tile]);
  }
  return [...days];
}

function Visit({ day, tiles }: { readonly day: string; readonly tiles: readonly Tile[] }) {
  const chosen = useStore(selection);
  return (
    <section aria-label={day} className={classes.visit} style={{ flexBasis: `${tiles.length * 11}rem` }}>
      <Title order={3} mt="sm" mb={4}>
        {day}{' '}
        <Text component="span" c="dimmed" fw={400} className={classes.count}>
          {counted(tiles.length, 'recording')}
        </Text>
      </Title>
      <ul className={classes.thumbs}>
        {tiles.map(({ id, number, kind, category, standing, thumbnail }) => (
          <li key={id} className={classes.thumb}>
            <Veil picture={id} category={category}>
              <Thumb src={thumbnail} className={classes.picture} />
            </Veil>
            <div>
              <KindMark kind={kind} /> <Go to={places.recording(id)}>{number}</Go>
            </div>
            <div>
              <StandingMark standing={standing} />
            </div>
            <div>
              <Checkbox
                label="Choose"
                aria-label={`Choose ${number}`}
                checked={chosen.includes(id)}
                onChange={({ currentTarget }) =>
                  selection.set(
                    currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id),
                  )
                }
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** All recordings of one patient in the order they were made, a group for each day; the same view can be compared. */
export function SubjectRecordings({ subject }: { readonly subject: Id }) {
  const go = useGo();
  const may = useMay();
  const chosen = useStore(selection);
  useChosenKept(places.subject(subject));
  const query = { subject, sort: 'made', descending: false } as const;
  const tiles = useAsk('recording.window', { query, offset: 0, limit: atOnce });
  const theirs = chosen.filter((id) => tiles.data?.tiles.some((tile) => tile.id === id));
  const fits = chosen.length >= 2 && chosen.length <= mostOnTable;
  return (
    <section aria-labelledby="recordings">
      <Group justify="space-between">
        <Title order={2} id="recordings">
          Recordings
        </Title>
        {Boolean(tiles.data?.total) && (
          <Group gap="sm">
            {chosen.length > 0 && <Text c="dimmed">{counted(chosen.length, 'recording')} chosen</Text>}
            {may('disclosure.propose') && (
              <Button
                variant="default"
                disabled={theirs.length === 0}
                onClick={() => beginAct({ kind: 'disclose', recordings: theirs })}
              >
                Disclose
              </Button>
            )}
            <Button variant="default" disabled={!fits} onClick={() => go(places.lightTable)}>
              Compare two to four
            </Button>
            <Button
              variant="default"
              onClick={() => {
                libraryQuery.set({ ...emptyQuery, ...query });
                go(places.library);
              }}
            >
              Show in the library
            </Button>
          </Group>
        )}
      </Group>
      <Answered query={tiles}>
        {(window) => (
          <>
            {window.total === 0 && <Text c="dimmed">None that you may know of.</Text>}
            <div className={classes.visits}>
              {byDay(window.tiles).map(([day, theirs]) => (
                <Visit key={day} day={day} tiles={theirs} />
              ))}
            </div>
            {window.total > window.tiles.length && (
              <Text mt="sm">
                The first {window.tiles.length.toLocaleString('en-GB')} of{' '}
                {window.total.toLocaleString('en-GB')} are here; the library shows all of them.
              </Text>
            )}
          </>
        )}
      </Answered>
    </section>
  );
}
