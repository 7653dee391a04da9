import type { Id } from '../../../shared/kernel/id.ts';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { useGo } from '../../parts/go.tsx';
import { places } from '../../parts/places.ts';
import { selection } from '../../parts/selection.ts';
import { say } from '../../ui/announce.tsx';
import { createStore } from '../../ui/store.ts';
import { arrangeCommands } from './commands.ts';
import { meant, useArranging } from './use-arranging.ts';
import type { Tile } from './use-tiles.ts';
import { viewChoice } from './view-choice.ts';

/** Which dialog of the selection stands open, and for which recordings. */
export const arranging = createStore<{ what: 'label' | 'collection'; recordings: readonly Id[] } | null>(
  null,
);

const chooseFirst = 'Please choose a recording first.';
/** As many pictures as lie on the table at a time. */
const mostOnTable = 4;

interface ArrangeKeys {
  readonly outlined: Tile | null;
  /** Goes on to the next recording. */
  readonly onNext: () => void;
}

/** The keys that set in order what is chosen, or what lies under the outline. */
export function useArrangeKeys({ outlined, onNext }: ArrangeKeys): void {
  const go = useGo();
  const { rate } = useArranging();
  const stars = (count: number | null) => (): void => {
    const recordings = meant(outlined);
    if (recordings.length === 0) {
      say(chooseFirst);
      return;
    }
    rate(recordings, count);
    const [only] = recordings;
    if (viewChoice.get().advance && recordings.length === 1 && only === outlined?.id) onNext();
  };
  const open = (what: 'label' | 'collection') => (): void => {
    const recordings = meant(outlined);
    if (recordings.length === 0) say(chooseFirst);
    else arranging.set({ what, recordings });
  };
  useCommands(arrangeCommands, {
    none: stars(0),
    one: stars(1),
    two: stars(2),
    three: stars(3),
    four: stars(4),
    five: stars(5),
    unrate: stars(null),
    label: open('label'),
    collection: open('collection'),
    compare: () => {
      const count = selection.get().length;
      if (count < 2 || count > mostOnTable) say('Please choose two to four recordings to compare.');
      else go(places.lightTable);
    },
  });
}
