import { Kbd, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { counted } from '../../ui/amounts.ts';
import { murmur } from '../../ui/announce.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { type Entry, useEntries } from './entries.ts';
import classes from './palette.module.css';

interface OptionProps {
  readonly id: string;
  readonly entry: Entry;
  readonly active: boolean;
  readonly onChoose: () => void;
}

function Option({ id, entry, active, onChoose }: OptionProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field points at the active line
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={entry.refused !== undefined}
      data-active={active || undefined}
      className={classes.option}
      onClick={onChoose}
    >
      <span>
        {entry.name}
        {(entry.refused || entry.lasting) && (
          <span className={classes.reason}>{entry.refused ?? 'It cannot be undone.'}</span>
        )}
      </span>
      {entry.stroke && <Kbd>{entry.stroke}</Kbd>}
    </div>
  );
}

/** Entries of one group stand together, in the order in which the groups first come. */
function grouped(entries: readonly Entry[]): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}

/** Everything by a few letters: commands, places, recordings, patients, agreements. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const groups = grouped(useEntries(typed));
  const entries = groups.flatMap(([, list]) => list);
  const active = Math.min(at, entries.length - 1);
  const optionId = (entry: Entry): string => `${id}-${entries.indexOf(entry)}`;

  useEffect(() => murmur(`${counted(entries.length, 'line')} found`), [entries.length]);

  const choose = (entry: Entry | undefined): void => {
    if (!entry) return;
    if (entry.refused) {
      murmur(entry.refused);
      return;
    }
    onClose();
    // The palette goes first and gives the focus back; what was chosen may open a dialog of its own.
    requestAnimationFrame(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) setAt(Math.max(0, Math.min(entries.length - 1, active + step)));
    else if (event.key === 'Enter') choose(entries[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      onClose={onClose}
      title="Find a command, a place or a patient"
      size="40rem"
      yOffset="10vh"
      centered={false}
    >
      <TextInput
        data-autofocus
        size="sm"
        role="combobox"
        aria-label="What to find"
        aria-expanded
        aria-controls={id}
        {...(entries[active] ? { 'aria-activedescendant': optionId(entries[active]) } : {})}
        placeholder="A few letters, a number, a name"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Found" className={classes.list}>
        {groups.map(([group, list]) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a list
          <div key={group} role="group" aria-label={group}>
            <div className={classes.heading} aria-hidden>
              {group}
            </div>
            {list.map((entry) => (
              <Option
                key={entry.key}
                id={optionId(entry)}
                entry={entry}
                active={entry === entries[active]}
                onChoose={() => choose(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && <Text c="dimmed">Nothing is called so.</Text>}
    </Dialog>
  );
}
