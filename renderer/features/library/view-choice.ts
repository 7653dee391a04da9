import type { TileSize } from '../../ui/pictures/picture-grid.tsx';
import { createStore } from '../../ui/store.ts';

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
