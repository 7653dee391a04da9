import type { OperationName } from '../../../shared/contract/contract.ts';
import type { Stroke } from './stroke.ts';

/**
 * The one list of what can be done in the window. Keys, the palette, the `?` sheet, the settings, menus and tooltips
 * all read it.
 *
 * A feature adds commands in two steps. Once, when its module is loaded, it defines them:
 *
 *     export const lightTable = defineCommands(
 *       { id: 'light', place: 'Light table' },
 *       { swap: { name: 'Swap the two pictures', keys: ['s'] }, close: { name: 'Close the table', keys: ['Escape'] } },
 *     );
 *
 * and while its screen is there it says what they do (`use-commands.ts`):
 *
 *     useCommands(lightTable, {
 *       swap: two ? swap : 'Please put a second picture on the table first.',
 *       close,
 *     });
 *
 * A function acts. A sentence says why it cannot be done now: it is told to whoever presses the key and stands greyed
 * in the palette. `true` says that the part of the page under the focus hears the key itself (the arrows of a grid);
 * such a part asks `isStroke(event, lightTable.swap)` and is then changed in the settings like the rest, or its spec
 * says `fixed`. A command that is left out is not offered. A button shows its key by `<KeyHint command={…}/>`.
 * The newest screen hears a key first, commands of the place `Everywhere` last.
 */
export interface CommandSpec {
  /** In words, beginning with a verb: Release what is chosen. */
  readonly name: string;
  /** The strokes it has unless the person chose others. */
  readonly keys?: readonly Stroke[];
  /** The operation it leads to: the contract says which roles may call it. */
  readonly needs?: OperationName;
  /** Heard while typing as well, or over an open dialog too; for strokes that write nothing. */
  readonly also?: 'typing' | 'dialog';
  /** Its keys are not the person's to change: arrows, Enter, Escape. */
  readonly fixed?: boolean;
  /** Nobody can take it back; palette and sheet say so. */
  readonly lasting?: boolean;
}

export interface Command extends CommandSpec {
  readonly id: string;
  /** Where it holds, as a heading. */
  readonly place: string;
  /** It belongs to a dialog and holds while that is open. */
  readonly inDialog: boolean;
}

export type Commands<Key extends string = string> = Readonly<Record<Key, Command>>;

interface Group {
  readonly id: string;
  readonly place: string;
  readonly inDialog?: boolean;
}

/** The place of commands that hold on every screen. */
export const everywhere = 'Everywhere';

const known = new Map<string, Command>();

/** Makes commands known to the window. The id of each is that of the group and its own key: `light.swap`. */
export function defineCommands<Key extends string>(
  group: Group,
  specs: Readonly<Record<Key, CommandSpec>>,
): Commands<Key> {
  const made = {} as Record<Key, Command>;
  for (const key of Object.keys(specs) as Key[]) {
    const command = {
      ...specs[key],
      id: `${group.id}.${key}`,
      place: group.place,
      inDialog: group.inDialog ?? false,
    };
    made[key] = command;
    known.set(command.id, command);
  }
  return made;
}

/** Every command of the window, those of other screens too. */
export const allCommands = (): readonly Command[] => [...known.values()];
