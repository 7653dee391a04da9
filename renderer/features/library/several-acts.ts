import type { Command } from '../../parts/commands/registry.ts';
import { offeredNow } from '../../parts/commands/use-commands.ts';

/** Commands that act on all that is chosen, in the order in which a series is worked through. */
const onAll = [
  'general.classify',
  'arrange.label',
  'arrange.collection',
  'arrange.compare',
  'general.release',
  'general.erase',
] as const;

const mostOnTable = 4;

/** The commands that can be given to so many recordings now; what the role may not do is left out. */
export function actsOnAll(count: number): Command[] {
  const offered = new Map(offeredNow().map((each) => [each.command.id, each]));
  return onAll.flatMap((id) => {
    const found = offered.get(id);
    if (typeof found?.act !== 'function' || (id === 'arrange.compare' && count > mostOnTable)) return [];
    return [found.command];
  });
}

/** Gives a command as its key would. */
export function giveCommand({ id }: Command): void {
  const act = offeredNow().find(({ command }) => command.id === id)?.act;
  if (typeof act === 'function') act();
}
