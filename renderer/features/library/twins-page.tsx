import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAsk } from '../../client/queries.ts';
import { Go, useGo } from '../../parts/go.tsx';
import { StandingMark } from '../../parts/marks.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { counted } from '../../ui/amounts.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Notice } from '../../ui/failure.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { spanText } from '../../ui/span-text.ts';
import classes from './library.module.css';

type Twins = Output<'recording.twins'>;

/** Groups on a page. */
const limit = 50;
/** As many as lie on the light table. */
const mostOnTable = 4;

function Twinned({ group }: { readonly group: Twins['groups'][number] }) {
  const go = useGo();
  const first = group.tiles[0]?.number ?? '';
  const compare = (): void => {
    selection.set(group.tiles.slice(0, mostOnTable).map(({ id }) => id));
    go(places.lightTable);
  };
  return (
    <section className={classes.twins} aria-label={`Recordings like ${first}`}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>
          {group.exact ? 'The same file' : 'Pictures that hardly differ'}{' '}
          <Text component="span" c="dimmed" fw={400}>
            {counted(group.count, 'recording')}
            {group.count > group.tiles.length && `, the first ${group.tiles.length} of them here`}
          </Text>
        </Title>
        <Button variant="default" aria-label={`Compare those like ${first}`} onClick={compare}>
          Compare
        </Button>
      </Group>
      <ul className={classes.twinList}>
        {group.tiles.map(({ id, number, category, standing, made, thumbnail }) => (
          <li key={id} className={classes.twin}>
            <Veil picture={id} category={category}>
              <Thumb src={thumbnail} className={classes.twinPicture} />
            </Veil>
            <div className={classes.caption}>
              <Go to={places.recording(id)}>{number}</Go>
              <span>{spanText(made) ?? 'Day not known'}</span>
              <StandingMark standing={standing} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Recordings that are the same file, or whose pictures hardly differ, side by side. */
export function TwinsPage() {
  const [offset, setOffset] = useState(0);
  const twins = useAsk('recording.twins', { offset, limit }, { keep: true });
  return (
    <Page title="Twins" wide>
      <Answered query={twins}>
        {({ groups, total, uncompared }) => (
          <Stack gap="md">
            {uncompared > 0 && (
              <Notice>{counted(uncompared, 'picture')} still to be compared. Please come back later.</Notice>
            )}
            {groups.length === 0 && (
              <Empty title="No twins are found" action={<Go to={places.library}>Go to the library</Go>}>
                No two recordings that you may see are the same file or look alike.
              </Empty>
            )}
            {groups.map((group) => (
              <Twinned key={group.tiles.map(({ id }) => id).join()} group={group} />
            ))}
            <Pager offset={offset} limit={limit} total={total} onGo={setOffset} />
          </Stack>
        )}
      </Answered>
    </Page>
  );
}
