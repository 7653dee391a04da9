import { Button, Group, Kbd, Switch, Table, Text, TextInput, Title } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { fitOf } from '../../parts/commands/fuzzy.ts';
import { allCommands, type Command } from '../../parts/commands/registry.ts';
import { remap, strokesFor, takenBy } from '../../parts/commands/shortcuts.ts';
import { isSingleSign, type Stroke, strokeOf, strokeWords } from '../../parts/commands/stroke.ts';
import { prefer, usePreferences } from '../../parts/preferences.ts';
import { murmur, say } from '../../ui/announce.tsx';
import { Section } from './section.tsx';

const unusable = ['Tab', 'Enter', 'Escape', 'Space', 'Shift+Tab'];

/** Why a stroke cannot be given to a command; null where it can. */
function fault(command: Command, stroke: Stroke): string | null {
  const words = strokeWords(stroke);
  if (unusable.includes(stroke) || stroke.includes('Arrow'))
    return `${words} is needed to move about the page.`;
  if (command.also && isSingleSign(stroke)) {
    return `${words} writes something, and this command is heard while you type. Please hold Ctrl with it.`;
  }
  const other = takenBy(command, stroke);
  return other && `${words} already means “${other.name}”. Change that first, or press another key.`;
}

/** Why a command cannot have its own keys again: another was given one of them meanwhile. */
const ownFault = (command: Command): string | null =>
  (command.keys ?? []).map((stroke) => fault(command, stroke)).find((wrong) => wrong !== null) ?? null;

interface RowProps {
  readonly command: Command;
  readonly listening: boolean;
  readonly onListen: (listening: boolean) => void;
}

function Row({ command, listening, onListen }: RowProps) {
  const { shortcuts } = usePreferences();
  const [refusal, setRefusal] = useState<string | null>(null);
  const strokes = strokesFor(command);
  const stop = (): void => {
    setRefusal(null);
    onListen(false);
  };
  const hear = (event: KeyboardEvent): void => {
    // Tab goes on, as everywhere; leaving the button ends the listening.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const stroke = strokeOf(event.nativeEvent);
    if (!stroke) return;
    const wrong = event.key === 'Escape' ? null : fault(command, stroke);
    setRefusal(wrong);
    if (wrong) {
      murmur(wrong);
      return;
    }
    if (event.key !== 'Escape') {
      remap(command, stroke);
      say(`${command.name}: ${strokeWords(stroke)}.`);
    }
    stop();
  };
  const toOwn = (): void => {
    const wrong = ownFault(command);
    setRefusal(wrong);
    if (wrong) murmur(wrong);
    else remap(command, null);
  };
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {command.name}
        {refusal && (
          <Text size="xs" c="var(--needs-ink)">
            {refusal}
          </Text>
        )}
      </Table.Th>
      <Table.Td w={150}>
        {strokes.length === 0 && <Text c="dimmed">None</Text>}
        {strokes.map((stroke) => (
          <Kbd key={stroke} mr={4}>
            {strokeWords(stroke)}
          </Kbd>
        ))}
      </Table.Td>
      <Table.Td w={270}>
        {command.fixed ? (
          <Text c="dimmed">Always this key</Text>
        ) : (
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              aria-label={
                listening ? `Press the new key for: ${command.name}` : `Change the key of: ${command.name}`
              }
              onClick={() => onListen(true)}
              onKeyDown={listening ? hear : undefined}
              onBlur={stop}
            >
              {listening ? 'Press the new key' : 'Change'}
            </Button>
            {shortcuts[command.id] && (
              <Button variant="subtle" aria-label={`Back to its own key: ${command.name}`} onClick={toOwn}>
                Its own key
              </Button>
            )}
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Every command of the window with its key, and the way to another one. */
export function Shortcuts() {
  const { letters, shortcuts } = usePreferences();
  const [wanted, setWanted] = useState('');
  const [listening, setListening] = useState<string | null>(null);
  const fitting = allCommands().filter(({ name }) => fitOf(wanted, name) !== null);
  const groups = [...new Set(fitting.map(({ place }) => place))];
  return (
    <Section
      title="Keys"
      says="Each command has a key of its own; another one can be chosen here. The choice is yours alone, wherever you open this library."
    >
      <Switch
        label="Single letters act"
        description="Switch this off when you dictate or use speech input, so that a word does not set something off."
        checked={letters}
        onChange={({ currentTarget }) => prefer({ letters: currentTarget.checked })}
      />
      <Group align="flex-end">
        <TextInput
          label="Find a command"
          autoComplete="off"
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={Object.keys(shortcuts).length === 0}
          onClick={() => {
            prefer({ shortcuts: {} });
            say('Every command has its own key again.');
          }}
        >
          All back to their own keys
        </Button>
      </Group>
      {groups.length === 0 && <Text c="dimmed">No command is called so.</Text>}
      {groups.map((place) => (
        <div key={place} style={{ width: '100%' }}>
          <Title order={3}>{place}</Title>
          <Table aria-label={`Keys: ${place}`} verticalSpacing={3}>
            <Table.Tbody>
              {fitting
                .filter((command) => command.place === place)
                .map((command) => (
                  <Row
                    key={command.id}
                    command={command}
                    listening={listening === command.id}
                    onListen={(on) => setListening(on ? command.id : null)}
                  />
                ))}
            </Table.Tbody>
          </Table>
        </div>
      ))}
    </Section>
  );
}
