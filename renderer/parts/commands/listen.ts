import { useEffect } from 'react';
import { say } from '../../ui/announce.tsx';
import { strokesFor } from './shortcuts.ts';
import { isSingleSign, type Stroke, strokeOf } from './stroke.ts';
import { type Offered, offeredNow } from './use-commands.ts';

const unwritten = ['checkbox', 'radio', 'button', 'range', 'submit', 'file'];

const isWriting = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !unwritten.includes(target.type);
  return (
    target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
};

interface Open {
  /** A dialog stands over the page. */
  readonly dialog: boolean;
  /** A list or note hangs open from its button and takes the keys for itself. */
  readonly list: boolean;
}

const whatIsOpen = (): Open => ({
  dialog: document.querySelector('[role="dialog"][aria-modal="true"]') !== null,
  list: document.querySelector('[aria-haspopup][aria-expanded="true"]') !== null,
});

/** The first command that hears the stroke, given what is open and whether somebody is typing. */
function hearer(stroke: Stroke, open: Open, writing: boolean): Offered | null {
  const hears = ({ command, act }: Offered): boolean => {
    if (act === true || !strokesFor(command).includes(stroke)) return false;
    if (command.also === 'dialog') return true;
    if (writing && (command.also !== 'typing' || isSingleSign(stroke))) return false;
    return !open.list && command.inDialog === open.dialog;
  };
  return offeredNow().find(hears) ?? null;
}

/** Hears the keys of every command. Once in the window. */
export function useKeys(): void {
  useEffect(() => {
    // A dialog closes itself on the way down: an Escape that closed one must not go back as well.
    let open: Open = { dialog: false, list: false };
    const note = (): void => {
      open = whatIsOpen();
    };
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const stroke = strokeOf(event);
      const found = stroke && hearer(stroke, open, isWriting(event.target));
      if (!found || found.act === true) return;
      event.preventDefault();
      if (typeof found.act === 'string') say(found.act);
      else found.act();
    };
    window.addEventListener('keydown', note, { capture: true });
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', note, { capture: true });
      window.removeEventListener('keydown', listen);
    };
  }, []);
}
