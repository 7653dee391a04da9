import { Kbd, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { strokesFor } from '../parts/commands/shortcuts.ts';
import { type Stroke, strokeWords } from '../parts/commands/stroke.ts';
import { type Offered, offeredNow } from '../parts/commands/use-commands.ts';
import { Go } from '../parts/go.tsx';
import { places } from '../parts/places.ts';
import { usePreferences } from '../parts/preferences.ts';
import { Dialog } from '../ui/dialog.tsx';
import classes from './shell.module.css';

interface Heard extends Offered {
  readonly strokes: readonly Stroke[];
}

/** What holds, by its place. A stroke is the first's that hears it: the screen's before what holds everywhere. */
function byPlace(offered: readonly Offered[]): [string, Heard[]][] {
  const groups = new Map<string, Heard[]>();
  const taken = new Set<Stroke>();
  for (const each of offered) {
    const strokes = strokesFor(each.command).filter((stroke) => !taken.has(stroke));
    for (const stroke of strokes) taken.add(stroke);
    const one = { ...each, strokes };
    if (strokes.length === 0) continue;
    groups.set(one.command.place, [...(groups.get(one.command.place) ?? []), one]);
  }
  return [...groups];
}

function Line({ offered: { command, act, strokes } }: { readonly offered: Heard }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={150} style={{ verticalAlign: 'top' }}>
        {strokes.map((stroke) => (
          <Kbd key={stroke} mr={4}>
            {strokeWords(stroke)}
          </Kbd>
        ))}
      </Table.Th>
      <Table.Td>
        {command.name}
        {command.lasting && '. It cannot be undone.'}
        {typeof act === 'string' && (
          <Text c="dimmed" size="xs">
            {act}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** The keys that hold on this screen, grouped, and why some do nothing now. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  // What held when the sheet was asked for; the sheet itself offers nothing.
  const [groups] = useState(() => byPlace(offeredNow()));
  const { letters } = usePreferences();
  return (
    <Dialog onClose={onClose} title="Keys that hold here" size="56rem">
      {!letters && <Text mb="sm">Single letters are switched off in the settings.</Text>}
      <div className={classes.sheet}>
        {groups.map(([place, offered]) => (
          <section key={place} aria-label={place}>
            <Title order={2} size="h3">
              {place}
            </Title>
            <Table withRowBorders={false} verticalSpacing={3}>
              <Table.Tbody>
                {offered.map((one) => (
                  <Line key={one.command.id} offered={one} />
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the link inside is what is chosen */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the link arrives here as a click */}
      <div onClick={onClose}>
        <Go to={places.settings}>Change the keys in the settings</Go>
      </div>
    </Dialog>
  );
}
