import { useEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const typesText = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  );
};

/** A dialog, or a list or note that hangs open from its button, takes the keys for itself. */
const somethingIsOpen = (): boolean =>
  document.querySelector('[role="dialog"][aria-modal="true"], [aria-haspopup][aria-expanded="true"]') !==
  null;

/**
 * Letters that act while nobody is typing and no dialog is open. A key is named as the keyboard gives it
 * (`a`, `/`, `Escape`); with Ctrl, Alt or Meta held none of them acts.
 */
export function useHotkeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    // A dialog closes itself on the way down: an Escape that closed one must not go back as well.
    let forAnother = false;
    const note = (): void => {
      forAnother = somethingIsOpen();
    };
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (typesText(event.target) || forAnother) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = current.current[key];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', note, { capture: true });
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', note, { capture: true });
      window.removeEventListener('keydown', listen);
    };
  }, []);
}
