import { useEffect, useState } from 'react';
import type { Command } from '../../parts/commands/registry.ts';
import { isStroke } from '../../parts/commands/shortcuts.ts';
import { createStore, useStore } from '../../ui/store.ts';

/** The command whose button is held down by a finger or the mouse. */
export const heldByHand = createStore<string | null>(null);

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type));

/** Whether the key or the button of a command is being held down. */
export function useHeld(command: Command): boolean {
  const [held, setHeld] = useState(false);
  const byHand = useStore(heldByHand) === command.id;
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (isStroke(event, command) && !writes(event.target)) setHeld(true);
    };
    const up = (): void => setHeld(false);
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', up);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', up);
    };
  }, [command]);
  return held || byHand;
}
