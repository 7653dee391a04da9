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

/**
 * The browser drops the focus without a word where a button is switched off while it works, or a row goes with the
 * button that was pressed in it. Then a key would mean nothing until Tab has been pressed through the whole window. So
 * the focus goes back to what is switched on again, and to a landing place where it is gone.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Holder | null = null;
    let wasOff = false;
    const took = ({ target }: FocusEvent): void => {
      last = isHolder(target) ? target : null;
      wasOff = false;
    };
    // Who presses on nothing means to leave.
    const pressed = (): void => {
      if (document.activeElement === document.body) last = null;
    };
    const look = (): void => {
      if (!last || document.activeElement !== document.body) return;
      if (!last.isConnected) {
        last = null;
        landingPlace()?.focus({ preventScroll: true });
      } else if (last.matches(':disabled')) wasOff = true;
      else if (wasOff) last.focus({ preventScroll: true });
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
      watch.disconnect();
      document.removeEventListener('focusin', took);
      document.removeEventListener('click', pressed);
    };
  }, []);
}
