import { Kbd, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { strokesFor } from '../parts/commands/shortcuts.ts';
import { strokeWords } from '../parts/commands/stroke.ts';
import { type Offered, offeredNow } from '../parts/commands/use-commands.ts';
import { Go } from '../parts/go.tsx';
import { places } from '../parts/places.ts';
import { usePreferences } from '../parts/preferences.ts';
import { Dialog } from '../ui/dialog.tsx';
import classes from './shell.module.css';

function byPlace(offered: readonly Offered[]): [string, Offered[]][] {
  const groups = new Map<string, Offered[]>();
  for (const one of offered) {
    if (strokesFor(one.command).length === 0) continue;
    groups.set(one.command.place, [...(groups.get(one.command.place) ?? []), one]);
  }
  return [...groups];
}

function Line({ offered: { command, act } }: { readonly offered: Offered }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={150} style={{ verticalAlign: 'top' }}>
        {strokesFor(command).map((stroke) => (
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
