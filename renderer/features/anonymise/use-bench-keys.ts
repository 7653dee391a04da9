import { useEffect, useRef } from 'react';
import type { Command } from '../../parts/commands/registry.ts';
import { isStroke } from '../../parts/commands/shortcuts.ts';

const ownUse = 'button, a[href], input, textarea, select, [role="option"], [role="menuitem"]';

const isTaken = ({ defaultPrevented, target }: KeyboardEvent): boolean =>
  defaultPrevented ||
  (target instanceof HTMLElement && target.matches(ownUse)) ||
  document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** A command that Enter gives, and what it does. */
export interface Entering {
  readonly command: Command;
  readonly act: () => void;
}

/** Enter makes the copy, unless what has the focus has a use for Enter of its own. */
export function useEnter(entering: readonly Entering[]): void {
  const current = useRef(entering);
  current.current = entering;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.repeat || isTaken(event)) return;
      const meant = current.current.find(({ command }) => isStroke(event, command));
      if (!meant) return;
      event.preventDefault();
      meant.act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
