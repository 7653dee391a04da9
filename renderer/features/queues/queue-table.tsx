import { Checkbox, Table, Text, UnstyledButton } from '@mantine/core';
import { memo, useState } from 'react';
import { queueTitles } from '../../../shared/domain/obligation/obligation.ts';
import type { Id } from '../../../shared/kernel/id.ts';
import { Go } from '../../parts/go.tsx';
import { Cite } from '../../parts/guidance.tsx';
import { places } from '../../parts/places.ts';
import { useMay, useToday } from '../../parts/session.ts';
import { Thumb } from '../../parts/thumb.tsx';
import { Veil } from '../../parts/veil.tsx';
import { dayText, dueText } from '../../ui/dates.ts';
import { TableHead } from '../../ui/table-head.tsx';
import { TableRows } from '../../ui/table-rows.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { ItemActions } from './item-actions.tsx';
import type { QueueItem } from './queue-item.ts';
import classes from './queues.module.css';

/** Who sees to it; chosen anew by a click where the role reaches. */
function Owner({ item }: { readonly item: QueueItem }) {
  const may = useMay();
  const [choosing, setChoosing] = useState(false);
  const name = item.owner?.name ?? 'Nobody yet';
  const words = (
    <Text component="span" lineClamp={2} title={name} {...(item.owner ? {} : { c: 'dimmed' })}>
      {name}
    </Text>
  );
  if (!may('queue.assign')) return words;
  return (
    <>
      <UnstyledButton
        className={classes.owner}
        aria-label={`Seen to by ${name}. Change who sees to ${item.recording.number}`}
        onClick={() => setChoosing(true)}
      >
        {words}
      </UnstyledButton>
      {choosing && <AssignDialog items={[item.id]} only={item} onClose={() => setChoosing(false)} />}
    </>
  );
}

function Due({ item }: { readonly item: QueueItem }) {
  const today = useToday();
  const late = !item.putOffUntil && item.due < today;
  return (
    <>
      {item.putOffUntil && <Text>Put off until {dayText(item.putOffUntil)}</Text>}
      <Text {...(late ? { c: 'var(--needs-ink)', fw: 600 } : {})}>
        {item.putOffUntil ? 'Was due' : dueText(item.due, today)}
      </Text>
      <Text size="xs" c="dimmed">
        {dayText(item.due)}
      </Text>
    </>
  );
}

/** What does not change when a row is chosen: a page of these is dear to draw, so none is drawn again for it. */
const QueueCells = memo(function QueueCells({ item }: { readonly item: QueueItem }) {
  return (
    <>
      <Table.Td>
        <Veil picture={item.recording.id} small>
          <Thumb src={item.thumbnail} className={classes.thumb} />
        </Veil>
      </Table.Td>
      <Table.Td>
        <Go to={places.recording(item.recording.id)}>{item.recording.number}</Go>
        <Text size="xs" c="dimmed">
          {queueTitles[item.queue]}
        </Text>
      </Table.Td>
      <Table.Td className={classes.why}>
        {item.reason} <Cite paragraph={item.paragraph} />
        <Text c="dimmed" size="xs">
          {item.takenInBy && `Taken in by ${item.takenInBy.name}. `}
          {item.proposedBy && `Proposed by ${item.proposedBy.name}.`}
        </Text>
      </Table.Td>
      <Table.Td className={classes.who}>
        <Owner item={item} />
      </Table.Td>
      <Table.Td className={classes.due}>
        <Due item={item} />
      </Table.Td>
      <Table.Td className={classes.acts}>
        <ItemActions item={item} />
      </Table.Td>
    </>
  );
});

interface QueueRowProps {
  readonly item: QueueItem;
  readonly chosen: boolean;
  readonly onChoose: ((chosen: boolean) => void) | null;
}

function QueueRow({ item, chosen, onChoose }: QueueRowProps) {
  return (
    <Table.Tr {...(chosen ? { bg: 'var(--chosen-ground)' } : {})}>
      {onChoose && (
        <Table.Td>
          <Checkbox
            aria-label={`Choose ${item.recording.number}: ${queueTitles[item.queue]}`}
            checked={chosen}
            onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
          />
        </Table.Td>
      )}
      <QueueCells item={item} />
    </Table.Tr>
  );
}

interface QueueTableProps {
  readonly items: readonly QueueItem[];
  readonly chosen: readonly Id[];
  /** Null where nothing is open to the role that could be done to several. */
  readonly onChoose: ((chosen: readonly Id[]) => void) | null;
}

/** What is owed, a line a duty. */
export function QueueTable({ items, chosen, onChoose }: QueueTableProps) {
  const here = new Set(items.map(({ id }) => id));
  const held = new Set(chosen);
  const all = items.length > 0 && items.every(({ id }) => held.has(id));
  return (
    <Table stickyHeader>
      <TableHead
        before={
          onChoose && (
            <Table.Th w={36}>
              <Checkbox
                aria-label="Choose all on this page"
                checked={all}
                indeterminate={chosen.length > 0 && !all}
                onChange={() =>
                  onChoose(all ? chosen.filter((id) => !here.has(id)) : [...new Set([...chosen, ...here])])
                }
              />
            </Table.Th>
          )
        }
        columns={['Picture', 'Recording', 'Why', 'Responsible', 'Due', 'What to do']}
      />
      <TableRows>
        {items.map((item) => (
          <QueueRow
            key={item.id}
            item={item}
            chosen={held.has(item.id)}
            onChoose={
              onChoose &&
              ((on) => onChoose(on ? [...chosen, item.id] : chosen.filter((id) => id !== item.id)))
            }
          />
        ))}
      </TableRows>
    </Table>
  );
}
