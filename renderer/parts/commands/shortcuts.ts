import { prefer, preferencesNow } from '../preferences.ts';
import { allCommands, type Command, everywhere } from './registry.ts';
import { isSingleSign, type Stroke, strokeOf } from './stroke.ts';

/** The strokes of a command as the person has them; none while single letters are switched off. */
export function strokesFor(command: Command): readonly Stroke[] {
  const { shortcuts, letters } = preferencesNow();
  const strokes = (!command.fixed && shortcuts[command.id]) || command.keys || [];
  return letters || command.fixed ? strokes : strokes.filter((stroke) => !isSingleSign(stroke));
}

/** Whether this press is the command's own. For parts of a page that hear their keys themselves. */
export function isStroke(event: KeyboardEvent, command: Command): boolean {
  const stroke = strokeOf(event);
  return stroke !== null && strokesFor(command).includes(stroke);
}

const meet = (one: Command, other: Command): boolean =>
  one.place === other.place || one.place === everywhere || other.place === everywhere;

/** Another command that is reached by the same stroke where this one holds; null where it is free. */
export function takenBy(command: Command, stroke: Stroke): Command | null {
  return (
    allCommands().find(
      (other) => other.id !== command.id && meet(command, other) && strokesFor(other).includes(stroke),
    ) ?? null
  );
}

/** Gives a command another stroke; null gives back its own. */
export function remap(command: Command, stroke: Stroke | null): void {
  const { [command.id]: _, ...others } = preferencesNow().shortcuts;
  prefer({ shortcuts: stroke === null ? others : { ...others, [command.id]: [stroke] } });
}
