import { Table, type TableTbodyProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';

const controls = 'a[href], button:not(:disabled), input:not(:disabled)';
/** What has a use of its own for the arrows. */
const hearsArrows = 'input:not([type="checkbox"]), textarea, select, [aria-haspopup], [role="combobox"]';

const controlsOf = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>(controls)];

/** Up and down go to the same control of the row above or below, so that a long table is not gone through by Tab. */
function stepBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { target, currentTarget } = event;
  if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || target.matches(hearsArrows))
    return;
  const rows = [...currentTarget.children];
  const place = rows.findIndex((row) => row.contains(target));
  const from = rows[place];
  const to = rows[place + step];
  if (!from || !to) return;
  const there = controlsOf(to);
  const next = there[Math.min(controlsOf(from).indexOf(target), there.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The rows of every table with something to do in them. */
export function TableRows(props: TableTbodyProps) {
  return <Table.Tbody {...props} onKeyDown={stepBetweenRows} />;
}
