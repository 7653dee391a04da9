import { Button } from '@mantine/core';
import {
  IconArrowsExchange,
  IconLink,
  IconLinkOff,
  IconSortAscending,
  IconStack2,
} from '@tabler/icons-react';
import classes from './light-table.module.css';
import type { Over } from './use-over.ts';

interface TableActionsProps {
  readonly linked: boolean;
  readonly over: Over;
  readonly onLink: () => void;
  readonly onSwap: () => void;
  readonly onByDate: () => void;
  readonly onWhole: () => void;
}

function OverActions({ over: { on, strength, turn, setStrength } }: { readonly over: Over }) {
  return (
    <>
      <Button
        variant={on ? 'light' : 'default'}
        aria-pressed={on}
        leftSection={<IconStack2 size={16} aria-hidden />}
        onClick={turn}
      >
        Lay the first over
      </Button>
      {on && (
        <input
          type="range"
          className={classes.strength}
          aria-label="How strongly the first picture shows"
          aria-valuetext={`${Math.round(strength * 100)} %`}
          min={0}
          max={1}
          step={0.05}
          value={strength}
          onChange={(event) => setStrength(Number(event.currentTarget.value))}
        />
      )}
    </>
  );
}

/** What can be done with all pictures on the table. */
export function TableActions({ linked, over, onLink, onSwap, onByDate, onWhole }: TableActionsProps) {
  return (
    <>
      <OverActions over={over} />
      <Button
        variant={linked ? 'light' : 'default'}
        aria-pressed={linked}
        leftSection={linked ? <IconLink size={16} aria-hidden /> : <IconLinkOff size={16} aria-hidden />}
        onClick={onLink}
      >
        Move together
      </Button>
      <Button variant="default" leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={onSwap}>
        Swap
      </Button>
      <Button variant="default" leftSection={<IconSortAscending size={16} aria-hidden />} onClick={onByDate}>
        By date made
      </Button>
      <Button variant="default" onClick={onWhole}>
        Show all whole
      </Button>
    </>
  );
}
