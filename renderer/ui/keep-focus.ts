import { useEffect } from 'react';

/** Where whoever works by key begins on a page: among its pictures, or else at its heading. */
export const landingOfPage = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('main [data-landing]') ?? document.querySelector('main h1');

/** The same where a dialog may lie on top. */
const landingPlace = (): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>('[role="dialog"]')].at(-1) ?? landingOfPage();

type Holder = HTMLElement | SVGElement;
export const isHolder = (target: EventTarget | null): target is Holder =>
  target instanceof HTMLElement || target instanceof SVGElement;

/** So long a button may be off while it works before another place holds the focus for it, in milliseconds. */
const patienceMs = 150;

/**
 * The browser drops the focus without a word where a button is switched off while it works, or a row goes with the
 * button that was pressed in it. Then a key would mean nothing until Tab has been pressed through the whole window. So
 * the focus goes back to what is switched on again, with a landing place to hold it meanwhile, and to a landing place
 * where it is gone.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Holder | null = null;
    /** What was switched off under the focus, and what holds it meanwhile. */
    let off: Holder | null = null;
    let holding: HTMLElement | null = null;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const isFree = (): boolean =>
      document.activeElement === document.body || document.activeElement === holding;
    const took = ({ target }: FocusEvent): void => {
      if (target === holding) return;
      last = isHolder(target) ? target : null;
      off = holding = null;
    };
    // Who presses on nothing means to leave; what was switched off or taken away by its own press was not nothing.
    const pressed = ({ target }: MouseEvent): void => {
      const onNothing = !(target instanceof Element && target.closest('a, button, input'));
      if (onNothing && document.activeElement === document.body) last = off = null;
    };
    const standIn = (): void => {
      if (!off?.isConnected || document.activeElement !== document.body) return;
      holding = landingPlace();
      holding?.focus({ preventScroll: true });
    };
    const look = (): void => {
      if (!last || !isFree()) return;
      const from = off ?? last;
      if (!from.isConnected) {
        last = off = holding = null;
        landingPlace()?.focus({ preventScroll: true });
      } else if (from.matches(':disabled')) {
        if (off) return;
        off = from;
        clearTimeout(patience);
        patience = setTimeout(standIn, patienceMs);
      } else if (off) {
        off = holding = null;
        from.focus({ preventScroll: true });
      }
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    document.addEventListener('focusin', took);
    document.addEventListener('click', pressed);
    return () => {
      clearTimeout(patience);
      watch.disconnect();
      document.removeEventListener('focusin', took);
      document.removeEventListener('click', pressed);
    };
  }, []);
}
