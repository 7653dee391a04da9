import { useEffect } from 'react';
import { offerMenu } from '../client/menu.ts';
import type { Command } from '../parts/commands/registry.ts';
import { strokesFor } from '../parts/commands/shortcuts.ts';
import { isSingleSign } from '../parts/commands/stroke.ts';
import { offeredNow } from '../parts/commands/use-commands.ts';
import { useMay } from '../parts/session.ts';
import { say } from '../ui/announce.tsx';
import { general, going } from './commands.ts';

const inMenu = (command: Command) => ({
  id: command.id,
  name: command.name,
  stroke: strokesFor(command).find((stroke) => !isSingleSign(stroke)) ?? null,
});

function choose(id: string): void {
  const act = offeredNow().find(({ command }) => command.id === id)?.act;
  if (typeof act === 'function') act();
  else if (typeof act === 'string') say(act);
}

/** Shows the commands that hold everywhere, and are open to the role, in the menu of the desktop program. */
export function useProgramMenu(): void {
  const may = useMay();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the role of a session never changes, the session ends
  useEffect(() => {
    const commands = [...Object.values(going), ...Object.values(general)];
    const open = commands.filter(({ needs }) => needs === undefined || may(needs));
    return offerMenu(open.map(inMenu), choose);
  }, []);
}
