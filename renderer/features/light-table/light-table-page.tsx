import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Id } from '../../../shared/kernel/id.ts';
import { call } from '../../client/bridge.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { Go } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import type { Detail } from '../../parts/renditions.ts';
import { chosenAt, useChosenKept } from '../../parts/selection.ts';
import { type View, wholeView } from '../../parts/zoom.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { lightTable } from './commands.ts';
import classes from './light-table.module.css';
import { Pane } from './pane.tsx';
import { TableActions } from './table-actions.tsx';
import { useOver } from './use-over.ts';

/** As many as can still be compared on a laptop. */
const most = 4;

const madeOf = (detail: Detail | undefined): string => detail?.made.local ?? detail?.made.earliest ?? '9999';

const moved = <Item,>(list: readonly Item[], from: number, to: number): Item[] => {
  const next = list.filter((_, place) => place !== from);
  next.splice(to, 0, list[from] as Item);
  return next;
};

function Table({ recordings }: { readonly recordings: readonly Id[] }) {
  const [order, setOrder] = useState(recordings);
  const [linked, setLinked] = useState(true);
  const [shared, setShared] = useState<View>(wholeView);
  const [alone, setAlone] = useState<Readonly<Record<Id, View>>>({});
  const details = useQueries({
    queries: order.map((recording) => ({
      queryKey: ['recording.show', { recording }],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('recording.show', { recording }, signal),
    })),
  });
  const known = new Map(details.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
  const byDate = (): void =>
    setOrder([...order].sort((a, b) => (madeOf(known.get(a)) < madeOf(known.get(b)) ? -1 : 1)));
  const [first] = order;
  const link = (): void => {
    // Nothing jumps: alone each begins where all were, together all begin where the first is.
    if (linked) setAlone(Object.fromEntries(order.map((id) => [id, shared])));
    else if (first) setShared(alone[first] ?? wholeView);
    setLinked(!linked);
  };
  const whole = (): void => {
    setShared(wholeView);
    setAlone({});
  };
  const swap = (): void => setOrder(moved(order, 0, 1));
  const over = useOver((first && known.get(first)) ?? null);
  const viewOf = (id: Id): View => (linked ? shared : (alone[id] ?? wholeView));
  const laid = first ? over.laid(viewOf(first)) : null;
  useCommands(lightTable, { link, swap, order: byDate, over: over.turn, whole });
  return (
    <Page
      title="Light table"
      filled
      actions={
        <TableActions
          linked={linked}
          over={over}
          onLink={link}
          onSwap={swap}
          onByDate={byDate}
          onWhole={whole}
        />
      }
    >
      <ul className={classes.table} data-count={order.length}>
        {order.map((id, place) => (
          <Pane
            key={id}
            recording={id}
            detail={known.get(id) ?? null}
            view={viewOf(id)}
            over={place > 0 ? laid : null}
            onPicture={place === 0 ? over.onPicture : undefined}
            onView={(view) => (linked ? setShared(view) : setAlone((views) => ({ ...views, [id]: view })))}
            onEarlier={place > 0 ? () => setOrder(moved(order, place, place - 1)) : null}
            onLater={place < order.length - 1 ? () => setOrder(moved(order, place, place + 1)) : null}
          />
        ))}
      </ul>
    </Page>
  );
}

/** Two to four recordings side by side, looked at as one: the same view across visits. */
export function LightTablePage() {
  const [recordings] = useState(() => chosenAt(places.lightTable).slice(0, most));
  useChosenKept(places.lightTable);
  if (recordings.length < 2) {
    return (
      <Page title="Light table">
        <Empty
          title="Nothing lies on the light table"
          action={<Go to={places.library}>Go to the library</Go>}
        >
          Choose two to four recordings in the library and press T.
        </Empty>
      </Page>
    );
  }
  return <Table recordings={recordings} />;
}
