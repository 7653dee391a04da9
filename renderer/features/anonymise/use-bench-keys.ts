import { useEffect, useRef } from 'react';
import { isStroke } from '../../parts/commands/shortcuts.ts';
import { benchCommands } from './commands.ts';

const ownUse = 'button, a[href], input, textarea, select, [role="option"], [role="menuitem"]';

const isTaken = ({ defaultPrevented, target }: KeyboardEvent): boolean =>
  defaultPrevented ||
  (target instanceof HTMLElement && target.matches(ownUse)) ||
  document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** Enter makes the copy, unless what has the focus has a use for Enter of its own. */
export function useEnter(accept: () => void, series: () => void): void {
  const acts = useRef({ accept, series });
  acts.current = { accept, series };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.repeat || isTaken(event)) return;
      const which = isStroke(event, benchCommands.accept)
        ? 'accept'
        : isStroke(event, benchCommands.series)
          ? 'series'
          : null;
      if (!which) return;
      event.preventDefault();
      acts.current[which]();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
