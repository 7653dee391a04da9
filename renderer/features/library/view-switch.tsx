import { SegmentedControl } from '@mantine/core';
import { useCommands } from '../../parts/commands/use-commands.ts';
import { murmur } from '../../ui/announce.tsx';
import type { TileSize } from '../../ui/pictures/picture-grid.tsx';
import { useStore } from '../../ui/store.ts';
import { viewCommands } from './commands.ts';
import { changeView, type View, viewChoice } from './view-choice.ts';

const viewNames: readonly { value: View; label: string }[] = [
  { value: 'grid', label: 'Grid' },
  { value: 'list', label: 'List' },
  { value: 'timeline', label: 'Timeline' },
];
const sizeNames: readonly { value: TileSize; label: string }[] = [
  { value: 'small', label: 'S' },
  { value: 'medium', label: 'M' },
  { value: 'large', label: 'L' },
];

/** The same choices by key: the views in turn, the sizes one after another. */
function useViewKeys(): void {
  const { view, size } = useStore(viewChoice);
  const next = viewNames[(viewNames.findIndex(({ value }) => value === view) + 1) % viewNames.length];
  const sized = (step: number): (() => void) | string => {
    if (view === 'list') return 'The list has one size.';
    const other = sizeNames[sizeNames.findIndex(({ value }) => value === size) + step];
    const end = step > 0 ? 'There is no larger size.' : 'There is no smaller size.';
    return other ? () => changeView({ size: other.value }) : end;
  };
  useCommands(viewCommands, {
    next: () => {
      if (!next) return;
      changeView({ view: next.value });
      murmur(next.label);
    },
    larger: sized(1),
    smaller: sized(-1),
  });
}

/** How the same recordings are shown, and how large. */
export function ViewSwitch() {
  const { view, size } = useStore(viewChoice);
  useViewKeys();
  return (
    <>
      {view !== 'list' && (
        <SegmentedControl
          aria-label="Size of the pictures"
          size="xs"
          value={size}
          onChange={(next) => changeView({ size: next as TileSize })}
          data={[...sizeNames]}
        />
      )}
      <SegmentedControl
        aria-label="How the recordings are shown"
        size="xs"
        value={view}
        onChange={(next) => changeView({ view: next as View })}
        data={[...viewNames]}
      />
    </>
  );
}
