import type { Page } from 'playwright-core';

interface Stop {
  readonly name: string;
  /** Its place among those that Tab should come to; below none where it is not one of them. */
  readonly at: number;
  readonly visible: boolean;
}

export interface Round {
  /** Names of the stops, in order. */
  readonly stops: readonly string[];
  /** What Tab never came to. */
  readonly missed: readonly string[];
  /** Stops at which nothing shows where the focus is. */
  readonly unseen: readonly string[];
}

/** Numbers what Tab should come to: of a group of radio buttons the one that is chosen, or any where none is. */
const count = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const inside = document.querySelector('[role="dialog"]') ?? document.body;
    const groups = new Set<string>();
    const stops = [
      ...inside.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, [tabindex]'),
    ]
      .filter((one) => one.tabIndex >= 0 && !(one as HTMLButtonElement).disabled)
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.closest('[inert]') === null)
      .filter((one) => {
        if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true;
        const peers = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')].filter(
          ({ name }) => name === one.name,
        );
        if (peers.some(({ checked }) => checked)) return one.checked;
        const first = !groups.has(one.name);
        groups.add(one.name);
        return first;
      });
    for (const [at, one] of stops.entries()) one.dataset.stop = String(at);
    return stops.map(
      (one) =>
        one.getAttribute('aria-label') ??
        (one.textContent?.trim() || one.getAttribute('name') || one.tagName),
    );
  });

/** Writes down each stop as the focus comes to it: to ask after each key would take longer than the keys. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const shows = (one: Element | null | undefined): boolean => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    const stops: Stop[] = [];
    const note = ({ target }: Event): void => {
      const at = target as HTMLElement;
      stops.push({
        name: at.getAttribute('aria-label') ?? (at.textContent?.trim() || at.tagName),
        at: Number(at.dataset.stop ?? -1),
        // On itself, on the box around a field, or on what is drawn in the place of a box to tick.
        visible: shows(at) || shows(at.parentElement) || shows(at.nextElementSibling),
      });
    };
    document.addEventListener('focusin', note);
    Object.assign(window, { tabRound: { stops, end: () => document.removeEventListener('focusin', note) } });
  });

const watched = (page: Page): Promise<Stop[]> =>
  page.evaluate(() => {
    const { tabRound } = window as unknown as { tabRound: { stops: Stop[]; end: () => void } };
    tabRound.end();
    return tabRound.stops;
  });

/** Goes round a screen, or the dialog upon it, with Tab alone. */
export async function tabRound(page: Page): Promise<Round> {
  const wanted = await count(page);
  await watch(page);
  // The frame of the window may be left and entered again on the way.
  for (let step = 0; step < wanted.length + 2; step += 1) await page.keyboard.press('Tab');
  const stops = await watched(page);
  const seen = new Set(stops.map(({ at }) => at));
  return {
    stops: stops.map(({ name }) => name),
    unseen: stops.filter(({ visible }) => !visible).map(({ name }) => name),
    missed: wanted.filter((_, at) => !seen.has(at)),
  };
}
