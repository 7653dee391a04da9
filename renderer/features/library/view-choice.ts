import { useMediaQuery } from '@mantine/hooks';
import type { TileSize } from '../../ui/pictures/picture-grid.tsx';
import { createStore, useStore } from '../../ui/store.ts';

export const views = ['grid', 'list', 'timeline'] as const;
export type View = (typeof views)[number];

export interface ViewChoice {
  readonly view: View;
  readonly size: TileSize;
  readonly filters: boolean;
  readonly details: boolean;
  /** After a rating or label the outline goes on to the next. */
  readonly advance: boolean;
}

const usual: ViewChoice = { view: 'grid', size: 'medium', filters: true, details: true, advance: false };
const shelf = 'custos.library-view';

/** What was chosen the last time on this machine; it says nothing about any recording. */
function remembered(): ViewChoice {
  try {
    const kept = JSON.parse(localStorage.getItem(shelf) ?? '{}') as Partial<ViewChoice>;
    return {
      view: views.find((view) => view === kept.view) ?? usual.view,
      size: (['small', 'medium', 'large'] as const).find((size) => size === kept.size) ?? usual.size,
      filters: kept.filters ?? usual.filters,
      details: kept.details ?? usual.details,
      advance: kept.advance ?? usual.advance,
    };
  } catch {
    return usual;
  }
}

export const viewChoice = createStore<ViewChoice>(remembered(), { outlastsLock: true });

export function changeView(part: Partial<ViewChoice>): void {
  viewChoice.set({ ...viewChoice.get(), ...part });
  try {
    localStorage.setItem(shelf, JSON.stringify(viewChoice.get()));
  } catch {
    // A window that may keep nothing shows the usual view next time.
  }
}

/** Where there is little room, as library.module.css has it. */
const narrow = '(max-width: 60rem)';
const shut = { filters: false, details: false };
/** In a small window, or a large one at twice the size, what stands beside the pictures would take their place. */
const shownNarrowly = createStore(shut, { outlastsLock: true });

interface Panels {
  readonly filters: boolean;
  readonly details: boolean;
  readonly toggle: (panel: keyof typeof shut) => void;
}

/** What stands beside the pictures: remembered where there is room, else shut until it is asked for. */
export function usePanels(): Panels {
  const isNarrow = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false });
  const wide = useStore(viewChoice);
  const narrowly = useStore(shownNarrowly);
  const { filters, details } = isNarrow ? narrowly : wide;
  return {
    filters,
    details,
    toggle: (panel) =>
      isNarrow
        ? shownNarrowly.set({ ...narrowly, [panel]: !narrowly[panel] })
        : changeView({ [panel]: !wide[panel] }),
  };
}
