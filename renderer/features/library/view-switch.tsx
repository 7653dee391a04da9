import { SegmentedControl } from '@mantine/core';
import type { TileSize } from '../../ui/pictures/picture-grid.tsx';
import { useStore } from '../../ui/store.ts';
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

/** How the same recordings are shown, and how large. */
export function ViewSwitch() {
  const { view, size } = useStore(viewChoice);
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
